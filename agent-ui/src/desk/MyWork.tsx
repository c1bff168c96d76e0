// What else waits for this desk: drafts that are not petitions yet.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { useDesk } from './desk.tsx'

export function MyWork() {
  const { t } = useTranslation()
  const desk = useDesk()
  const draft = useStore(desk.bench.draft)
  const drafts = useFetch('drafts', (signal) => api('tickets', { query: { status: 'draft', pageSize: 1 }, signal }))
  const { reload } = drafts
  // The number changes when a call ends or a draft is laid aside.
  const key = `${desk.state.agent?.state ?? ''} ${draft ? 1 : 0}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to count again
  useEffect(() => reload(), [key, reload])
  return (
    <div className="my-work">
      <h2>{t('desk.myWork')}</h2>
      <Link to="/phan-anh?status=draft" className="my-work-row">
        <Icon name="draft" /> <span>{t('desk.drafts')}</span>
        <b>{drafts.data?.total ?? '–'}</b>
      </Link>
    </div>
  )
}

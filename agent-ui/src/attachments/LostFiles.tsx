// Files that failed after their page was left: said on whatever page one is, until it is read.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from '../api/store.ts'
import { Notice } from '../kit/Notice.tsx'
import { lostFiles } from './under-way.ts'

export function LostFiles() {
  const { t } = useTranslation()
  const lost = useStore(lostFiles)
  if (lost.length === 0) return null
  return (
    <Notice tone="error" testId="lost-files" action={<Button onClick={() => lostFiles.set([])}>{t('action.close')}</Button>}>
      {lost.map(({ key, ticketId, name, problem }) => (
        <div key={key}>
          <Link to={`/phan-anh/${ticketId}`}>{t('attachments.lost', { name })}</Link> {problem}
        </div>
      ))}
    </Notice>
  )
}

// Việc của tổng đài (§27): drafts, petitions not sent, returned slips, results to check and to tell, refusals; with targets and their misses.
// Overseers read it without its drafts.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { DeskBox } from '../../../src/contract/work.ts'
import { api, messageOf } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Notice } from '../kit/Notice.tsx'
import { DeskBar } from './DeskBar.tsx'
import { DeskTable } from './DeskTable.tsx'
import { DeskTabs } from './DeskTabs.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { Pager } from './Pager.tsx'

const pageSize = 50

export default function DeskWorkPage() {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const box = DeskBox.catch('returned-slip').parse(params.get('muc') ?? 'returned-slip')
  const page = Math.max(1, Math.min(10_000, Math.floor(Number(params.get('page'))) || 1))
  const keyword = (params.get('keyword') ?? '').slice(0, 200)
  const key = `${box} ${page} ${keyword}`
  const found = useFetch(key, async (signal) => ({ box, page: await api('deskWork', { query: { box, page, pageSize, keyword }, signal }) }))
  const [problem, setProblem] = useState<string | null>(null)
  useTicketNews(found.refresh, 2_000)
  const counts = found.data?.page.counts ?? null
  const shown = found.data?.box === box ? found.data.page : null
  const go = (next: { keyword?: string; page?: number }) =>
    setParams(
      Object.entries({ muc: box, keyword: next.keyword ?? keyword, page: String(next.page ?? 1) }).filter(
        ([name, value]) => value && !(name === 'page' && value === '1'),
      ),
    )
  /** A draft is written on at the desk, where its form is. */
  const writeOn = (ticketId: string) => {
    setProblem(null)
    desk?.bench.open(ticketId).then(
      () => navigate('/'),
      (error: unknown) => setProblem(messageOf(error)),
    )
  }
  return (
    <main className="list-page work-page">
      <h1 className="visually-hidden">{t('deskWork.title')}</h1>
      <DeskTabs box={box} counts={counts} keyword={keyword} drafts={desk !== null} />
      <DeskBar key={keyword} keyword={keyword} onSearch={(words) => go({ keyword: words })} onProblem={setProblem} />
      {problem && (
        <Notice tone="error" testId="work-problem">
          {problem}
        </Notice>
      )}
      {found.error && !shown ? (
        <LoadFailed message={found.error.message} onRetry={found.reload} />
      ) : shown?.items.length === 0 ? (
        <div className="empty list-empty" data-testid="desk-work-empty">
          <b>{keyword ? t('tickets.emptyTitle') : t(`deskWork.empty-${box}`)}</b>
          <p>{keyword ? t('tickets.emptyText') : t(`deskWork.emptyText-${box}`)}</p>
        </div>
      ) : (
        <DeskTable box={box} items={shown?.items ?? null} firstNumber={((shown?.page ?? 1) - 1) * pageSize + 1} onWriteOn={writeOn} />
      )}
      <footer className="list-footer">
        {shown && shown.total > 0 && <span>{t(box === 'refused' ? 'deskWork.newest' : 'deskWork.count', { count: shown.total })}</span>}
        <Pager page={page} pages={Math.max(1, Math.ceil((shown?.total ?? 0) / pageSize))} onPage={(next) => go({ page: next })} />
      </footer>
    </main>
  )
}

// Tất cả phản ánh: search on top, the list below, always fresh; the address keeps the search.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { TicketSummary } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import type { HeldRow } from '../kit/held-rows.ts'
import { hasNews, ListNews } from '../kit/ListNews.tsx'
import { roundCount } from '../kit/round-count.ts'
import { useHeldRows } from '../kit/useHeldRows.ts'
import { usePointed } from '../kit/usePointed.ts'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { Pager } from '../work/Pager.tsx'
import { queryOf, sameSearch } from './list-query.ts'
import { TicketSearch } from './TicketSearch.tsx'
import { TicketTable } from './TicketTable.tsx'

const pageSize = 20
const rowsOf = (items: readonly TicketSummary[]): HeldRow<TicketSummary>[] => items.map((item) => ({ key: item.id, group: '', item, gone: false }))

export default function TicketListPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const query = useMemo(() => queryOf(params, pageSize), [params])
  const key = params.toString()
  const found = useFetch(key, async (signal) => ({ key, page: await api('tickets', { query, signal }) }))
  const [list, pointed] = usePointed<HTMLDivElement>()
  useTicketNews(found.refresh, 2_000)
  const shown = found.data?.page ?? null
  const held = useHeldRows(shown?.items ?? null, rowsOf, found.data?.key ?? key, pointed)
  const again = () => {
    held.releaseNext()
    found.reload()
  }
  const toPage = (page: number) => {
    const next = new URLSearchParams(params)
    next.set('page', String(page))
    setParams(next)
  }
  // An answer to other words says nothing about these.
  const failed = found.error && found.data?.key !== key
  return (
    <main className="list-page">
      <h1 className="page-tab">{t('tickets.title')}</h1>
      <TicketSearch
        key={key}
        params={params}
        onSearch={(next) => (sameSearch(next, params) ? again() : setParams(next))}
        onReset={() => (params.size > 0 ? setParams({}) : again())}
      />
      {failed && found.error ? (
        <LoadFailed message={found.error.message} onRetry={found.reload} />
      ) : (
        <div className="work-list" ref={list}>
          <TicketTable rows={held.rows} firstNumber={((shown?.page ?? 1) - 1) * pageSize + 1} />
        </div>
      )}
      <footer className="list-footer">
        {shown && !found.error && !hasNews(held) && (
          <span className="footer-count">
            {shown.more ? t('tickets.many', { count: roundCount(shown.total) }) : t('tickets.count', { count: shown.total })} <kbd className="key">↵</kbd>{' '}
            {t('tickets.toOpen')}
          </span>
        )}
        <ListNews held={held} stale={found.error && !failed ? found.error.message : null} />
        <Pager page={query.page} pages={Math.max(1, Math.ceil((shown?.total ?? 0) / pageSize))} onPage={toPage} />
      </footer>
    </main>
  )
}

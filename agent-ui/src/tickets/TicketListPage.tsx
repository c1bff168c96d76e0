// Tất cả phản ánh: search on top, the list below; the address keeps the search.
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { queryOf } from './list-query.ts'
import { TicketSearch } from './TicketSearch.tsx'
import { TicketTable } from './TicketTable.tsx'

const pageSize = 20

export default function TicketListPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const query = useMemo(() => queryOf(params, pageSize), [params])
  const found = useFetch(params.toString(), (signal) => api('tickets', { query, signal }))
  const pages = Math.max(1, Math.ceil((found.data?.total ?? 0) / pageSize))
  const toPage = (page: number) => {
    const next = new URLSearchParams(params)
    next.set('page', String(page))
    setParams(next)
  }
  return (
    <main className="list-page">
      <h1 className="page-tab">{t('tickets.title')}</h1>
      <TicketSearch key={params.toString()} params={params} onSearch={setParams} onReset={() => (params.size > 0 ? setParams({}) : found.reload())} />
      {found.error ? (
        <div className="empty">
          <b>
            <Icon name="warning" /> {t('error.listTitle')}
          </b>
          <p>{found.error.message}</p>
          <Button onClick={found.reload}>
            <Icon name="refresh" /> {t('action.reload')}
          </Button>
        </div>
      ) : (
        <TicketTable items={found.data?.items ?? null} firstNumber={(query.page - 1) * pageSize + 1} />
      )}
      <footer className="list-footer">
        {found.data && (
          <span>
            {found.data.total > 1_000 ? t('tickets.many') : t('tickets.count', { count: found.data.total })} <kbd className="key">↵</kbd> {t('tickets.toOpen')}
          </span>
        )}
        <span className="pager">
          <Button type="text" size="small" disabled={query.page <= 1} onClick={() => toPage(query.page - 1)}>
            {t('tickets.previous')}
          </Button>
          <span>{t('tickets.pages', { page: query.page, all: pages })}</span>
          <Button type="text" size="small" disabled={query.page >= pages} onClick={() => toPage(query.page + 1)}>
            {t('tickets.next')}
          </Button>
        </span>
      </footer>
    </main>
  )
}

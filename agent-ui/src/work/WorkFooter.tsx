// Under the list: how many there are, what changed while it was held still, and the pages. Its height never changes, so no row moves.
import { useTranslation } from 'react-i18next'
import type { WorkBox } from '../../../src/contract/work.ts'
import { hasNews, ListNews } from '../kit/ListNews.tsx'
import { roundCount } from '../kit/round-count.ts'
import type { HeldRows } from '../kit/useHeldRows.ts'
import { Pager } from './Pager.tsx'

interface Props {
  box: WorkBox
  total: number | null
  /** There are more than were counted. */
  more: boolean
  page: number
  pages: number
  /** Why the rows shown are older than they should be. */
  stale: string | null
  held: HeldRows<unknown>
  onPage: (page: number) => void
}

export function WorkFooter({ box, total, more, page, pages, stale, held, onPage }: Props) {
  const { t } = useTranslation()
  return (
    <footer className="list-footer">
      {!stale && !hasNews(held) && total !== null && total > 0 && (
        <span className="footer-count">
          {more ? t('tickets.many', { count: roundCount(total) }) : t(box === 'all' ? 'tickets.count' : 'work.count', { count: total })}{' '}
          <kbd className="key">↵</kbd> {t('tickets.toOpen')}
        </span>
      )}
      <ListNews held={held} stale={stale} />
      <Pager page={page} pages={pages} onPage={onPage} />
    </footer>
  )
}

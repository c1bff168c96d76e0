// Under the list: how many there are, what changed while it was held still, and the pages. Its height never changes, so no row moves.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WorkBox } from '../../../src/contract/work.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Pager } from './Pager.tsx'
import type { HeldRows } from './useHeldRows.ts'

interface Props {
  box: WorkBox
  total: number | null
  page: number
  pages: number
  /** Why the rows shown are older than they should be. */
  stale: string | null
  held: HeldRows
  onPage: (page: number) => void
}

export function WorkFooter({ box, total, page, pages, stale, held, onPage }: Props) {
  const { t } = useTranslation()
  const news = held.added > 0 ? t('work.newOnes', { count: held.added }) : held.moved ? t('work.changed') : null
  return (
    <footer className="list-footer">
      {!stale && !news && total !== null && total > 0 && (
        <span className="footer-count">
          {total > 1_000 ? t('tickets.many') : t(box === 'all' ? 'tickets.count' : 'work.count', { count: total })} <kbd className="key">↵</kbd>{' '}
          {t('tickets.toOpen')}
        </span>
      )}
      <span role="status" className="work-news" data-testid="work-news">
        {stale ? (
          <>
            <Icon name="warning" size={14} /> {t('work.stale', { why: stale })}
          </>
        ) : (
          news && (
            <>
              <b>{news}</b>{' '}
              <Button size="small" onClick={held.release} data-testid="work-show">
                {t('work.show')}
              </Button>
            </>
          )
        )}
      </span>
      <Pager page={page} pages={pages} onPage={onPage} />
    </footer>
  )
}

// Under a list: what changed while it was held still, or why it is older than it should be. Its height never changes, so no row moves.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import type { HeldRows } from './useHeldRows.ts'

/** Has the list something to say? */
export const hasNews = ({ added, moved }: Pick<HeldRows<unknown>, 'added' | 'moved'>): boolean => added > 0 || moved

export function ListNews({ held, stale }: { held: HeldRows<unknown>; stale: string | null }) {
  const { t } = useTranslation()
  return (
    <span role="status" className="work-news" data-testid="work-news">
      {stale ? (
        <>
          <Icon name="warning" size={14} /> {t('work.stale', { why: stale })}
        </>
      ) : (
        hasNews(held) && (
          <>
            <b>{held.added > 0 ? t('work.newOnes', { count: held.added }) : t('work.changed')}</b>{' '}
            <Button size="small" onClick={held.release} data-testid="work-show">
              {t('work.show')}
            </Button>
          </>
        )
      )}
    </span>
  )
}

// Nothing in this box: what will appear here; or nothing that matches the search, and the way back.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WorkBox } from '../../../src/contract/work.ts'
import { Icon } from '../glyphs/icons.tsx'

export function WorkEmpty({ box, filtered, onClear }: { box: WorkBox; filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="empty list-empty" data-testid="work-empty">
      <b>{filtered ? t('tickets.emptyTitle') : t(`work.empty-${box}`)}</b>
      <p>{filtered ? t('tickets.emptyText') : t(`work.emptyText-${box}`)}</p>
      {filtered && (
        <Button onClick={onClear}>
          <Icon name="refresh" size={14} /> {t('tickets.reset')}
        </Button>
      )}
    </div>
  )
}

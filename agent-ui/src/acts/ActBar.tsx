// The buttons above a petition: the next step filled green, the manual's menu "Chuyên viên thao tác", the rest beside it.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ActType } from '../../../src/contract/acts.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Icon } from '../glyphs/icons.tsx'
import { useNarrow } from '../kit/useNarrow.ts'
import { ActThumbBar } from './ActThumbBar.tsx'
import { actPlaces } from './act-order.ts'
import { useResultWritten } from './useResultWritten.ts'

export interface ActBarProps {
  ticket: Ticket
  busy: boolean
  onAct: (type: ActType) => void
  onProcess: () => void
}

export function ActBar(props: ActBarProps) {
  return useNarrow() ? <ActThumbBar {...props} /> : <WideBar {...props} />
}

function WideBar({ ticket, busy, onAct, onProcess }: ActBarProps) {
  const { t } = useTranslation()
  const { first, specialist, plain, rare } = actPlaces(ticket.acts, useResultWritten(ticket))
  const item = (type: ActType) => ({ key: type, label: t(`acts.${type}` as 'acts.extend') })
  const open = ({ key }: { key: string }) => onAct(key as ActType)
  return (
    <div className="act-bar" data-testid="act-bar">
      {first && (
        <Button type="primary" loading={busy} onClick={() => onAct(first)} data-testid={`act-${first}`}>
          {t(`acts.${first}` as 'acts.extend')}
        </Button>
      )}
      {specialist.length > 0 && (
        <Dropdown menu={{ items: specialist.map(item), onClick: open }} trigger={['click']}>
          <Button data-testid="act-specialist">
            {t('acts.specialist')} <Icon name="down" size={12} />
          </Button>
        </Dropdown>
      )}
      {specialist.includes('hand-in') && (
        <Button onClick={() => onAct('hand-in')} data-testid="act-confirm">
          {t('acts.confirm')}
        </Button>
      )}
      {plain.map((type) => (
        <Button key={type} type={type === 'edit-facts' || type === 'give-back' ? 'text' : 'default'} onClick={() => onAct(type)} data-testid={`act-${type}`}>
          {t(`acts.${type}` as 'acts.extend')}
        </Button>
      ))}
      <Button type="text" onClick={onProcess} className="act-process">
        {t('acts.process')}
      </Button>
      {rare.length > 0 && (
        <Dropdown menu={{ items: rare.map(item), onClick: open }} trigger={['click']}>
          <Button type="text" data-testid="act-more" aria-label={t('acts.more')}>
            <Icon name="more" /> {t('acts.more')}
          </Button>
        </Dropdown>
      )}
    </div>
  )
}

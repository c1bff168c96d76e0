// The buttons above a petition: the next step filled green, the manual's menu "Chuyên viên thao tác", the rest beside it.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ActType } from '../../../src/contract/acts.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Icon } from '../glyphs/icons.tsx'

interface Props {
  ticket: Ticket
  busy: boolean
  onAct: (type: ActType) => void
  onProcess: () => void
}

/** The next step: the first of these that is allowed. */
const mainOrder: readonly ActType[] = ['take', 'assign', 'approve', 'tell-citizen', 'save-result', 'forward', 'reopen', 'urge']
/** Under "Chuyên viên thao tác" (M1.1.2). */
const specialist: readonly ActType[] = ['coordinate', 'return', 'hand-in']
/** Beside it, as the manual has them. */
const plain: readonly ActType[] = ['save-result', 'extend', 'answer-now', 'refuse', 'send-back', 'edit-facts', 'give-back']
/** Seldom: in the menu of the rest. */
const rare: readonly ActType[] = ['pass-on', 'request-info', 'attach-to', 'urge', 'pause', 'resume', 'withdraw', 'take', 'forward', 'reopen']

export function ActBar({ ticket, busy, onAct, onProcess }: Props) {
  const { t } = useTranslation()
  const may = (type: ActType) => ticket.acts.includes(type)
  const first = mainOrder.find(may)
  const branches = specialist.filter(may)
  const shown = plain.filter((type) => may(type) && type !== first)
  const rest = rare.filter((type) => may(type) && type !== first)
  const item = (type: ActType) => ({ key: type, label: t(`acts.${type}` as 'acts.extend') })
  const open = ({ key }: { key: string }) => onAct(key as ActType)
  return (
    <div className="act-bar" data-testid="act-bar">
      {first && (
        <Button type="primary" loading={busy} onClick={() => onAct(first)} data-testid={`act-${first}`}>
          {t(`acts.${first}` as 'acts.extend')}
        </Button>
      )}
      {branches.length > 0 && (
        <Dropdown menu={{ items: branches.map(item), onClick: open }} trigger={['click']}>
          <Button data-testid="act-specialist">
            {t('acts.specialist')} <Icon name="down" size={12} />
          </Button>
        </Dropdown>
      )}
      {may('hand-in') && (
        <Button onClick={() => onAct('hand-in')} data-testid="act-confirm">
          {t('acts.confirm')}
        </Button>
      )}
      {shown.map((type) => (
        <Button key={type} type={type === 'edit-facts' || type === 'give-back' ? 'text' : 'default'} onClick={() => onAct(type)} data-testid={`act-${type}`}>
          {t(`acts.${type}` as 'acts.extend')}
        </Button>
      ))}
      <Button type="text" onClick={onProcess} className="act-process">
        {t('acts.process')}
      </Button>
      {rest.length > 0 && (
        <Dropdown menu={{ items: rest.map(item), onClick: open }} trigger={['click']}>
          <Button type="text" data-testid="act-more" aria-label={t('acts.more')}>
            <Icon name="more" /> {t('acts.more')}
          </Button>
        </Dropdown>
      )}
    </div>
  )
}

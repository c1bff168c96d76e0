// A caller who waits: before all others, or to a ready operator of the supervisor's choice.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoardAgent, BoardCall } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Icon } from '../glyphs/icons.tsx'
import type { BoardActs } from './useBoardActs.ts'

interface Props {
  call: BoardCall
  place: number
  /** To whom it can be given now. */
  ready: readonly BoardAgent[]
  acts: BoardActs
}

export function MoveButtons({ call, place, ready, acts }: Props) {
  const { t } = useTranslation()
  const { callId, moves: seen } = call
  const items = ready.map(({ agentId, name }) => ({ key: agentId, label: <span data-testid="give-to">{name}</span> }))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box into a row of a list
    <div className="monitor-buttons" role="group" aria-label={t('board.move.label', { number: formatPhone(call.number) || t('desk.noNumber') })}>
      {place > 1 && (
        <Button size="small" disabled={acts.busy} onClick={() => void acts.act('queue:front', { callId, seen })} data-testid="move-front">
          {t('board.move.front')}
        </Button>
      )}
      <Dropdown
        menu={{ items, onClick: ({ key }) => void acts.act('queue:give', { callId, seen, agentId: key }) }}
        trigger={['click']}
        disabled={acts.busy || ready.length === 0}
      >
        <Button size="small" disabled={acts.busy || ready.length === 0} data-testid="move-give">
          {t(ready.length === 0 ? 'board.move.nobodyReady' : 'board.move.give')} {ready.length > 0 && <Icon name="down" size={12} />}
        </Button>
      </Dropdown>
    </div>
  )
}

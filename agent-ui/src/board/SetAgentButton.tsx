// The supervisor sets an agent's state: to work, to a pause with its reason, off duty. During a call it waits for its end.
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoardAgent } from '../../../src/contract/board.ts'
import { pauseReasons } from '../../../src/contract/values.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import type { BoardActs } from './useBoardActs.ts'

/** `named`: the button says whose it is, where it does not stand in his row. */
export function SetAgentButton({ agent, acts, named = false }: { agent: BoardAgent; acts: BoardActs; named?: boolean }) {
  const { t } = useTranslation()
  const { agentId, name, state, next, phoneReachable } = agent
  const inCall = state === 'ringing' || state === 'on-call'
  const mayReady = phoneReachable && state !== 'ready' && (!inCall || next !== null)
  const items: MenuProps['items'] = [
    { key: 'ready', disabled: !mayReady, label: <span data-testid="set-agent-ready">{t('agent.ready')}</span>, icon: <Glyph shape="agent-ready" /> },
    {
      type: 'group',
      key: 'pauses',
      label: t('pause.title'),
      children: pauseReasons.map((reason) => ({ key: `pause:${reason}`, label: <span data-testid={`set-agent-${reason}`}>{t(`pause.${reason}`)}</span> })),
    },
    { type: 'divider' },
    {
      key: 'offline',
      disabled: state === 'offline',
      label: <span data-testid="set-agent-offline">{t('agent.offline')}</span>,
      icon: <Glyph shape="agent-offline" />,
    },
  ]
  const choose: MenuProps['onClick'] = ({ key }) => {
    const reason = pauseReasons.find((known) => key === `pause:${known}`)
    void acts.act('agent:set', { agentId, to: reason ? { state: 'paused', reason } : { state: key === 'offline' ? 'offline' : 'ready' } })
  }
  return (
    <Dropdown menu={{ items, onClick: choose }} trigger={['click']} disabled={acts.busy} placement="bottomRight">
      <Button size="small" type="text" disabled={acts.busy} aria-label={t('board.set.label', { name })} data-testid="set-agent" data-name={name}>
        {named ? name : t('board.set.change')} <Icon name="down" size={12} />
      </Button>
    </Dropdown>
  )
}

// The agent's own state with its running timer; a press opens what it can be changed to.
import { Dropdown, type MenuProps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pauseReasons } from '../../../src/contract/values.ts'
import type { Desk } from '../desk/desk.tsx'
import { digitOf } from '../desk/desk-digits.ts'
import { shownSince, shownState } from '../desk/shown-state.ts'
import { askForNotices } from '../desk/useCallAlerts.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import type { StateShape } from '../glyphs/state-shapes.tsx'
import { Key } from '../kit/Key.tsx'
import { formatDuration, useSecondsSince } from '../kit/time.ts'

export function StateBlock({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const state = shownState(desk)
  const { link } = desk.state
  const since = shownSince(desk)
  const seconds = useSecondsSince(since)
  const shape: StateShape = state === 'unknown' || state === 'standby' ? 'agent-reconnecting' : `agent-${state}`
  const inCall = state === 'ringing' || state === 'on-call' || state === 'held'
  const blocked = link !== 'connected' || inCall
  const items: MenuProps['items'] = [
    { key: 'ready', label: <span data-testid="set-ready">{t('agent.ready')}</span>, icon: <Glyph shape="agent-ready" /> },
    {
      type: 'group',
      key: 'pauses',
      label: t('pause.title'),
      children: pauseReasons.map((reason, n) => ({
        key: `pause:${reason}`,
        label: (
          <span className="state-choice" data-testid={`pause-${reason}`}>
            {t(`pause.${reason}`)} <Key>{String(n + 1)}</Key>
          </span>
        ),
      })),
    },
    { type: 'divider' },
    { key: 'offline', label: <span data-testid="set-offline">{t('agent.goOffline')}</span>, icon: <Glyph shape="agent-offline" /> },
  ]
  const [open, setOpen] = useState(false)
  // A call that comes closes the menu: its digits must not pause anybody then.
  const isOpen = open && !blocked
  useEffect(() => {
    if (!isOpen) return
    const press = (event: KeyboardEvent) => {
      const reason = pauseReasons[(digitOf(event) ?? 0) - 1]
      if (!reason) return
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
      void desk.act('agent:pause', { reason })
    }
    // Before the digits of what lies under the menu.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [isOpen, desk])
  const choose: MenuProps['onClick'] = ({ key }) => {
    const reason = pauseReasons.find((known) => key === `pause:${known}`)
    if (reason) void desk.act('agent:pause', { reason })
    else if (key === 'offline') void desk.act('agent:offline', {})
    else {
      askForNotices()
      // On the desk its own button asks first what the call was about.
      const finish = document.querySelector<HTMLButtonElement>('[data-testid="wrapup-finish"]')
      if (state === 'wrap-up' && finish) finish.click()
      else void desk.act(state === 'wrap-up' ? 'wrapup:finish' : 'agent:ready', {})
    }
  }
  return (
    <Dropdown
      menu={{ items, onClick: choose, className: 'state-menu' }}
      trigger={['click']}
      disabled={blocked}
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      autoFocus
    >
      <button type="button" className={`state-block state-${state}`} data-testid="state-menu" disabled={blocked} aria-haspopup="menu" aria-keyshortcuts="Alt+P">
        <Glyph shape={shape} size={18} />
        <span className="state-word" data-testid="agent-state" data-state={state}>
          {t(`agent.${state}`)}
        </span>
        {since && (
          <span className="state-timer" aria-hidden="true">
            {formatDuration(seconds)}
          </span>
        )}
        {!blocked && <span className="visually-hidden">{t('agent.change')}</span>}
        {!blocked && <Icon name="down" size={12} />}
      </button>
    </Dropdown>
  )
}

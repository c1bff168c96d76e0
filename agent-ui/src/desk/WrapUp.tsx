// Writing up after the call: time used, time left, one minute more, or done.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../src/contract/calls.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDuration, formatTime, useNow } from '../kit/time.ts'
import { CallHead } from './CallHead.tsx'
import { callOut } from './call-actions.ts'
import { isPassedOn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

export function WrapUp({ desk, agent }: { desk: Desk; agent: AgentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const used = (now - Date.parse(agent.since)) / 1000
  const left = agent.dueAt ? (Date.parse(agent.dueAt) - now) / 1000 : null
  const call = desk.pop?.call
  const unreached = call?.direction === 'out' && call.status === 'ended' && call.answeredAt === null
  const title = t(unreached ? 'dial.title' : isPassedOn(call, agent.agentId) ? 'desk.passedOn' : 'desk.ended')
  const again = call?.direction === 'out' && call.status === 'ended' ? call : null
  const share = left !== null && used + left > 0 ? Math.max(0, left) / (used + Math.max(0, left)) : 0
  return (
    <div className="wrapup pane-pad" data-testid="wrapup">
      <CallHead pop={desk.pop} title={title} />
      {unreached && (
        <Notice tone="wait" testId="dial-outcome">
          <b data-outcome={call?.outcome ?? ''}>{call?.outcome ? t(`outcome.${call.outcome}`) : ''}</b>.{' '}
          {call?.booked?.again ? t('booked.again', { time: formatTime(call.booked.again) }) : t(call?.booked ? 'booked.over' : 'dial.notDone')}
        </Notice>
      )}
      <div className="wrapup-times">
        <span className="wrapup-used">{t('desk.wrapup')}</span>
        <span className="wrapup-left" data-testid="wrapup-left" role="timer">
          {left === null
            ? formatDuration(used)
            : left >= 0
              ? t('desk.wrapupLeft', { time: formatDuration(Math.ceil(left)) })
              : t('desk.wrapupOver', { time: formatDuration(-left) })}
        </span>
      </div>
      {left !== null && (
        <div className="wrapup-bar" aria-hidden="true">
          <div style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {again?.callerNumber && (
        <Button
          block
          className="transfer-button"
          onClick={() => void callOut(desk, again.callerNumber ?? '', again.aboutTicket ? { ticketId: again.ticketId } : {})}
          data-testid="dial-again"
        >
          <Icon name="phone-out" /> <span>{t('dial.again')}</span>
        </Button>
      )}
      <div className="wrapup-actions">
        <Button onClick={() => void desk.act('wrapup:extend', {})} data-testid="wrapup-extend">
          {t('desk.addMinute')}
        </Button>
        <Button onClick={() => void desk.act('wrapup:finish', {})} data-testid="wrapup-finish">
          {t('desk.finish')}
        </Button>
      </div>
    </div>
  )
}

// Writing up after the call: time used, time left, one minute more, or done.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../src/contract/calls.ts'
import { formatDuration, useNow } from '../kit/time.ts'
import { CallHead } from './CallHead.tsx'
import { isPassedOn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

export function WrapUp({ desk, agent }: { desk: Desk; agent: AgentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const used = (now - Date.parse(agent.since)) / 1000
  const left = agent.dueAt ? (Date.parse(agent.dueAt) - now) / 1000 : null
  const share = left !== null && used + left > 0 ? Math.max(0, left) / (used + Math.max(0, left)) : 0
  return (
    <div className="wrapup pane-pad" data-testid="wrapup">
      <CallHead pop={desk.pop} title={t(isPassedOn(desk.pop?.call, agent.agentId) ? 'desk.passedOn' : 'desk.ended')} />
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

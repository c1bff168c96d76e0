// The supervisor's hand in one talk: listen, speak to the operator alone, join; and who else is in it.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoardCall } from '../../../src/contract/board.ts'
import { monitorModes } from '../../../src/contract/values.ts'
import { formatDuration, useNow } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import type { BoardActs } from './useBoardActs.ts'

/** `elsewhere`: his hand is in another call, which has to be let go of first. */
export function MonitorButtons({ call, agentName, elsewhere, acts }: { call: BoardCall; agentName: string; elsewhere: boolean; acts: BoardActs }) {
  const { t } = useTranslation()
  const me = useMe()
  const { callId, monitors } = call
  const own = monitors.find(({ supervisorId }) => supervisorId === me.id)
  const others = monitors.filter((one) => one !== own)
  if (call.agentId === me.id) return <MonitorNames monitors={others} />
  return (
    <>
      <MonitorNames monitors={others} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box into a row of a list */}
      <div className="monitor-buttons" role="group" aria-label={t('board.monitor.label', { name: agentName })}>
        {monitorModes.map((mode) => (
          <Button
            key={mode}
            size="small"
            type={own?.mode === mode ? 'primary' : 'default'}
            aria-pressed={own?.mode === mode}
            disabled={acts.busy || elsewhere}
            onClick={() => void acts.act('monitor:set', { callId, mode })}
            data-testid={`monitor-${mode}`}
          >
            {t(`board.monitor.${mode}`)}
          </Button>
        ))}
        {own && (
          <Button size="small" danger disabled={acts.busy} onClick={() => void acts.act('monitor:stop', { callId })} data-testid="monitor-stop">
            {t('board.monitor.stop')}
          </Button>
        )}
      </div>
      {own && <OwnMonitor monitor={own} />}
    </>
  )
}

function OwnMonitor({ monitor: { mode, since } }: { monitor: BoardCall['monitors'][number] }) {
  const { t } = useTranslation()
  const moment = useNow()
  return (
    <p className="row-sub monitor-own" role="status" data-testid="monitor-own" data-mode={mode} data-on={since !== null}>
      {since === null ? t('board.monitor.ringing') : t(`board.monitor.own-${mode}`, { time: formatDuration((moment - Date.parse(since)) / 1000) })}
    </p>
  )
}

function MonitorNames({ monitors }: { monitors: BoardCall['monitors'] }) {
  const { t } = useTranslation()
  return monitors.map(({ supervisorId, name, mode }) => (
    <span key={supervisorId} className="row-sub" data-testid="monitor-other">
      {t(`board.monitor.by-${mode}`, { name })}
    </span>
  ))
}

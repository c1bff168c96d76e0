// Cuộc đang nói: who talks with whom, and for how long.
import { useTranslation } from 'react-i18next'
import type { BoardCall, BoardState } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { formatDuration, useNow } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import { MonitorButtons } from './MonitorButtons.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'
import type { BoardActs } from './useBoardActs.ts'

export function BoardCalls({ now, acts }: { now: BoardState | null; acts: BoardActs }) {
  const { t } = useTranslation()
  const me = useMe()
  const mine = now?.calls.find(({ monitors }) => monitors.some(({ supervisorId }) => supervisorId === me.id))?.callId ?? null
  return (
    <section className="board-calls-pane" aria-labelledby="board-calls-title">
      <header className="board-head">
        <h2 id="board-calls-title">
          {t('board.inProgress')} <span className="count">{now?.calls.length ?? '–'}</span>
        </h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <section className="board-scroll" id="board-calls" tabIndex={0} aria-labelledby="board-calls-title">
        {!now ? (
          <PaneEmpty title={t('board.unknown')} text={t('board.away')} />
        ) : now.calls.length === 0 ? (
          <PaneEmpty title={t('board.nobodyTalking')} text={t('board.nobodyTalkingText')} />
        ) : (
          <ol className="board-rows">
            {now.calls.map((call) => (
              <CallRow
                key={call.callId}
                call={call}
                agentName={now.agents.find(({ agentId }) => agentId === call.agentId)?.name ?? ''}
                elsewhere={mine !== null && mine !== call.callId}
                acts={acts}
              />
            ))}
          </ol>
        )}
      </section>
    </section>
  )
}

function CallRow({ call, agentName, elsewhere, acts }: { call: BoardCall; agentName: string; elsewhere: boolean; acts: BoardActs }) {
  const { t } = useTranslation()
  const moment = useNow()
  const outside = call.outside && t('board.withOutside', { number: formatPhone(call.outside) })
  const since = (at: string) => formatDuration((moment - Date.parse(at)) / 1000)
  return (
    <li data-testid="board-call" data-call-id={call.callId} data-status={call.status}>
      <span className="row-main">{formatPhone(call.number) || t('desk.noNumber')}</span>
      <b className="row-time">{since(call.since)}</b>
      <span className="row-sub">
        {[call.direction === 'out' && t('board.outMark'), call.status === 'dialing' && t('board.dialing'), outside, agentName, call.name]
          .filter((word) => !!word)
          .join(' · ')}
      </span>
      {call.heldSince && (
        <span className="row-sub">
          <Glyph shape="agent-held" size={12} /> {t('board.heldFor', { time: since(call.heldSince) })}
        </span>
      )}
      {call.recordingPausedSince && (
        <span className="row-sub" data-testid="board-recording-paused">
          <Icon name="pause" size={12} /> {t('board.recordingPaused', { time: since(call.recordingPausedSince) })}
        </span>
      )}
      <MonitorButtons call={call} agentName={agentName} elsewhere={elsewhere} acts={acts} />
    </li>
  )
}

// Cuộc đang nói: who talks with whom, and for how long.
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardCall, BoardState } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { RunningTime } from '../kit/RunningTime.tsx'
import { formatDuration, useNow } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import { LazyRows } from './LazyRows.tsx'
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
          <LazyRows
            items={now.calls}
            row={(call) => (
              <CallRow key={call.callId} call={call} agentName={nameOf(call, now)} elsewhere={mine !== null && mine !== call.callId} acts={acts} />
            )}
          />
        )}
        {now && now.leaving.length > 0 && (
          <>
            <h3 className="board-leaving">
              {t('board.leavingTitle')} <span className="count">{now.leaving.length}</span>
            </h3>
            <LazyRows items={now.leaving} row={(call) => <LeavingRow key={call.callId} call={call} agentName={nameOf(call, now)} />} />
          </>
        )}
      </section>
    </section>
  )
}

const nameOf = (call: BoardCall, now: BoardState): string => now.agents.find(({ agentId }) => agentId === call.agentId)?.name ?? ''

/** He talks with nobody any more: rating the operator, leaving a message, or hearing that the hotline is closed. */
const LeavingRow = memo(function LeavingRow({ call, agentName }: { call: BoardCall; agentName: string }) {
  const { t } = useTranslation()
  const words =
    call.status === 'rating' && agentName
      ? t('board.leaving.rating', { name: agentName })
      : t(`board.leaving.${call.status === 'rating' ? 'ratingNobody' : call.status === 'message' ? 'message' : 'closed'}`)
  return (
    <li data-testid="board-leaving" data-call-id={call.callId} data-status={call.status}>
      <span className="row-main">{formatPhone(call.number) || t('desk.noNumber')}</span>
      <b className="row-time">
        <RunningTime since={call.since} />
      </b>
      <span className="row-sub">{[words, call.name].filter((word) => !!word).join(' · ')}</span>
    </li>
  )
})

interface RowProps {
  call: BoardCall
  agentName: string
  elsewhere: boolean
  acts: BoardActs
}

const CallRow = memo(function CallRow({ call, agentName, elsewhere, acts }: RowProps) {
  const { t } = useTranslation()
  return (
    <li data-testid="board-call" data-call-id={call.callId} data-status={call.status}>
      <span className="row-main">{formatPhone(call.number) || t('desk.noNumber')}</span>
      <b className="row-time">
        <RunningTime since={call.since} />
      </b>
      <span className="row-sub">{[agentName, call.name].filter((word) => !!word).join(' · ')}</span>
      {call.heldSince && <HeldFor since={call.heldSince} />}
      {call.recordingPausedSince && <PausedFor since={call.recordingPausedSince} />}
      <MonitorButtons call={call} agentName={agentName} elsewhere={elsewhere} acts={acts} />
    </li>
  )
})

function HeldFor({ since }: { since: string }) {
  const { t } = useTranslation()
  const moment = useNow()
  return (
    <span className="row-sub">
      <Glyph shape="agent-held" size={12} /> {t('board.heldFor', { time: formatDuration((moment - Date.parse(since)) / 1000) })}
    </span>
  )
}

function PausedFor({ since }: { since: string }) {
  const { t } = useTranslation()
  const moment = useNow()
  return (
    <span className="row-sub" data-testid="board-recording-paused">
      <Icon name="pause" size={12} /> {t('board.recordingPaused', { time: formatDuration((moment - Date.parse(since)) / 1000) })}
    </span>
  )
}

// Hàng đợi: who waits, each with a running age; the server is not asked for it.
import type { TFunction } from 'i18next'
import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardAgent, BoardCall, BoardState } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { QueueMarks } from '../desk/QueueMarks.tsx'
import { RunningTime } from '../kit/RunningTime.tsx'
import { useNow } from '../kit/time.ts'
import { LazyRows } from './LazyRows.tsx'
import { MoveButtons } from './MoveButtons.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'
import type { BoardActs } from './useBoardActs.ts'

export function BoardWaiting({ now, targetSeconds, acts }: { now: BoardState | null; targetSeconds: number | null; acts: BoardActs }) {
  const { t } = useTranslation()
  const ready = useReady(now)
  return (
    <section className="board-waiting-pane" aria-labelledby="board-waiting-title">
      <header className="board-head">
        <h2 id="board-waiting-title">
          {t('board.queue')} <span className="count">{now?.waiting.length ?? '–'}</span>
        </h2>
        {now && now.greeting > 0 && <span className="muted">{t('board.greeting', { count: now.greeting })}</span>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <section className="board-scroll" id="board-waiting" tabIndex={0} aria-labelledby="board-waiting-title">
        {!now ? (
          <PaneEmpty title={t('board.unknown')} text={t('board.away')} />
        ) : now.waiting.length === 0 ? (
          <PaneEmpty title={t('board.nobodyWaitingTitle')} text={t('board.nobodyWaitingText')} />
        ) : (
          <LazyRows
            items={now.waiting}
            row={(call, place) => (
              <WaitingRow
                key={call.callId}
                call={call}
                place={place + 1}
                ringsAt={nameAt(call, now.agents)}
                ready={ready}
                targetSeconds={targetSeconds}
                acts={acts}
              />
            )}
          />
        )}
      </section>
    </section>
  )
}

/** To whom a caller can be given now; the same list while it is the same people. */
function useReady(now: BoardState | null): readonly BoardAgent[] {
  const kept = useRef<readonly BoardAgent[]>([])
  const listening = new Set((now?.calls ?? []).flatMap(({ monitors }) => monitors.map(({ supervisorId }) => supervisorId)))
  const ready = (now?.agents ?? []).filter(({ agentId, state, phoneReachable }) => state === 'ready' && phoneReachable && !listening.has(agentId))
  const same = ready.length === kept.current.length && ready.every(({ agentId }, place) => kept.current[place]?.agentId === agentId)
  if (!same) kept.current = ready
  return kept.current
}

interface RowProps {
  call: BoardCall
  place: number
  /** At whose telephone it rings. */
  ringsAt: string | null
  ready: readonly BoardAgent[]
  targetSeconds: number | null
  acts: BoardActs
}

const WaitingRow = memo(function WaitingRow({ call, place, ringsAt, ready, targetSeconds, acts }: RowProps) {
  const { t } = useTranslation()
  return (
    <li data-testid="board-waiting" data-call-id={call.callId} data-status={call.status}>
      <span className="row-main">
        {place}. {formatPhone(call.number) || t('desk.noNumber')}
      </span>
      <b className="row-time">
        <RunningTime since={call.since} />
      </b>
      <span className="row-sub">
        {[call.name, call.status === 'fallback' ? call.branch : null, waitingWords(call, ringsAt, t)].filter((word) => !!word).join(' · ') ||
          t('desk.unknownCaller')}
      </span>
      {targetSeconds !== null && <OverTarget since={call.since} seconds={targetSeconds} />}
      {call.status !== 'fallback' && <Marks call={call} />}
      {call.movedBy && <span className="row-sub">{t('board.move.by', { name: call.movedBy })}</span>}
      {call.status === 'queued' && <MoveButtons call={call} place={place} ready={ready} acts={acts} />}
    </li>
  )
})

/** Whose turn it is changes with time: its own beat, so that the row is not drawn again for it. */
function Marks({ call }: { call: BoardCall }) {
  return <QueueMarks call={call} now={useNow()} />
}

function OverTarget({ since, seconds }: { since: string; seconds: number }) {
  const { t } = useTranslation()
  const moment = useNow()
  return (moment - Date.parse(since)) / 1000 > seconds ? <span className="row-sub over">{t('board.overTarget', { seconds })}</span> : null
}

/** The operator at whose telephone it rings. */
export const nameAt = (call: BoardCall, agents: readonly BoardAgent[]): string | null =>
  call.status === 'ringing' ? (agents.find(({ agentId }) => agentId === call.agentId)?.name ?? null) : null

/** What is to be known of a caller who waits, beside his number. */
export function waitingWords(call: BoardCall, ringsAt: string | null, t: TFunction): string | null {
  if (call.status === 'ringing') return ringsAt ? t('board.ringingAt', { name: ringsAt }) : t('board.ringing')
  if (call.status === 'fallback') return t('board.fallback')
  return call.returned ? t('board.returned') : null
}

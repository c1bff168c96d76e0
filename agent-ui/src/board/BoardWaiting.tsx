// Hàng đợi: who waits, each with a running age; the server is not asked for it.
import { useTranslation } from 'react-i18next'
import type { BoardCall, BoardState } from '../../../src/contract/board.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { QueueMarks } from '../desk/QueueMarks.tsx'
import { formatDuration, formatTime, useNow } from '../kit/time.ts'
import { MoveButtons } from './MoveButtons.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'
import type { BoardActs } from './useBoardActs.ts'

export function BoardWaiting({ now, targetSeconds, acts }: { now: BoardState | null; targetSeconds: number | null; acts: BoardActs }) {
  const { t } = useTranslation()
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
          <ol className="board-rows">
            {now.waiting.map((call, place) => (
              <WaitingRow key={call.callId} call={call} place={place + 1} board={now} targetSeconds={targetSeconds} acts={acts} />
            ))}
          </ol>
        )}
      </section>
    </section>
  )
}

interface RowProps {
  call: BoardCall
  place: number
  board: BoardState
  targetSeconds: number | null
  acts: BoardActs
}

function WaitingRow({ call, place, board, targetSeconds, acts }: RowProps) {
  const { t } = useTranslation()
  const moment = useNow()
  const words = useWaitingWords(call, board)
  const seconds = (moment - Date.parse(call.since)) / 1000
  return (
    <li data-testid="board-waiting" data-call-id={call.callId} data-status={call.status}>
      <span className="row-main">
        {place}. {formatPhone(call.number) || t('desk.noNumber')}
      </span>
      <b className="row-time">{formatDuration(seconds)}</b>
      <span className="row-sub">{[call.name, words].filter((word) => !!word).join(' · ') || t('desk.unknownCaller')}</span>
      {targetSeconds !== null && seconds > targetSeconds && <span className="row-sub over">{t('board.overTarget', { seconds: targetSeconds })}</span>}
      {call.status !== 'fallback' && <QueueMarks call={call} now={moment} />}
      {call.movedBy && <span className="row-sub">{t('board.move.by', { name: call.movedBy })}</span>}
      {call.status === 'queued' && <MoveButtons call={call} place={place} board={board} acts={acts} />}
    </li>
  )
}

/** What is to be known of a caller who waits, beside his number. */
export function useWaitingWords(call: BoardCall, board: BoardState): string | null {
  const { t } = useTranslation()
  if (call.status === 'ringing') {
    const name = board.agents.find(({ agentId }) => agentId === call.agentId)?.name
    return name ? t('board.ringingAt', { name }) : t('board.ringing')
  }
  if (call.status === 'fallback') return t('board.fallback')
  if (call.booked?.last && call.booked.dueAt)
    return t('booked.attempts', { count: call.booked.attempts, outcome: t(`outcome.${call.booked.last}`).toLowerCase(), at: formatTime(call.booked.dueAt) })
  if (call.booked) return t('booked.waits')
  return call.returned ? t('board.returned') : null
}

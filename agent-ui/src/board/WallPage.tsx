// Màn hình lớn: the board on the wall, to be read from five metres; nothing about callers.
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardState, DayFigures } from '../../../src/contract/board.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { useRepeat } from '../api/useRepeat.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Mark } from '../glyphs/Mark.tsx'
import { formatDuration, formatTime, formatTimeWithSeconds, formatWeekdayDate, useNow } from '../kit/time.ts'
import { type ShownAgent, shownAgents, wrapUpOver } from './agent-order.ts'
import { nameAt, waitingWords } from './BoardWaiting.tsx'
import type { BoardView } from './board-connection.ts'
import { onDuty, onTheLine, useLongest } from './FigureStrip.tsx'
import { mainFigures, overWords, partFigures } from './figure-words.ts'
import { HourChart } from './HourChart.tsx'
import { useBoard, useFigures } from './useBoard.ts'

export default function WallPage() {
  const { t } = useTranslation()
  const board = useBoard(true)
  const figures = useFigures(board.now)
  const { now } = board
  return (
    <main className="wall always-dark" data-testid="wall" data-live={now !== null}>
      <WallHead board={board} />
      <WallFigures now={now} day={figures.data} />
      <WallAgents now={now} />
      <WallQueue now={now} />
      <section className="wall-day" aria-label={t('board.today')}>
        {figures.data && <WallDay day={figures.data} failed={figures.error !== null} />}
      </section>
    </main>
  )
}

function WallHead({ board: { now, awaySince } }: { board: BoardView }) {
  const { t } = useTranslation()
  const moment = useNow(1000)
  return (
    <header className="wall-head">
      <Mark />
      <h1>{t('app.shortTitle')}</h1>
      <span className="wall-trouble" role="status">
        {awaySince !== null ? t('board.awaySince', { at: formatTime(awaySince) }) : now && !now.telephony ? t('board.telephonyDown') : ''}
      </span>
      <span className="wall-actions">
        <button type="button" onClick={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)} data-testid="full-screen">
          {t('board.fullScreen')}
        </button>
        <a href="/giam-sat">{t('board.leaveWall')}</a>
      </span>
      <span className="wall-date">{formatWeekdayDate(moment)}</span>
      <b className="wall-clock">{formatTimeWithSeconds(moment)}</b>
    </header>
  )
}

function WallFigures({ now, day }: { now: BoardState | null; day: DayFigures | null }) {
  const { t, i18n } = useTranslation()
  const longest = useLongest(now)
  const duty = now && onDuty(now)
  const waiting = now && onTheLine(now).length
  const waits = (waiting ?? 0) > 0
  const shown = [
    { id: 'waiting', label: t('board.waiting'), value: String(waiting ?? '–'), note: longest },
    {
      id: 'on-call',
      label: t('board.onCall'),
      value: String(duty?.onCall ?? '–'),
      note: duty ? t('board.ofOnDuty', { count: duty.there, ready: duty.ready }) : t('board.unknown'),
    },
    ...(day ? mainFigures(day, t, i18n.language).map((figure) => (figure.id === 'handling' ? { ...figure, note: t('board.handlingSum') } : figure)) : []),
  ]
  return (
    <section className="wall-figures" aria-label={t('board.figuresLabel')}>
      {shown.map(({ id, label, value, note }) => (
        <div key={id} className={id === 'waiting' && waits ? 'wall-figure figure-sun' : 'wall-figure'} data-testid={`wall-${id}`}>
          <span>{label}</span>
          <b>{value}</b>
          <span>{note}</span>
        </div>
      ))}
    </section>
  )
}

/** As many as there is room for; who talks comes before who rests. */
const places = 12

function WallAgents({ now }: { now: BoardState | null }) {
  const { t } = useTranslation()
  const there = now ? shownAgents(now).filter(({ state }) => state !== 'offline') : []
  const shown = there.length > places ? there.slice(0, places - 1) : there
  return (
    <section className="wall-agents" aria-label={t('board.agents')}>
      {now && there.length === 0 && <p className="wall-empty">{t('board.nobodyOnDuty')}</p>}
      {now && shown.map((agent) => <WallAgent key={agent.agentId} agent={agent} wrapupSeconds={now.wrapupSeconds} />)}
      {there.length > shown.length && <p className="wall-agent wall-rest">+{there.length - shown.length}</p>}
    </section>
  )
}

function WallAgent({ agent, wrapupSeconds }: { agent: ShownAgent; wrapupSeconds: number }) {
  const { t } = useTranslation()
  const moment = useNow()
  const { shown } = agent
  const over = wrapUpOver(agent, wrapupSeconds, moment)
  const rests = shown === 'paused' || shown === 'not-responding'
  return (
    <div className={`wall-agent${shown === 'ringing' ? ' figure-sun' : rests ? ' wall-rests' : ''}`} data-testid="wall-agent" data-state={shown}>
      <b className="wall-name">{agent.name}</b>
      <span className="wall-state">
        <Glyph shape={`agent-${shown}`} size={24} /> {t(`agent.${shown}`)}
      </span>
      <b className="wall-time">{formatDuration((moment - Date.parse(agent.shownSince)) / 1000)}</b>
      {over > 0 && <span className="wall-over">{overWords(over, t)}</span>}
    </div>
  )
}

const queuePlaces = 7

function WallQueue({ now }: { now: BoardState | null }) {
  const { t } = useTranslation()
  return (
    <section className="wall-queue" aria-labelledby="wall-queue-title">
      <h2 id="wall-queue-title">{t('board.queue')}</h2>
      {!now ? (
        <p>{t('board.unknown')}</p>
      ) : now.waiting.length === 0 ? (
        <p>{t('board.nobodyWaitingTitle')}</p>
      ) : (
        <ol>
          {now.waiting.slice(0, queuePlaces).map((call, place) => (
            <WallWaiting key={call.callId} call={call} place={place + 1} board={now} />
          ))}
        </ol>
      )}
      {now && now.waiting.length > queuePlaces && <p>{t('board.moreWaiting', { count: now.waiting.length - queuePlaces })}</p>}
      {now && now.leaving.length > 0 && <p className="wall-leaving">{t('board.leavingFigure', { count: now.leaving.length })}</p>}
      <WallUnits />
    </section>
  )
}

/** Where petitions stand: numbers alone, nothing about anybody. */
function WallUnits() {
  const { t } = useTranslation()
  const { data, reload } = useFetch('units-due', (signal) => api('unitsDue', { signal }))
  useRepeat(
    true,
    60_000,
    useCallback(() => reload(), [reload]),
  )
  if (!data) return null
  return (
    <div className="wall-units" data-testid="wall-units">
      <p className="wall-units-title">{t('board.atUnits')}</p>
      <dl>
        <div>
          <dt>
            <Glyph shape="progress-late" size={18} /> {t('progress.late')}
          </dt>
          <dd>{data.late}</dd>
        </div>
        <div>
          <dt>{t('board.dueWithin', { hours: data.soonHours })}</dt>
          <dd>{data.soon}</dd>
        </div>
      </dl>
    </div>
  )
}

function WallWaiting({ call, place, board }: { call: BoardState['waiting'][number]; place: number; board: BoardState }) {
  const { t } = useTranslation()
  const moment = useNow()
  const words = waitingWords(call, nameAt(call, board.agents), t)
  return (
    <li data-testid="wall-caller">
      <span>{place}</span>
      <span>{words ?? t('board.waiting')}</span>
      <b>{formatDuration((moment - Date.parse(call.since)) / 1000)}</b>
    </li>
  )
}

function WallDay({ day, failed }: { day: DayFigures; failed: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="wall-legend">
        <b>
          {t('board.today')} {day.total.offered}
        </b>
        {partFigures(day, t).map(({ id, label, value }) => (
          <span key={id}>
            <span className={`swatch bar-${id}`} aria-hidden="true" /> {label} {value}
          </span>
        ))}
        {failed && <span className="wall-over">{t('board.stale', { at: formatTimeWithSeconds(day.asOf) })}</span>}
      </div>
      {day.hours.some(({ offered }) => offered > 0) && <HourChart hours={day.hours} />}
    </>
  )
}

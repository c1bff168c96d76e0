// The six big figures: two of this moment, four of the day.
import { Tooltip } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardState, DayFigures, FigureName } from '../../../src/contract/board.ts'
import { formatDuration, useNow } from '../kit/time.ts'
import { FigureButton } from './FigureButton.tsx'
import { mainFigures } from './figure-words.ts'

interface Props {
  now: BoardState | null
  day: DayFigures | null
  onOpen: (behind: FigureName) => void
}

export function FigureStrip({ now, day, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  return (
    <section className="board-figures" aria-label={t('board.figuresLabel')}>
      <WaitingFigure now={now} />
      <OnCallFigure now={now} />
      {day
        ? mainFigures(day, t, i18n.language).map((figure) => (
            <FigureButton key={figure.id} figure={figure} className="board-figure" onOpen={onOpen}>
              <span className="figure-label">{figure.label}</span>
              <span className="figure-value">{figure.value}</span>
              <span className="figure-note">{figure.note}</span>
            </FigureButton>
          ))
        : (['board.onTime', 'board.abandonment', 'board.meanWait', 'board.handling'] as const).map((label) => (
            <span key={label} className="board-figure">
              <span className="figure-label">{t(label)}</span>
              <span className="figure-value">–</span>
            </span>
          ))}
    </section>
  )
}

/** Who waits with a telephone at the ear; who is called back in his turn is at home. */
export const onTheLine = (now: BoardState) => now.waiting.filter(({ status }) => status !== 'booked')

/** The longest of those that wait, in words; it runs without a word from the server. */
export function useLongest(now: BoardState | null): string {
  const { t } = useTranslation()
  const moment = useNow()
  if (!now) return t('board.unknown')
  const first = onTheLine(now).map(({ since }) => Date.parse(since))
  if (first.length === 0) return now.greeting > 0 ? t('board.greeting', { count: now.greeting }) : t('board.nobodyWaiting')
  return t('board.longest', { time: formatDuration((moment - Math.min(...first)) / 1000) })
}

function WaitingFigure({ now }: { now: BoardState | null }) {
  const { t } = useTranslation()
  const longest = useLongest(now)
  const waiting = now && onTheLine(now).length
  const waits = (waiting ?? 0) > 0
  return (
    <LiveFigure id="waiting" to="board-waiting" formula={t('board.formula.waiting')} className={waits ? 'board-figure figure-sun' : 'board-figure'}>
      <span className="figure-label">{t('board.waiting')}</span>
      <span className="figure-value">{waiting ?? '–'}</span>
      <span className="figure-note">{longest}</span>
    </LiveFigure>
  )
}

/** Who is there, and how many of them have a call or wait for one. */
export function onDuty(now: BoardState) {
  const there = now.agents.filter(({ state }) => state !== 'offline')
  const of = (state: BoardState['agents'][number]['state']) => there.filter((agent) => agent.state === state).length
  return { there: there.length, onCall: of('on-call'), ready: of('ready') }
}

function OnCallFigure({ now }: { now: BoardState | null }) {
  const { t } = useTranslation()
  const duty = now && onDuty(now)
  return (
    <LiveFigure id="on-call" to="board-calls" formula={t('board.formula.onCall')} className="board-figure">
      <span className="figure-label">{t('board.onCall')}</span>
      <span className="figure-value">{duty?.onCall ?? '–'}</span>
      <span className="figure-note">{duty ? t('board.ofOnDuty', { count: duty.there, ready: duty.ready }) : t('board.unknown')}</span>
    </LiveFigure>
  )
}

/** The calls behind a figure of this moment stand on the same page. */
function LiveFigure({ id, to, formula, className, children }: { id: string; to: string; formula: string; className: string; children: React.ReactNode }) {
  const describedBy = useId()
  return (
    <>
      <Tooltip title={formula} trigger={['hover', 'focus']} mouseEnterDelay={0.2}>
        <button
          type="button"
          className={className}
          data-testid={`figure-${id}`}
          aria-describedby={describedBy}
          onClick={() => {
            const list = document.getElementById(to)
            list?.scrollIntoView({ block: 'nearest' })
            list?.focus()
          }}
        >
          {children}
        </button>
      </Tooltip>
      <span className="visually-hidden" id={describedBy}>
        {formula}
      </span>
    </>
  )
}

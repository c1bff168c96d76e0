// What became of today's calls, by hour, and the lesser figures.
import { useTranslation } from 'react-i18next'
import type { DayFigures, FigureName } from '../../../src/contract/board.ts'
import { formatTimeWithSeconds } from '../kit/time.ts'
import { FigureButton } from './FigureButton.tsx'
import { moreFigures, offeredFigure, partFigures } from './figure-words.ts'
import { HourChart } from './HourChart.tsx'
import { PaneEmpty } from './PaneEmpty.tsx'

interface Props {
  day: DayFigures | null
  onOpen: (behind: FigureName) => void
}

export function DayPane({ day, onOpen }: Props) {
  const { t } = useTranslation()
  if (!day) return null
  const offered = offeredFigure(day.total, t)
  return (
    <section className="board-day" aria-labelledby="board-day-title">
      <h2 id="board-day-title" className="visually-hidden">
        {t('board.today')}
      </h2>
      <FigureButton figure={offered} className="figure-line figure-line-head" onOpen={onOpen}>
        <b>{offered.label}</b> <b>{offered.value}</b>
      </FigureButton>
      <div className="figure-parts">
        {partFigures(day, t).map((figure) => (
          <FigureButton key={figure.id} figure={figure} className="figure-part" onOpen={onOpen}>
            <span className="part-label">{figure.label}</span>
            <span className="part-value">
              <span className={`swatch bar-${figure.id}`} aria-hidden="true" /> {figure.value}
            </span>
          </FigureButton>
        ))}
      </div>
      {day.hours.some(({ offered: calls }) => calls > 0) ? (
        <HourChart hours={day.hours} />
      ) : (
        <PaneEmpty title={t('board.noCallsToday')} text={t('board.noCallsTodayText')} />
      )}
    </section>
  )
}

export function MorePane({ day, onOpen, failed }: Props & { failed: boolean }) {
  const { t, i18n } = useTranslation()
  if (!day) return null
  const at = formatTimeWithSeconds(day.asOf)
  return (
    <section className="board-more" aria-labelledby="board-more-title">
      <header className="board-head">
        <h2 id="board-more-title">{t('board.more')}</h2>
        <span className={failed ? 'over' : 'muted'} data-testid="figures-as-of">
          {t(failed ? 'board.stale' : 'board.asOf', { at })}
        </span>
      </header>
      {moreFigures(day.total, day.rules, t, i18n.language).map((figure) => (
        <FigureButton key={figure.id} figure={figure} className="figure-line" onOpen={onOpen}>
          <span>{figure.label}</span> <b>{figure.value}</b>
        </FigureButton>
      ))}
    </section>
  )
}

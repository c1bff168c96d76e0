// Cuộc gọi đến theo giờ: series told apart by their fill, the same in words for who does not see it.
import { useTranslation } from 'react-i18next'
import type { DayFigures } from '../../../src/contract/board.ts'

const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`
export const hourWords = (hour: number) => ({ from: two(hour), to: two(hour + 1) })

/** The next round number above: the top of the axis. */
export function niceTop(most: number): number {
  const step = [2, 4, 10, 20, 40, 100, 200, 400, 1000, 2000].find((one) => most <= one)
  return step ?? Math.ceil(most / 1000) * 1000
}

export function HourChart({ hours }: { hours: DayFigures['hours'] }) {
  const { t } = useTranslation()
  const top = niceTop(Math.max(...hours.map(({ offered }) => offered)))
  const height = (count: number) => ({ height: `${(count / top) * 100}%` })
  return (
    <figure className="hour-chart" aria-label={t('board.byHour')}>
      <div className="chart-plot" aria-hidden="true">
        <div className="chart-axis">
          {[top, top / 2, 0].map((mark) => (
            <span key={mark}>{mark}</span>
          ))}
        </div>
        <div className="chart-bars">
          {hours.map(({ hour, answered, flowOut, abandoned }, place) => (
            <div key={hour} className="chart-hour">
              <div className="chart-column">
                <span className="bar bar-abandoned" style={height(abandoned)} />
                <span className="bar bar-flow-out" style={height(flowOut)} />
                <span className="bar bar-answered" style={height(answered)} />
              </div>
              <span className="chart-hour-word">{hours.length <= 6 || place % Math.ceil(hours.length / 6) === 0 ? two(hour) : ''}</span>
            </div>
          ))}
        </div>
      </div>
      <ul className="visually-hidden">
        {hours.map(({ hour, offered, answered, flowOut, abandoned }) => (
          <li key={hour}>{t('board.hourWords', { hour: t('board.hour', hourWords(hour)), offered, answered, flowOut, abandoned })}</li>
        ))}
      </ul>
    </figure>
  )
}

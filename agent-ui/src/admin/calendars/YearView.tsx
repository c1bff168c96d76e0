// Twelve months; each day by colour and by a letter, with its name and hours on hover and for readers aloud.
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '../../../../src/contract/calendars.ts'
import { framesText } from './frames-text.ts'

type Day = CalendarView['days'][number]
const marked = ['holiday', 'swapped-off', 'made-up', 'closure'] as const
const isMarked = (kind: Day['kind']): kind is (typeof marked)[number] => (marked as readonly string[]).includes(kind)

export function YearView({ days, onPick }: { days: readonly Day[]; onPick: (date: string) => void }) {
  const { t } = useTranslation()
  const months = Array.from({ length: 12 }, (_, index): [number, Day[]] => [index + 1, days.filter(({ date }) => Number(date.slice(5, 7)) === index + 1)])
  return (
    <div className="year" data-testid="year">
      {months.map(([month, own]) => (
        <section key={month} className="month" aria-label={`${month}`}>
          <h3>{new Intl.DateTimeFormat('vi-VN', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)))}</h3>
          <div className="month-days" style={{ '--first': (new Date(`${own[0]?.date}T00:00:00Z`).getUTCDay() + 6) % 7 } as React.CSSProperties}>
            {own.map((day) => {
              const words = [day.date.split('-').reverse().join('/'), day.name || t(`calendars.kind-${day.kind}`), framesText(day.frames)]
                .filter(Boolean)
                .join(', ')
              return (
                <button
                  key={day.date}
                  type="button"
                  className={`day day-${day.kind}`}
                  title={words}
                  aria-label={words}
                  onClick={() => onPick(day.date)}
                  data-date={day.date}
                >
                  {Number(day.date.slice(8))}
                  {isMarked(day.kind) && <b>{t(`calendars.mark-${day.kind}`)}</b>}
                </button>
              )
            })}
          </div>
        </section>
      ))}
      <p className="year-legend">
        {marked.map((kind) => (
          <span key={kind}>
            <i className={`day day-${kind}`}>
              <b>{t(`calendars.mark-${kind}`)}</b>
            </i>{' '}
            {t(`calendars.kind-${kind}`)}
          </span>
        ))}
      </p>
    </div>
  )
}

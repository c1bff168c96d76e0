// Twelve months; each day by colour and by a letter, with its name and hours on hover and for readers aloud. What is not saved yet is drawn as such.
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '../../../../src/contract/calendars.ts'
import { framesText } from './frames-text.ts'
import type { UnsavedDay } from './special-days.ts'
import { weekdays } from './weeks.ts'

type Day = CalendarView['days'][number]
const marked = ['holiday', 'swapped-off', 'made-up', 'closure'] as const
const isMarked = (kind: Day['kind']): kind is (typeof marked)[number] => (marked as readonly string[]).includes(kind)

/** What the letters and colours of the days mean. */
export function YearLegend() {
  const { t } = useTranslation()
  return (
    <p className="year-legend" data-testid="year-legend">
      {marked.map((kind) => (
        <span key={kind}>
          <i className={`day day-${kind}`} data-mark={t(`calendars.mark-${kind}`)} /> {t(`calendars.kind-${kind}`)}
        </span>
      ))}
      <span>
        <i className="day day-unsaved" /> {t('calendars.unsavedDay')}
      </span>
    </p>
  )
}

interface Props {
  days: readonly Day[]
  unsaved: ReadonlyMap<string, UnsavedDay>
  onPick: (date: string) => void
}

export function YearView({ days, unsaved, onPick }: Props) {
  const { t } = useTranslation()
  const months = Array.from({ length: 12 }, (_, index): [number, Day[]] => [index + 1, days.filter(({ date }) => Number(date.slice(5, 7)) === index + 1)])
  return (
    <div className="year" data-testid="year">
      {months.map(([month, own]) => (
        <section key={month} className="month" aria-label={`${month}`}>
          <h3>{new Intl.DateTimeFormat('vi-VN', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)))}</h3>
          <div className="month-heads" aria-hidden="true">
            {weekdays.map((day) => (
              <span key={day}>{t(`calendars.w${day}`)}</span>
            ))}
          </div>
          <div className="month-days" style={{ '--first': (new Date(`${own[0]?.date}T00:00:00Z`).getUTCDay() + 6) % 7 } as React.CSSProperties}>
            {own.map((day) => (
              <DayCell key={day.date} day={day} unsaved={unsaved.get(day.date)} onPick={onPick} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function DayCell({ day, unsaved, onPick }: { day: Day; unsaved: UnsavedDay | undefined; onPick: (date: string) => void }) {
  const { t } = useTranslation()
  const kind = unsaved?.kind ?? day.kind
  const kindWords = t(`calendars.kind-${kind}`)
  const [year, month, date] = day.date.split('-')
  const words = [
    // Begins with the number that is seen: whoever steers by voice says that.
    `${Number(date)}/${Number(month)}/${year}`,
    t(`calendars.d${(new Date(`${day.date}T00:00:00Z`).getUTCDay() || 7) as 1}`),
    ...(unsaved
      ? [kindWords, unsaved.name, unsaved.gone && t('calendars.unsavedGone'), t('calendars.unsavedDay').toLowerCase()]
      : [isMarked(kind) && kindWords, day.name || (!isMarked(kind) && kindWords), framesText(day.frames)]),
  ]
    .filter(Boolean)
    .join(', ')
  const look = ['day', `day-${kind}`, unsaved && 'day-unsaved', unsaved?.gone && 'day-gone'].filter(Boolean).join(' ')
  const mark = isMarked(kind) && !unsaved?.gone ? t(`calendars.mark-${kind}`) : undefined
  return (
    <button type="button" className={look} title={words} aria-label={words} onClick={() => onPick(day.date)} data-date={day.date} data-mark={mark}>
      {Number(date)}
    </button>
  )
}

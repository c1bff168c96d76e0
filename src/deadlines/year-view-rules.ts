// A year of a calendar, day by day, as the administrator sees it. Pure.
import { type Calendar, type DayException, exceptionsOf, type Frame, framesOn, resolve } from './calendar-rules.ts'
import { type CivilDate, dateOf, dayOfDate, parseDate } from './civil-time-rules.ts'

export type DayKind = 'work' | 'rest' | 'holiday' | 'swapped-off' | 'made-up' | 'closure'

export interface CalendarDay {
  date: CivilDate
  kind: DayKind
  /** Why, where it is not an ordinary day. */
  name: string
  frames: readonly Frame[]
  /** By this calendar itself and not by one above it. */
  own: boolean
}

/** All days of a year. */
export function daysOfYear(calendar: Calendar, year: number): CalendarDay[] {
  const resolved = resolve(calendar)
  const all = exceptionsOf(calendar)
  const own = new Set(calendar.exceptions.map(({ id }) => id))
  const days: CalendarDay[] = []
  for (let day = dayOfDate(year, 1, 1); day <= dayOfDate(year, 12, 31); day += 1) {
    const date = dateOf(day)
    const frames = framesOn(resolved, day)
    const because = all.filter((exception) => touches(exception, day))
    const first = because.find(({ kind }) => kind === 'holiday') ?? because[0]
    days.push({ date, kind: kindOf(first, date, frames), name: first?.name ?? '', frames, own: first ? own.has(first.id) : calendar.weeks.length > 0 })
  }
  return days
}

function touches(exception: DayException, day: number): boolean {
  if (exception.kind === 'closure') {
    const [first, last] = [parseDate(exception.from.date), parseDate(exception.to.date)]
    return first !== null && last !== null && day >= first && day <= last && !(day === last && exception.to.minute === 0)
  }
  const date = dateOf(day)
  return exception.kind === 'swap' ? exception.dayOff === date || exception.workDay === date : exception.date === date
}

function kindOf(exception: DayException | undefined, date: CivilDate, frames: readonly Frame[]): DayKind {
  if (exception?.kind === 'holiday') return 'holiday'
  if (exception?.kind === 'closure') return 'closure'
  if (exception?.kind === 'swap') return exception.dayOff === date ? 'swapped-off' : 'made-up'
  if (exception?.kind === 'make-up') return 'made-up'
  return frames.length > 0 ? 'work' : 'rest'
}

// The calendars an installation begins with, until the administrator saves his own. Pure.
import type { Calendar, Frame, Week } from './calendar-rules.ts'
import { exceptionsFrom, proposeHolidays } from './holiday-rules.ts'

const officeDay: readonly Frame[] = [
  { open: 7 * 60 + 30, close: 11 * 60 + 30 },
  { open: 13 * 60 + 30, close: 17 * 60 + 30 },
]
const hotlineDay: readonly Frame[] = [{ open: 7 * 60, close: 23 * 60 }]
const weekOf = (frames: readonly Frame[]): Week => ({ 1: frames, 2: frames, 3: frames, 4: frames, 5: frames, 6: [], 7: [] })

/** Years whose days off are known well enough to begin with; what is unsure is proposed and holds only once it is confirmed. */
const years = [2025, 2026, 2027, 2028]

function startingCalendar(version: string, frames: readonly Frame[]): Calendar {
  const confirmed = years.flatMap((year) => proposeHolidays(year).filter(({ on, confidence }) => on && (confidence === 'law' || confidence === 'announced')))
  return {
    version,
    parent: null,
    weeks: [{ from: '2020-01-01', to: null, week: weekOf(frames) }],
    exceptions: exceptionsFrom(confirmed, ({ date, kind }) => `${kind}-${date}`),
    cancels: [],
  }
}

/** 07:30-11:30 and 13:30-17:30 from Monday to Friday, with the statutory holidays. */
export const provinceDefault = (): Calendar => startingCalendar('province:0', officeDay)

/** 07:00-23:00 from Monday to Friday except public holidays (§10). */
export const hotlineDefault = (): Calendar => startingCalendar('hotline:0', hotlineDay)

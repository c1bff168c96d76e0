// Where an extension (Hẹn xử lý) ends: days count on the calendar, hours and minutes count working time. Pure.
import type { Amount } from './assignment-clock.ts'
import { framesOn } from './calendar-rules.ts'
import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, SECOND_MS } from './civil-time-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { addWorkingTime, isClosing, isWorking, nextOpening, subtractWorkingTime, type WorkingCalendar } from './working-time.ts'

/** The end, and where it would have been had it fallen inside office hours; null when the calendar has no working time for it. */
export function extensionEnd(
  from: number,
  amount: Amount,
  settings: DeadlineSettings,
  calendar: WorkingCalendar,
): { endsAt: number; movedFrom: number | null } | null {
  const asked = calendarMoment(from, amount, settings, calendar)
  if (asked === null) return null
  const endsAt = intoOfficeHours(asked, from, settings, calendar)
  return endsAt === null ? null : { endsAt, movedFrom: endsAt === asked ? null : asked }
}

/** An amount after `from`, wherever that falls. */
export function calendarMoment(from: number, { amount, unit }: Amount, settings: DeadlineSettings, calendar: WorkingCalendar): number | null {
  if (unit === 'day') return settings.extensionDays === 'calendar' ? from + amount * DAY_MS : afterWorkingDays(from, amount, calendar)
  const worked = addWorkingTime(calendar, from, amount * (unit === 'hour' ? HOUR_MS : MINUTE_MS))
  return worked.ok ? worked.due : null
}

/** A deadline exactly at a closing may stay there, unless the setting has it fall due at the next opening. */
export function atEdge(dueAt: number, settings: DeadlineSettings, calendar: WorkingCalendar): number {
  if (settings.dueAtEdge === 'closing' || !isClosing(calendar, dueAt)) return dueAt
  return nextOpening(calendar, dueAt) ?? dueAt
}

function intoOfficeHours(asked: number, from: number, settings: DeadlineSettings, calendar: WorkingCalendar): number | null {
  if (isWorking(calendar, asked)) return asked
  if (isClosing(calendar, asked)) return atEdge(asked, settings, calendar)
  if (settings.extensionEndOutside === 'last-closing') {
    const lastSecond = subtractWorkingTime(calendar, asked, SECOND_MS)
    if (lastSecond !== null && lastSecond + SECOND_MS > from) return lastSecond + SECOND_MS
  }
  return nextOpening(calendar, asked)
}

/** The same time of day so many days with work later. */
function afterWorkingDays(from: number, days: number, calendar: WorkingCalendar): number | null {
  let at = from
  for (let left = days; left > 0; left -= 1) {
    do at += DAY_MS
    while (framesOn(calendar.days, dayOf(at)).length === 0 && at - from < (days + 366) * DAY_MS)
  }
  return nextOpening(calendar, at) === null ? null : at
}

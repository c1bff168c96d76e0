// Days and minutes as people in Gia Lai read them off the clock. Pure. The only place that knows the offset: Asia/Ho_Chi_Minh is
// UTC+7 all year and has had no daylight saving since 1975. A day is a number (days since 1/1/1970), a date the text yyyy-MM-dd.

export const OFFSET_MS = 7 * 3_600_000
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const DAY_MINUTES = 1_440

/** yyyy-MM-dd. */
export type CivilDate = string

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The civil day a moment lies in: 17:00 UTC already belongs to the next one. */
export function dayOf(at: number): number {
  return Math.floor((at + OFFSET_MS) / DAY_MS)
}

/** Midnight at which a day begins, in ms since the epoch. */
export function startOfDay(day: number): number {
  return day * DAY_MS - OFFSET_MS
}

/** The weekday of a day; day 0 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday
}

/** The day of a date, or null when there is no such date: 2026-02-30, 2026-13-01, 30/04/2026. */
export function parseDate(date: CivilDate): number | null {
  if (!/^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(date)) return null
  const day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / DAY_MS
  return dateOf(day) === date ? day : null
}

/** The day of a date that is known to be one. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS
}

/** The date of a day. */
export function dateOf(day: number): CivilDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** A date as people write it: 17/02/2026. */
export function dateText(date: CivilDate): string {
  return date.split('-').reverse().join('/')
}

/** A moment as people write it: 17/02/2026 07:30. */
export function momentText(at: number): string {
  const local = new Date(at + OFFSET_MS).toISOString()
  return `${dateText(local.slice(0, 10))} ${local.slice(11, 16)}`
}

/** A minute of the day as people write it: 07:30; 1440 is 24:00. */
export function minuteText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

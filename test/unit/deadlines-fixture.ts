// Calendars of an invented province with the holidays of 2025 to 2028, and moments written the way people write them.
import { expect } from 'vitest'
import type { Calendar, DayException, Frame, Week } from '../../src/deadlines/calendar-rules.ts'
import { momentText } from '../../src/deadlines/civil-time-rules.ts'
import { exceptionsFrom, proposeHolidays } from '../../src/deadlines/holiday-rules.ts'
import { addWorkingTime, compileCalendar, type WorkingCalendar } from '../../src/deadlines/working-time.ts'

export const HOUR = 3_600_000
export const MINUTE = 60_000
export const SECOND = 1_000
export const DAY = 24 * HOUR

/** 'dd/MM/yyyy HH:mm' or with seconds, on the clock of Gia Lai. */
export function at(text: string): number {
  const match = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}(?::\d{2})?)$/.exec(text)
  const moment = match ? Date.parse(`${match[3]}-${match[2]}-${match[1]}T${match[4]}+07:00`) : Number.NaN
  if (Number.isNaN(moment)) throw new Error(`not a moment: ${text}`)
  return moment
}

export const text = (moment: number | null): string => (moment === null ? 'không' : momentText(moment))

/** '07:30-11:30 13:30-17:30'. */
export function frames(words: string): Frame[] {
  const minute = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  return words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ open: minute(word.slice(0, 5)), close: minute(word.slice(6)) }))
}

export const OFFICE = '07:30-11:30 13:30-17:30'

/** The same hours from Monday to Friday; others for the weekend when given. */
export function week(workdays: string, saturday = '', sunday = ''): Week {
  const day = frames(workdays)
  return { 1: day, 2: day, 3: day, 4: day, 5: day, 6: frames(saturday), 7: frames(sunday) }
}

export const storm: DayException = {
  id: 'storm-2025',
  name: 'Bão số 13',
  kind: 'closure',
  from: { date: '2025-11-06', minute: 13 * 60 },
  to: { date: '2025-11-07', minute: 17 * 60 + 30 },
}

/** Everything proposed is confirmed but 24/11. */
const confirmed = [2025, 2026, 2027, 2028].flatMap(proposeHolidays).filter(({ date }) => !date.endsWith('-11-24'))

export const province: Calendar = {
  version: 'tinh-1',
  parent: null,
  weeks: [{ from: '2020-01-01', to: null, week: week(OFFICE) }],
  exceptions: [...exceptionsFrom(confirmed, ({ date }) => date), storm],
  cancels: [],
}

/** A unit's calendar on the province's. */
export const unitCalendar = (more: Partial<Calendar>): Calendar => ({ version: 'don-vi-1', parent: province, weeks: [], exceptions: [], cancels: [], ...more })

export const office: WorkingCalendar = compileCalendar(province)

/** Due moment in words, so that a wrong one can be read. */
export function due(from: string, hours: number, calendar: WorkingCalendar = office): string {
  const found = addWorkingTime(calendar, at(from), hours * HOUR)
  return found.ok ? momentText(found.due) : found.code
}

/** Unwraps a result that must have succeeded. */
export function must<Result extends { ok: boolean }>(result: Result): Extract<Result, { ok: true }> {
  expect(result).toMatchObject({ ok: true })
  return result as Extract<Result, { ok: true }>
}

/** Mulberry32: the same seed gives the same run on every machine. */
export function dice(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

// A calendar laid out on the time line: every frame of some years as a row of moments, with the working time before each. Built when
// first asked for and grown as questions reach further; what it answers never depends on what was asked before.
import { type Calendar, framesOn, type ResolvedCalendar, resolve } from './calendar-rules.ts'
import { DAY_MS, dayOf, dayOfDate, MINUTE_MS, startOfDay } from './civil-time-rules.ts'

/** Longer without a working moment is a mistake in the calendar, not a deadline. */
export const LONGEST_GAP_MS = 366 * DAY_MS

const FIRST_DAY = dayOfDate(1950, 1, 1)
const LAST_DAY = dayOfDate(2199, 12, 31)
const GROWTH_DAYS = 400

/** Frames of the days [firstDay, endDay), in order; none reaches over midnight. */
interface Window {
  firstDay: number
  endDay: number
  count: number
  /** For each day the first frame on it or after it; `count` when there is none. */
  frameOfDay: Int32Array
  opens: Float64Array
  closes: Float64Array
  /** Working time from the first frame up to this one. */
  before: Float64Array
  /** How many gaps longer than allowed lie before this frame. */
  gaps: Int32Array
}

/** A calendar made ready for arithmetic. Its window is a cache and nothing else. */
export interface WorkingCalendar {
  readonly version: string
  readonly days: ResolvedCalendar
  window: Window
}

/** Makes a calendar ready; do it once and keep it as long as its version. */
export function compileCalendar(calendar: Calendar): WorkingCalendar {
  const days = resolve(calendar)
  return { version: days.version, days, window: build(days, 0, 0) }
}

/** Can a moment be asked about at all? From 1950 to 2199: beyond lie only mistakes such as seconds taken for milliseconds. */
export function isInRange(at: number): boolean {
  return Number.isSafeInteger(at) && dayOf(at) >= FIRST_DAY && dayOf(at) <= LAST_DAY
}

/** The window with at least the days around `at`. */
export function windowAt(calendar: WorkingCalendar, at: number): Window {
  const day = dayOf(at)
  const { window } = calendar
  return day >= window.firstDay && day < window.endDay ? window : cover(calendar, day, day)
}

/** Grows it by a year or more towards the future; false at the end of time. */
export function growForward(calendar: WorkingCalendar): boolean {
  const { endDay } = calendar.window
  if (endDay > LAST_DAY) return false
  cover(calendar, endDay, endDay + GROWTH_DAYS)
  return true
}

/** Grows it by a year or more towards the past; false at the beginning of time. */
export function growBackward(calendar: WorkingCalendar): boolean {
  const { firstDay } = calendar.window
  if (firstDay <= FIRST_DAY) return false
  cover(calendar, firstDay - GROWTH_DAYS, firstDay - 1)
  return true
}

/** The first frame that closes after `at`; `count` when there is none yet. */
export function frameAt(window: Window, at: number): number {
  let index = window.frameOfDay[dayOf(at) - window.firstDay] as number
  while (index < window.count && (window.closes[index] as number) <= at) index += 1
  return index
}

/** Both days inside; what is there is at least doubled, so that growing often costs little. */
function cover(calendar: WorkingCalendar, from: number, to: number): Window {
  const { window } = calendar
  const empty = window.endDay === window.firstDay
  const length = window.endDay - window.firstDay
  const first = empty ? from - 31 : from < window.firstDay ? Math.min(from - 31, window.firstDay - length) : window.firstDay
  const end = empty ? to + GROWTH_DAYS : to >= window.endDay ? Math.max(to + GROWTH_DAYS, window.endDay + length) : window.endDay
  calendar.window = build(calendar.days, Math.max(first, FIRST_DAY), Math.min(end, LAST_DAY + 1))
  return calendar.window
}

function build(days: ResolvedCalendar, firstDay: number, endDay: number): Window {
  const [opens, closes, before, gaps]: [number[], number[], number[], number[]] = [[], [], [], []]
  const frameOfDay = new Int32Array(endDay - firstDay)
  let [sum, longGaps] = [0, 0]
  for (let day = firstDay; day < endDay; day += 1) {
    frameOfDay[day - firstDay] = opens.length
    const midnight = startOfDay(day)
    for (const frame of framesOn(days, day)) {
      const open = midnight + frame.open * MINUTE_MS
      const close = midnight + frame.close * MINUTE_MS
      if (open - (closes.at(-1) ?? open) > LONGEST_GAP_MS) longGaps += 1
      opens.push(open)
      closes.push(close)
      before.push(sum)
      gaps.push(longGaps)
      sum += close - open
    }
  }
  return {
    firstDay,
    endDay,
    count: opens.length,
    frameOfDay,
    opens: Float64Array.from(opens),
    closes: Float64Array.from(closes),
    before: Float64Array.from(before),
    gaps: Int32Array.from(gaps),
  }
}

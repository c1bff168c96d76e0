// Arithmetic of working time: what the law means by "8 giờ làm việc". Moments are ms since the epoch, amounts ms of working time.
// Frames are half-open; a deadline that is used up exactly at a closing falls due at that closing, not at the next opening.
import { framesOn } from './calendar-rules.ts'
import { type CivilDate, HOUR_MS, MINUTE_MS, parseDate, startOfDay } from './civil-time-rules.ts'
import { frameAt, growBackward, growForward, isInRange, LONGEST_GAP_MS, type WorkingCalendar, windowAt } from './working-window.ts'

export { compileCalendar, type WorkingCalendar } from './working-window.ts'

export type TimeRefusal = { ok: false; code: 'no-working-time' | 'too-far' | 'amount-invalid' | 'moment-invalid'; message: string }
/** `startsAt`: the first working moment that counts. */
export type Due = { ok: true; due: number; startsAt: number } | TimeRefusal

const refusals = {
  'no-working-time': 'Lịch làm việc không có giờ làm việc nào trong hơn một năm, không tính được hạn',
  'too-far': 'Hạn quá xa, không tính được',
  'amount-invalid': 'Số giờ làm việc không hợp lệ',
  'moment-invalid': 'Thời điểm không hợp lệ',
} as const
/** Some ten years of office hours: no deadline is that far away, and none may fill the memory. */
const LONGEST_WORK_MS = 20_000 * HOUR_MS
const refuse = (code: keyof typeof refusals): TimeRefusal => ({ ok: false, code, message: refusals[code] })

/** When an amount of working time, begun at `from`, is used up. Nothing to use up is used up when work begins. */
export function addWorkingTime(calendar: WorkingCalendar, from: number, workMs: number): Due {
  if (!isInRange(from)) return refuse('moment-invalid')
  if (!(workMs >= 0) || !Number.isSafeInteger(workMs)) return refuse('amount-invalid')
  if (workMs > LONGEST_WORK_MS) return refuse('too-far')
  for (let window = windowAt(calendar, from); ; window = calendar.window) {
    const { count, opens, closes, before, gaps } = window
    const first = frameAt(window, from)
    if (first < count) {
      const startsAt = Math.max(from, opens[first] as number)
      if (startsAt - from > LONGEST_GAP_MS) return refuse('no-working-time')
      const target = (before[first] as number) + startsAt - (opens[first] as number) + workMs
      const last = endsIn(window, first, target)
      // A gap met on the way counts whether or not the window already reaches beyond it.
      if ((gaps[Math.min(last, count - 1)] as number) !== gaps[first]) return refuse('no-working-time')
      if (last < count) return { ok: true, due: (opens[last] as number) + target - (before[last] as number), startsAt }
    }
    const lastClosing = first < count ? (closes[count - 1] as number) : from
    if (startOfDay(window.endDay) - lastClosing > LONGEST_GAP_MS) return refuse('no-working-time')
    if (!growForward(calendar)) return refuse('too-far')
  }
}

/** The moment from which an amount of working time is left until `until`; at the edge of two frames the later one's opening. */
export function subtractWorkingTime(calendar: WorkingCalendar, until: number, workMs: number): number | null {
  if (!isInRange(until) || !Number.isSafeInteger(workMs) || workMs <= 0 || workMs > LONGEST_WORK_MS) return null
  for (let window = windowAt(calendar, until); ; window = calendar.window) {
    const { opens, closes, before, gaps } = window
    const at = frameAt(window, until)
    // The last frame with working time before `until`.
    const last = at < window.count && (opens[at] as number) < until ? at : at - 1
    if (last >= 0) {
      const used = Math.min(until, closes[last] as number)
      if (until - used > LONGEST_GAP_MS) return null
      const target = (before[last] as number) + used - (opens[last] as number) - workMs
      if (target >= 0) {
        let frame = last
        while ((before[frame] as number) > target) frame -= 1
        return gaps[frame] === gaps[last] ? (opens[frame] as number) + target - (before[frame] as number) : null
      }
    }
    const firstOpening = last >= 0 ? (opens[0] as number) : until
    if (firstOpening - startOfDay(window.firstDay) > LONGEST_GAP_MS || !growBackward(calendar)) return null
  }
}

/** Working time from one moment to another; negative when the second comes first, 0 for what lies outside 1950 to 2199. */
export function workingTimeBetween(calendar: WorkingCalendar, from: number, to: number): number {
  if (!isInRange(from) || !isInRange(to)) return 0
  // Both may make the window grow, which shifts its sums: they are read once it holds both.
  windowAt(calendar, from)
  windowAt(calendar, to)
  return workedUntil(calendar, to) - workedUntil(calendar, from)
}

/** Is `at` inside office hours? The opening is, the closing is not. */
export function isWorking(calendar: WorkingCalendar, at: number): boolean {
  if (!isInRange(at)) return false
  const window = windowAt(calendar, at)
  const frame = frameAt(window, at)
  return frame < window.count && (window.opens[frame] as number) <= at
}

/** `at` itself inside office hours, else the next opening; null when there is none within a year. */
export function nextOpening(calendar: WorkingCalendar, at: number): number | null {
  const begun = addWorkingTime(calendar, at, 0)
  return begun.ok ? begun.startsAt : null
}

/** Does a frame end exactly at `at`, with nothing following on? A deadline may stand there: until then there was time. */
export function isClosing(calendar: WorkingCalendar, at: number): boolean {
  return isInRange(at) && isInRange(at - 1) && isWorking(calendar, at - 1) && !isWorking(calendar, at)
}

/** When a day's last frame ends; null on a day without any, or when there is no such date. */
export function closingOf(calendar: WorkingCalendar, date: CivilDate): number | null {
  const day = parseDate(date)
  const frame = day === null ? undefined : framesOn(calendar.days, day).at(-1)
  return day === null || !frame ? null : startOfDay(day) + frame.close * MINUTE_MS
}

/** The stretches of working time between two moments, in order, at most `most` of them: for drawing a deadline's ruler. */
export function workingSpans(calendar: WorkingCalendar, from: number, to: number, most: number): { from: number; to: number }[] {
  if (!isInRange(from) || !isInRange(to)) return []
  const spans: { from: number; to: number }[] = []
  let at = from
  while (at < to && spans.length < most) {
    const opening = nextOpening(calendar, at)
    if (opening === null || opening >= to) break
    const window = windowAt(calendar, opening)
    const closing = window.closes[frameAt(window, opening)] as number
    spans.push({ from: opening, to: Math.min(closing, to) })
    at = closing
  }
  return spans
}

type Window = WorkingCalendar['window']

/** The first frame from `first` on in which the sum of working time reaches `target`, else `count`; doubling steps, then halving ones. */
function endsIn({ count, opens, closes, before }: Window, first: number, target: number): number {
  // A frame ends where the next one's sum begins: the frame sought is the one before the first whose `before` reaches the target.
  let step = 1
  let low = first
  while (low + step < count && (before[low + step] as number) < target) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, count)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((before[middle] as number) < target) low = middle
    else high = middle
  }
  const more = low === count - 1 && target - (before[low] as number) > (closes[low] as number) - (opens[low] as number)
  return more ? count : low
}

function workedUntil(calendar: WorkingCalendar, at: number): number {
  const { window } = calendar
  const frame = frameAt(window, at)
  if (frame < window.count) return (window.before[frame] as number) + Math.max(0, at - (window.opens[frame] as number))
  if (window.count === 0) return 0
  const last = window.count - 1
  return (window.before[last] as number) + (window.closes[last] as number) - (window.opens[last] as number)
}

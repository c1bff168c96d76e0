// Is the hotline open? Pure. Half-open spans in Asia/Ho_Chi_Minh, which has had no daylight saving since 1975.
import { DAY_MINUTES, OFFSET_MS } from './civil-time-rules.ts'

export interface OpeningRule {
  always: boolean
  spans: readonly { weekdays: readonly number[]; fromMinute: number; toMinute: number }[]
  /** Days (yyyy-MM-dd) on which nobody is on duty. */
  closedDays: readonly string[]
}

/** Tells whether the hotline answers at `at` (ms since the epoch): 07:00:00 is open, 23:00:00 is closed. */
export function isOpenAt(rule: OpeningRule, at: number): boolean {
  if (rule.always) return true
  const local = new Date(at + OFFSET_MS)
  if (rule.closedDays.includes(local.toISOString().slice(0, 10))) return false
  const weekday = local.getUTCDay() === 0 ? 7 : local.getUTCDay()
  const minute = ((Math.floor((at + OFFSET_MS) / 60_000) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return rule.spans.some((span) => span.weekdays.includes(weekday) && minute >= span.fromMinute && minute < span.toMinute)
}

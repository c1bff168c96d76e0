// How near a deadline is, in the groups of the work list. Pure.
import type { DueGroup } from '../contract/work.ts'
import { dayOf } from '../deadlines/civil-time-rules.ts'

/** Late once past or once it was late at a level below; else by the day it falls on in Gia Lai. */
export function dueGroup(dueAt: number, lapsed: boolean, now: number): DueGroup {
  if (lapsed || now > dueAt) return 'late'
  const days = dayOf(dueAt) - dayOf(now)
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : 'later'
}

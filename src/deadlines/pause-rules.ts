// Waiting for the citizen (†13): a term's end is put off by the working time that passed, never more than the cap in all. Pure.
// The law knows no pause: `lawDueAt` stays where it is and is shown beside.
import { messageMoment } from './alert-rules.ts'
import { type AssignmentClock, type ClockEffect, type ClockResult, refuse } from './assignment-clock.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { atEdge } from './extension-end-rules.ts'
import { type Calendars, calendarOf } from './term-rules.ts'
import { addWorkingTime, type WorkingCalendar, workingTimeBetween } from './working-time.ts'

/** Pauses a running term; it goes on by itself when the cap is reached. */
export function pause(clock: AssignmentClock, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (!settings.pauseAllowed) return refuse('pause-off')
  if (clock.state === 'paused') return refuse('already-paused')
  if (clock.state !== 'running') return refuse('expired')
  const left = settings.pauseLongestMs - clock.pausedMs
  if (left <= 0) return refuse('pause-used-up')
  const end = addWorkingTime(calendarOf(clock.term.level, calendars), at, left)
  if (!end.ok) return refuse('calendar-empty')
  return { ok: true, clock: { ...clock, state: 'paused', pause: { since: at, resumesAt: end.due } }, effects: [] }
}

/** Ends a pause at `at`: the end and what is still to be told move by the working time that passed. */
export function resume(
  clock: AssignmentClock,
  at: number,
  settings: DeadlineSettings,
  calendars: Calendars,
): { clock: AssignmentClock; effects: ClockEffect[] } {
  if (!clock.pause) return { clock, effects: [] }
  const { term } = clock
  const calendar = calendarOf(term.level, calendars)
  const passed = pausedWork(clock, at, settings, calendar)
  const going: AssignmentClock = { ...clock, state: 'running', pause: null, pausedMs: clock.pausedMs + passed }
  if (passed === 0) return { clock: going, effects: [] }
  const dueAt = atEdge(later(term.dueAt, passed, calendar), settings, calendar)
  // A deadline may stand at a closing, a message may not.
  const alerts = term.alerts.map((alert) => ({ ...alert, at: messageMoment(later(alert.at, passed, calendar), calendar) })).filter((alert) => alert.at < dueAt)
  return {
    clock: { ...going, term: { ...term, dueAt, alerts, pausedMs: term.pausedMs + passed } },
    effects: [{ type: 'due-changed', from: term.dueAt, to: dueAt, why: 'pause', calendarVersion: calendar.version }],
  }
}

/** The pause goes on although the deadline was set anew: what passed counts against the cap, but not once more for the new end. */
export function carryPause(clock: AssignmentClock, at: number, settings: DeadlineSettings, calendars: Calendars): Pick<AssignmentClock, 'pause' | 'pausedMs'> {
  if (!clock.pause) return { pause: null, pausedMs: clock.pausedMs }
  const passed = pausedWork(clock, at, settings, calendarOf(clock.term.level, calendars))
  return { pause: { ...clock.pause, since: at }, pausedMs: clock.pausedMs + passed }
}

/** Working time of the pause so far; within the cap even when the calendar changed meanwhile. */
function pausedWork({ pause: going, pausedMs }: AssignmentClock, at: number, settings: DeadlineSettings, calendar: WorkingCalendar): number {
  if (!going) return 0
  return Math.max(0, Math.min(workingTimeBetween(calendar, going.since, at), settings.pauseLongestMs - pausedMs))
}

function later(at: number, passed: number, calendar: WorkingCalendar): number {
  const moved = addWorkingTime(calendar, at, passed)
  return moved.ok ? moved.due : at
}

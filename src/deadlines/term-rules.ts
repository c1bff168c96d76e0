// One level's turn: which level comes next, how long it has, when it begins and ends. Pure.
import { warningsFor } from './alert-rules.ts'
import type { AssignmentClock, Level, Term } from './assignment-clock.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { atEdge } from './extension-end-rules.ts'
import { addWorkingTime, type WorkingCalendar } from './working-time.ts'

/** The office hours of the assigned unit, and those of the provincial office. */
export interface Calendars {
  unit: WorkingCalendar
  office: WorkingCalendar
}

type Assignment = Pick<AssignmentClock, 'part' | 'unitId' | 'officeUnitId' | 'onePerson'>

/** Whose office hours count at a level. */
export function calendarOf(level: Level, calendars: Calendars): WorkingCalendar {
  return level === 'provincial-office' ? calendars.office : calendars.unit
}

/** The level after this one; null when it is the last. */
export function nextLevel({ part }: Assignment, level: Level, settings: DeadlineSettings): Level | null {
  if (level === 'focal-point') return part === 'main' || settings.coordinatorMovesUp ? 'unit-head' : null
  return level === 'unit-head' && part === 'main' ? 'provincial-office' : null
}

/** Working time a level has. */
export function termOf({ part, onePerson }: Assignment, level: Level, settings: DeadlineSettings): number {
  if (level === 'provincial-office') return settings.provincialOfficeTargetMs
  if (level === 'unit-head') return onePerson ? settings.onePersonHeadTermMs : settings.unitHeadTermMs
  return part === 'main' ? settings.focalPointTermMs : settings.coordinatorTermMs
}

/** A level's turn from its holder's own receipt at `at`; null when his calendar has no working time. */
export function beginTerm(
  assignment: Assignment,
  turn: { no: number; level: Level; allowedMs?: number },
  at: number,
  settings: DeadlineSettings,
  calendars: Calendars,
): Term | null {
  const { no, level, allowedMs = termOf(assignment, level, settings) } = turn
  const calendar = calendarOf(level, calendars)
  const end = addWorkingTime(calendar, at, allowedMs)
  if (!end.ok) return null
  const dueAt = atEdge(end.due, settings, calendar)
  return {
    no,
    level,
    unitId: level === 'provincial-office' ? assignment.officeUnitId : assignment.unitId,
    receivedAt: at,
    startsAt: end.startsAt,
    allowedMs,
    dueAt,
    lawDueAt: dueAt,
    calendarVersion: calendar.version,
    extension: null,
    pausedMs: 0,
    alerts: warningsFor(end.startsAt, dueAt, settings, calendar),
  }
}

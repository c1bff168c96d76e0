// Computing a stored deadline anew by the calendar of today: an audited act, shown before it is done. Pure.
import { remindersFor, warningsFor } from './alert-rules.ts'
import { type AssignmentClock, type ClockRefusal, refuse, type Term } from './assignment-clock.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { atEdge, extensionEnd } from './extension-end-rules.ts'
import { type Calendars, calendarOf } from './term-rules.ts'
import { addWorkingTime } from './working-time.ts'

/** The running term by today's calendar. A deadline is never moved into the past, and one that lapsed has lapsed. */
export function recomputeTerm(
  clock: AssignmentClock,
  at: number,
  settings: DeadlineSettings,
  calendars: Calendars,
): { ok: true; from: number; to: number; term: Term } | ClockRefusal {
  const { term } = clock
  if (clock.state === 'closed') return refuse('closed')
  if (clock.state === 'stopped') return refuse('already-handed-in')
  if (clock.state === 'lapsed') return refuse('expired')
  const calendar = calendarOf(term.level, calendars)
  const begun = addWorkingTime(calendar, term.receivedAt, term.allowedMs)
  if (!begun.ok) return refuse('calendar-empty')
  const extended = term.extension && extensionEnd(term.extension.madeAt, term.extension, settings, calendar)
  if (term.extension && !extended) return refuse('calendar-empty')
  const lawDueAt = extended ? extended.endsAt : atEdge(begun.due, settings, calendar)
  const putOff = term.pausedMs > 0 ? addWorkingTime(calendar, lawDueAt, term.pausedMs) : null
  if (putOff && !putOff.ok) return refuse('calendar-empty')
  const dueAt = putOff ? atEdge(putOff.due, settings, calendar) : lawDueAt
  if (dueAt <= at) return refuse('due-would-be-past')
  const extension = term.extension && { ...term.extension, endsAt: lawDueAt }
  const alerts = extension ? remindersFor({ ...extension, endsAt: dueAt }, settings, calendar) : warningsFor(begun.startsAt, dueAt, settings, calendar)
  // What was told is not told again; what was still to be told and whose moment is past now is told at once.
  const untold = alerts.flatMap((alert) => {
    if (alert.at > at) return [alert]
    return term.alerts.some(({ kind }) => kind === alert.kind) ? [{ ...alert, at }] : []
  })
  return {
    ok: true,
    from: term.dueAt,
    to: dueAt,
    term: { ...term, startsAt: begun.startsAt, dueAt, lawDueAt, extension, alerts: untold, calendarVersion: calendar.version },
  }
}

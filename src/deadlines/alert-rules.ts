// When somebody is warned or reminded: inside office hours, never at night or on a Sunday. Pure.
import type { Alert, Extension } from './assignment-clock.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { calendarMoment } from './extension-end-rules.ts'
import { isWorking, nextOpening, subtractWorkingTime, type WorkingCalendar } from './working-time.ts'

/** Warnings before the end of a term that began at `startsAt`; those that would come before its beginning are left out. */
export function warningsFor(startsAt: number, dueAt: number, settings: DeadlineSettings, calendar: WorkingCalendar): Alert[] {
  const moments = settings.warnBeforeMs.map((leftMs) => subtractWorkingTime(calendar, dueAt, leftMs))
  return inOrder(moments.flatMap((at) => (at !== null && at > startsAt ? [{ kind: 'warning' as const, at }] : [])))
}

/** Reminders of an extension: the chosen one, and the system's own before its end; one when both fall together. */
export function remindersFor(extension: Omit<Extension, 'reason'>, settings: DeadlineSettings, calendar: WorkingCalendar): Alert[] {
  const { madeAt, endsAt, remindAfter } = extension
  const system = reminderMoment(endsAt - settings.reminderBeforeMs, madeAt, endsAt, settings, calendar)
  const wanted = remindAfter && calendarMoment(madeAt, remindAfter, settings, calendar)
  const chosen = wanted === null ? null : reminderMoment(wanted, madeAt, endsAt, settings, calendar)
  const own: Alert[] = [{ kind: 'system-reminder', at: system }]
  return inOrder(chosen === null || chosen === system ? own : [{ kind: 'chosen-reminder', at: chosen }, ...own])
}

/**
 * Where a reminder wanted at `wanted` comes. One whose moment is past when the extension is made comes at once. One outside office
 * hours comes before them, with a little time left to act; if that was before the extension, at the next opening before its end; and
 * if there is none in between, at once, for whoever made the extension is at his desk.
 */
export function reminderMoment(wanted: number, madeAt: number, endsAt: number, settings: DeadlineSettings, calendar: WorkingCalendar): number {
  const from = Math.max(wanted, madeAt)
  if (isWorking(calendar, from)) return from
  const earlier = subtractWorkingTime(calendar, from, settings.reminderMovedBeforeClosingMs)
  if (earlier !== null && earlier >= madeAt) return earlier
  const later = nextOpening(calendar, from)
  return later !== null && later < endsAt ? later : madeAt
}

/** A message's moment: now in office hours, else the next opening. */
export function messageMoment(at: number, calendar: WorkingCalendar): number {
  return nextOpening(calendar, at) ?? at
}

const inOrder = (alerts: Alert[]): Alert[] => alerts.sort((a, b) => a.at - b.at)

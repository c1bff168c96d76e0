// The operators' and the supervisor's own targets: they count in the hotline's hours, not in office hours. Pure.
import type { Calendar, Frame, Week } from './calendar-rules.ts'
import type { Weekday } from './civil-time-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import type { OpeningRule } from './opening-hours-rules.ts'
import { addWorkingTime, type Due, type WorkingCalendar } from './working-time.ts'

export type DeskTask = keyof DeadlineSettings['deskTargetsMs']

/** When a task at the operators' desk should be done. A miss is shown; nothing moves up. */
export function deskTarget(task: DeskTask, since: number, settings: DeadlineSettings, hotline: WorkingCalendar): Due {
  return addWorkingTime(hotline, since, settings.deskTargetsMs[task])
}

/** The hotline's opening hours as a calendar of the same kind as the units'. */
export function hotlineCalendar(rule: OpeningRule, version: string): Calendar {
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  const framesOf = (weekday: Weekday): Frame[] => {
    if (rule.always) return [{ open: 0, close: 1_440 }]
    return rule.spans.filter((span) => span.weekdays.includes(weekday)).map(({ fromMinute, toMinute }) => ({ open: fromMinute, close: toMinute }))
  }
  const week = Object.fromEntries(weekdays.map((weekday) => [weekday, framesOf(weekday)])) as unknown as Week
  const closed = rule.always ? [] : rule.closedDays
  return {
    version,
    parent: null,
    weeks: [{ from: '1950-01-01', to: null, week }],
    exceptions: closed.map((date) => ({ id: date, kind: 'holiday', date, name: 'Nghỉ trực' })),
    cancels: [],
  }
}

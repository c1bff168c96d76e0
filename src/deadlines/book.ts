// What the tickets need to know of deadlines: whose office hours count, and by which settings.
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import type { Calendars } from './term-rules.ts'
import type { WorkingCalendar } from './working-time.ts'

/** Always as they stand now; kept compiled, so that asking costs next to nothing. */
export interface DeadlineBook {
  settings(): Promise<DeadlineSettings>
  /** The office hours of a unit, and those of the provincial office. Whoever has none of his own has his parent's, else the province's. */
  calendarsOf(unitId: string): Promise<Calendars>
  /** The hotline's opening hours, in which the operators' targets count. */
  hotline(): Promise<WorkingCalendar>
}

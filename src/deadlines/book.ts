// What the tickets need to know of deadlines: whose office hours count, and by which settings.
import type { CalendarStore } from './calendar-store.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import type { SettingsStore } from './settings-store.ts'
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

/** How long an answer to who is the provincial office stands, ms. */
const OFFICE_FRESH_MS = 1_000

/** Makes the book on the kept calendars and settings. `officeUnit` names the provincial office of now. */
export function createDeadlineBook(
  calendars: Pick<CalendarStore, 'ofUnit' | 'province'>,
  settings: Pick<SettingsStore, 'read'>,
  hotline: DeadlineBook['hotline'],
  officeUnit: () => Promise<string | null>,
): DeadlineBook {
  let office: Promise<string | null> = Promise.resolve(null)
  let askedAt = Number.NEGATIVE_INFINITY
  const officeNow = (): Promise<string | null> => {
    if (performance.now() - askedAt <= OFFICE_FRESH_MS) return office
    askedAt = performance.now()
    office = officeUnit()
    // What could not be answered is asked again.
    office.catch(() => {
      askedAt = Number.NEGATIVE_INFINITY
    })
    return office
  }
  return {
    settings: async () => (await settings.read()).settings,
    async calendarsOf(unitId) {
      const unit = await officeNow()
      return { unit: await calendars.ofUnit(unitId), office: unit === null ? await calendars.province() : await calendars.ofUnit(unit) }
    },
    hotline,
  }
}

// When the hotline answers (§10), on the same engine as everything that counts working time. A call never waits for the database: what
// was read last holds, and before anything was read what an installation begins with.
import type { Config } from '../config.ts'
import type { Week } from '../deadlines/calendar-rules.ts'
import { hotlineDefault } from '../deadlines/default-calendars-rules.ts'
import { hotlineCalendar } from '../deadlines/desk-target-rules.ts'
import { hoursText } from '../deadlines/hours-text-rules.ts'
import { compileCalendar, isWorking, type WorkingCalendar } from '../deadlines/working-time.ts'

export interface Opening {
  /** Is the hotline open at this moment (ms since the epoch)? */
  isOpenAt(at: number): boolean
  /** The ordinary week, as settings write it: `mon-fri 07:00-23:00`. */
  hours(): string
}

/** Where the administrator's hours are read from. */
export interface HotlineHours {
  hotline(): Promise<WorkingCalendar>
}

const REFRESH_MS = 10_000

/** Hours set in the environment hold as they are; otherwise the administrator's calendar, read again by and by. */
export function createOpening({ hours, closedDays, hoursAreSet }: Config['hotline'], kept: HotlineHours | null): Opening {
  const rule = { always: hours.always, spans: hours.spans, closedDays }
  if (hoursAreSet || !kept) {
    const calendar = compileCalendar(hotlineCalendar(rule, 'environment'))
    return { isOpenAt: (at) => isWorking(calendar, at), hours: () => hours.text }
  }
  let calendar = compileCalendar(hotlineDefault())
  const refresh = () =>
    kept.hotline().then(
      (read) => {
        calendar = read
      },
      () => undefined,
    )
  void refresh()
  setInterval(() => void refresh(), REFRESH_MS).unref()
  return { isOpenAt: (at) => isWorking(calendar, at), hours: () => hoursText((calendar.days.weeks.at(-1)?.week ?? calendar.days.weeks[0]?.week) as Week) }
}

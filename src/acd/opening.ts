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

/** The hotline's hours in force, for whatever counts in them: those of the environment, if they are set, else the administrator's. */
export function hoursInForce(config: Config['hotline'], kept: HotlineHours): HotlineHours {
  if (!config.hoursAreSet) return kept
  const calendar = setByHand(config)
  return { hotline: async () => calendar }
}

const setByHand = ({ hours, closedDays }: Config['hotline']): WorkingCalendar =>
  compileCalendar(hotlineCalendar({ always: hours.always, spans: hours.spans, closedDays }, 'environment'))

/** Hours set in the environment hold as they are; otherwise the administrator's calendar, read again by and by. */
export function createOpening(config: Config['hotline'], kept: HotlineHours | null): Opening {
  if (config.hoursAreSet || !kept) {
    const calendar = setByHand(config)
    return { isOpenAt: (at) => isWorking(calendar, at), hours: () => config.hours.text }
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

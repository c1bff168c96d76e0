// The hotline's hours as they were set, as a question about a moment.
import type { Config } from '../config.ts'
import { isOpenAt } from '../deadlines/opening-hours-rules.ts'

/** Is the hotline open at this moment (ms since the epoch)? */
export const openingOf =
  ({ hours, closedDays }: Config['hotline']) =>
  (at: number): boolean =>
    isOpenAt({ always: hours.always, spans: hours.spans, closedDays }, at)

// Alarms: what does not work and needs somebody to look after it, from its raising to its end.
import { z } from 'zod'
import { AlarmCode } from './values.ts'

/** `detail` is for the administrator (an address, a size), never personal data. */
export const Alarm = z.object({ code: AlarmCode, detail: z.string(), raisedAt: z.iso.datetime() })
export type Alarm = z.infer<typeof Alarm>

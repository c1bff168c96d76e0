// A supervisor in a call that is up: he listens, speaks to the operator alone, or to both.
import { z } from 'zod'
import { CallId } from './calls.ts'
import { MonitorMode } from './values.ts'

export const MonitorBody = z.object({ callId: CallId, mode: MonitorMode })
/** mode: null once it is over. */
export const MonitorView = z.object({ callId: CallId, mode: MonitorMode.nullable() })
export type MonitorView = z.infer<typeof MonitorView>

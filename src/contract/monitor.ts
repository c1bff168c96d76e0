// A supervisor in a call that is up: he listens, speaks to the operator alone, or to both.
import { z } from 'zod'
import { CallId } from './calls.ts'

/** listen: Nghe. whisper: Nhắc riêng, the caller does not hear it. barge: Vào cuộc, all three hear each other. */
export const monitorModes = ['listen', 'whisper', 'barge'] as const
export const MonitorMode = z.enum(monitorModes)
export type MonitorMode = z.infer<typeof MonitorMode>

export const MonitorBody = z.object({ callId: CallId, mode: MonitorMode })
/** mode: null once it is over. */
export const MonitorView = z.object({ callId: CallId, mode: MonitorMode.nullable() })
export type MonitorView = z.infer<typeof MonitorView>

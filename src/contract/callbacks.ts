// Call-back tasks: numbers that were cut off, gave up waiting or left a message; one task per number and day.
import { z } from 'zod'
import { CallbackReason, CallOutcome } from './values.ts'

export const CallbackTask = z.object({
  id: z.uuid(),
  /** E.164. */
  number: z.string(),
  reason: CallbackReason,
  createdAt: z.iso.datetime(),
  /** The target in hotline hours; null where the hotline has no hours. */
  dueAt: z.iso.datetime().nullable(),
  callId: z.uuid(),
  /** The draft that belongs to the call; null when there is none. */
  ticketId: z.uuid().nullable(),
  callerName: z.string().nullable(),
  /** Calls made for it so far that reached nobody, and how the last of them ended. */
  attempts: z.number().int(),
  lastAttempt: z.object({ at: z.iso.datetime(), outcome: CallOutcome }).nullable(),
})
export type CallbackTask = z.infer<typeof CallbackTask>

/** As many as the list shows at once. */
export const CallbacksDoneBody = z.object({ ids: z.array(z.uuid()).min(1).max(300) })
/** done: noted now, or by the same person before. taken: somebody else was quicker. gone: no such task. */
export const CallbacksDone = z.object({ done: z.array(z.uuid()), taken: z.array(z.uuid()), gone: z.array(z.uuid()) })
export type CallbacksDone = z.infer<typeof CallbacksDone>

/** A task that ended by the caller's own new call. */
export const CalledAgain = z.object({
  id: z.uuid(),
  number: z.string(),
  reason: CallbackReason,
  createdAt: z.iso.datetime(),
  calledAt: z.iso.datetime(),
  agentName: z.string().nullable(),
})
export type CalledAgain = z.infer<typeof CalledAgain>

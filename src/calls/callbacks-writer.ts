// Opens call-back tasks inside the transaction that writes the call they come from.
import { randomUUID } from 'node:crypto'
import type { CallbackReason } from '../contract/values.ts'
import type { Database } from '../platform/database/client.ts'
import { callbackDay, canBeCalledBack } from './callback-rules.ts'
import type { CallState } from './state.ts'

type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0]

export interface NewCallback {
  callId: string
  /** The call's draft, already written; null when it has none. */
  ticketId: string | null
  /** E.164, or null when the caller showed none. */
  number: string | null
  reason: CallbackReason
  /** When the caller was lost. */
  at: Date
}

/**
 * Opens one task per number and day (UTC+7), however often it is asked; true when there is a task now that was not there
 * before. A task already done is opened again by a call that was lost after it was done, and by nothing else, so that a
 * journal read twice opens nothing twice.
 */
export async function openCallback(tx: Transaction, given: NewCallback): Promise<boolean> {
  const { callId, ticketId, number, reason, at } = given
  if (!canBeCalledBack(number)) return false
  const day = callbackDay(at)
  const { count: opened } = await tx.callbackTask.createMany({
    skipDuplicates: true,
    data: [{ id: randomUUID(), number, day, reason, callId, ticketId, createdAt: at }],
  })
  if (opened > 0) return true
  const { count: again } = await tx.callbackTask.updateMany({
    where: { number, day, doneAt: { lt: at } },
    data: { reason, callId, ticketId, createdAt: at, dueAt: null, doneAt: null, doneById: null, doneCallId: null },
  })
  return again > 0
}

/** A citizen answered a call out: nobody owes his number a call any more. True when there was one to close. */
export async function settleCallbacks(
  tx: Transaction,
  { callerNumber, lastAgentId }: Pick<CallState, 'callerNumber' | 'lastAgentId'>,
  at: Date,
): Promise<boolean> {
  if (callerNumber === null || lastAgentId === null) return false
  const { count } = await tx.callbackTask.updateMany({
    where: { number: callerNumber, doneAt: null, createdAt: { lte: at } },
    data: { doneAt: at, doneById: lastAgentId },
  })
  return count > 0
}

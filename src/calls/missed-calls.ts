// Missed calls as tasks: one ticket and one call-back per number and day, both ended when the number comes through by itself.
import type { Transaction } from '../platform/database/client.ts'
import { moveCalls } from './call-records.ts'
import { callbackDay } from './callback-rules.ts'
import type { NewCallback } from './callbacks-writer.ts'

/** What the tickets room does for it, inside the writer's transaction. */
export interface MissedDrafts {
  /** Gives a draft nobody wrote in its name: Cuộc gọi nhỡ. */
  name(tx: Transaction, ticketId: string): Promise<void>
  /** Closes a draft nobody wrote in; true when it did. `why` stands in its history. */
  drop(tx: Transaction, ticketId: string, at: Date, why: string): Promise<boolean>
}

/** After the task is there: this call's draft is the day's one for this number, or makes room for it. */
export async function oneDraftPerDay(tx: Transaction, drafts: MissedDrafts, { callId, ticketId, number, at }: NewCallback): Promise<void> {
  if (ticketId === null || number === null) return
  const task = await tx.callbackTask.findUnique({ where: { number_day: { number, day: callbackDay(at) } }, select: { ticketId: true, doneAt: true } })
  const first = task?.doneAt === null ? task.ticketId : null
  if (first === null || first === ticketId) return drafts.name(tx, ticketId)
  if (await drafts.drop(tx, ticketId, at, 'Gộp vào cuộc gọi nhỡ trước trong ngày')) await tx.call.update({ where: { id: callId }, data: { ticketId: first } })
  else await drafts.name(tx, ticketId)
}

/** The number is answered: its open tasks end by this call, and what it missed before belongs to this call's ticket. True when one ended. */
export async function calledAgain(
  tx: Transaction,
  drafts: MissedDrafts,
  { number, callId, ticketId, at }: { number: string; callId: string; ticketId: string | null; at: Date },
): Promise<boolean> {
  const open = await tx.callbackTask.findMany({ where: { number, doneAt: null, createdAt: { lte: at } }, select: { id: true, ticketId: true } })
  if (open.length === 0) return false
  await tx.callbackTask.updateMany({ where: { id: { in: open.map(({ id }) => id) }, doneAt: null }, data: { doneAt: at, doneCallId: callId } })
  for (const missed of open) {
    if (!missed.ticketId || missed.ticketId === ticketId) continue
    if ((await drafts.drop(tx, missed.ticketId, at, 'Người dân đã gọi lại và được nghe')) && ticketId) await moveCalls(tx, missed.ticketId, ticketId)
  }
  return true
}

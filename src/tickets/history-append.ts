// The one place where rows of the history are written.
import type { Transaction } from './deps.ts'

export interface NewHistoryRow {
  ticketId: string
  at: Date
  actorId: string | null
  actor: string
  action: string
  field: string | null
  oldValue: string | null
  newValue: string | null
  actId: string | null
}

/** Appends rows of one ticket, in order. The caller holds the ticket's row lock, so that nobody else appends meanwhile. */
export async function appendHistory(tx: Transaction, rows: readonly NewHistoryRow[]): Promise<void> {
  await tx.ticketHistory.createMany({ data: [...rows] })
}

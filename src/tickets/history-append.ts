// The one place where rows of the history are written: chained to the ticket's last row by a keyed hash.
import type { Transaction } from './deps.ts'
import { canonical, NO_HASH } from './history-chain-rules.ts'
import { keyedHash } from './history-key.ts'

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

/**
 * Appends rows, of one ticket or of several, in order: three statements however many. The caller holds the tickets' row
 * locks (or has just made them), so that nobody else appends meanwhile.
 */
export async function appendHistory(tx: Transaction, rows: readonly NewHistoryRow[]): Promise<void> {
  const last = rows.at(-1)
  if (!last) return
  const ticketIds = [...new Set(rows.map(({ ticketId }) => ticketId))]
  const known = await tx.historyHead.findMany({ where: { ticketId: { in: ticketIds } }, select: { ticketId: true, seq: true, hash: true } })
  const heads = new Map(known.map(({ ticketId, seq, hash }) => [ticketId, { seq, hash: Buffer.from(hash).toString('hex') }]))
  const chained = rows.map((row) => {
    const head = heads.get(row.ticketId) ?? { seq: 0, hash: NO_HASH }
    // What is hashed is what the database keeps: whole milliseconds.
    const seq = head.seq + 1
    const hash = keyedHash(canonical({ ...row, seq, at: row.at.getTime() }, head.hash))
    heads.set(row.ticketId, { seq, hash: hash.toString('hex') })
    return { ...row, seq, hash: Uint8Array.from(hash) }
  })
  await tx.ticketHistory.createMany({ data: chained })
  const ends = ticketIds.map((ticketId) => ({ ticket_id: ticketId, seq: heads.get(ticketId)?.seq ?? 0, hash: heads.get(ticketId)?.hash ?? '' }))
  await tx.$executeRaw`
    INSERT INTO history_head (ticket_id, seq, hash, changed_at)
    SELECT ticket_id, seq, decode(hash, 'hex'), ${last.at} FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) AS r(ticket_id uuid, seq int, hash text)
    ON CONFLICT (ticket_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, changed_at = excluded.changed_at`
}

/** Takes rows written before there was a chain into it, once; answers how many. Safe to be done again and beside others. */
export async function chainOldRows(db: { $transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T> } & Transaction): Promise<number> {
  let done = 0
  for (;;) {
    const [next] = await db.ticketHistory.findMany({ where: { hash: null }, orderBy: { id: 'asc' }, take: 1, select: { ticketId: true } })
    if (!next) return done
    done += await db.$transaction((tx) => chainTicket(tx, next.ticketId))
  }
}

async function chainTicket(tx: Transaction, ticketId: string): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM ticket WHERE id = ${ticketId}::uuid FOR UPDATE`
  const rows = await tx.ticketHistory.findMany({ where: { ticketId, hash: null }, orderBy: { id: 'asc' } })
  const head = await tx.historyHead.findUnique({ where: { ticketId } })
  let [seq, previous] = [head?.seq ?? 0, head ? Buffer.from(head.hash).toString('hex') : NO_HASH]
  for (const row of rows) {
    seq += 1
    const hash = keyedHash(canonical({ ...row, seq, at: row.at.getTime() }, previous))
    await tx.ticketHistory.update({ where: { id: row.id }, data: { seq, hash: Uint8Array.from(hash) } })
    previous = hash.toString('hex')
  }
  const end = { seq, hash: Uint8Array.from(Buffer.from(previous, 'hex')), changedAt: rows.at(-1)?.at ?? new Date(0) }
  if (rows.length > 0) await tx.historyHead.upsert({ where: { ticketId }, create: { ticketId, ...end }, update: end })
  return rows.length
}

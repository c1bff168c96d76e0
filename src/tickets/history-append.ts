// The one place where rows of the history are written: chained to the ticket's last row by a keyed hash.
import { type Database, Prisma } from '../platform/database/client.ts'
import { type Transaction, transactionLimits } from './deps.ts'
import { asKept, canonical, NO_HASH } from './history-chain-rules.ts'
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

/** Where a chain ends; the hash in hex. */
interface Head {
  seq: number
  hash: string
}

/**
 * Appends rows, of one ticket or of several, in order: two statements however many. The caller holds the tickets' row
 * locks (or has just made them), so that nobody else appends meanwhile.
 */
export async function appendHistory(tx: Transaction, given: readonly NewHistoryRow[]): Promise<void> {
  if (given.length === 0) return
  const rows = given.map(asKept)
  const heads = await headsOf(tx, rows)
  const chained = rows.map((row) => {
    const { seq, hash } = chainOn(heads, row)
    return {
      ticket_id: row.ticketId,
      at: row.at,
      actor_id: row.actorId,
      actor: row.actor,
      action: row.action,
      field: row.field,
      old_value: row.oldValue,
      new_value: row.newValue,
      act_id: row.actId,
      seq,
      hash: hash.toString('hex'),
    }
  })
  await tx.$executeRaw`
    WITH put AS (
      INSERT INTO ticket_history (ticket_id, at, actor_id, actor, action, field, old_value, new_value, act_id, seq, hash)
      SELECT ticket_id, at, actor_id, actor, action, field, old_value, new_value, act_id, seq, decode(hash, 'hex')
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(chained)}::jsonb) AS (ticket_id uuid, at timestamptz, actor_id uuid, actor text,
        action text, field text, old_value text, new_value text, act_id uuid, seq int, hash text)) WITH ORDINALITY
      ORDER BY ordinality)
    ${setHeads(heads)}`
}

/** Rows of before there was a chain taken in by one transaction. */
const OLD_AT_ONCE = 500

/**
 * Takes rows written before there was a chain into it, once; answers how many. Safe to be done again and beside others. Done before
 * the new version serves, so that they stand before what it writes.
 */
export async function chainOldRows(db: Database): Promise<number> {
  let done = 0
  for (;;) {
    const next = await db.ticketHistory.findMany({ where: { hash: null }, orderBy: { id: 'asc' }, take: OLD_AT_ONCE, select: { ticketId: true } })
    if (next.length === 0) return done
    const ids = [...new Set(next.map(({ ticketId }) => ticketId))]
    done += await db.$transaction((tx) => chainTickets(tx, ids), transactionLimits)
  }
}

async function chainTickets(tx: Transaction, ids: readonly string[]): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM ticket WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
  const rows = await tx.ticketHistory.findMany({ where: { ticketId: { in: [...ids] }, hash: null }, orderBy: { id: 'asc' } })
  if (rows.length === 0) return 0
  const heads = await headsOf(tx, rows)
  const chained = rows.map((row) => {
    const { seq, hash } = chainOn(heads, row)
    return { id: String(row.id), seq, hash: hash.toString('hex') }
  })
  await tx.$executeRaw`
    UPDATE ticket_history h SET seq = r.seq, hash = decode(r.hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(chained)}::jsonb) AS r(id bigint, seq int, hash text) WHERE h.id = r.id`
  await tx.$executeRaw(setHeads(heads))
  return rows.length
}

/** Where the chains of these rows' tickets end so far. */
async function headsOf(tx: Transaction, rows: readonly { ticketId: string }[]): Promise<Map<string, Head>> {
  const ids = [...new Set(rows.map(({ ticketId }) => ticketId))]
  const known = await tx.historyHead.findMany({ where: { ticketId: { in: ids } }, select: { ticketId: true, seq: true, hash: true } })
  return new Map(known.map(({ ticketId, seq, hash }) => [ticketId, { seq, hash: Buffer.from(hash).toString('hex') }]))
}

/** The row's place and hash; moves its ticket's head on to it. */
function chainOn(heads: Map<string, Head>, row: NewHistoryRow): { seq: number; hash: Buffer } {
  const head = heads.get(row.ticketId) ?? { seq: 0, hash: NO_HASH }
  const seq = head.seq + 1
  // What is hashed is what the database keeps: whole milliseconds.
  const hash = keyedHash(canonical({ ...row, seq, at: row.at.getTime() }, head.hash))
  heads.set(row.ticketId, { seq, hash: hash.toString('hex') })
  return { seq, hash }
}

/**
 * `changed_at` is the database's own time: a call that came while the database was away is written down hours later under its own
 * moment, and must still be in the next night's signed file.
 */
function setHeads(heads: ReadonlyMap<string, Head>): Prisma.Sql {
  const ends = [...heads].map(([ticketId, { seq, hash }]) => ({ ticket_id: ticketId, seq, hash }))
  return Prisma.sql`
    INSERT INTO history_head (ticket_id, seq, hash, changed_at)
    SELECT ticket_id, seq, decode(hash, 'hex'), clock_timestamp() FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) AS r(ticket_id uuid, seq int, hash text)
    ON CONFLICT (ticket_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, changed_at = excluded.changed_at`
}

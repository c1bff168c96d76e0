// What a history row's hash is taken over. Pure: the hash itself is given. Each row's hash covers the row and the hash before it, so
// that no row can be changed, taken out, put in or moved without all after it being computed anew, which needs the key.

/** A row as it is hashed; moments in ms, so that a database's own way of writing them does not matter. */
export interface ChainedRow {
  ticketId: string
  seq: number
  at: number
  actorId: string | null
  actor: string
  action: string
  field: string | null
  oldValue: string | null
  newValue: string | null
  actId: string | null
}

/** The one way of writing a row down; an array, for its order is certain. */
export function canonical(row: ChainedRow, previousHex: string): string {
  const { ticketId, seq, at, actorId, actor, action, field, oldValue, newValue, actId } = row
  return JSON.stringify(['1', ticketId, seq, previousHex, at, actorId, actor, action, field, oldValue, newValue, actId])
}

/** Before the first row. */
export const NO_HASH = ''

export type ChainFault =
  | { kind: 'changed'; ticketId: string; seq: number }
  | { kind: 'missing'; ticketId: string; seq: number }
  | { kind: 'unchained'; ticketId: string; seq: null }
  | { kind: 'head'; ticketId: string; seq: number }

/**
 * Looks at one ticket's rows in order of seq; `hash` is the keyed hash in hex. Answers what is wrong, at the first row from which
 * the rest can no longer be told.
 */
export function checkChain(
  rows: readonly { row: ChainedRow; hash: string }[],
  head: { seq: number; hash: string } | null,
  hash: (text: string) => string,
): ChainFault[] {
  let previous = NO_HASH
  let expected = 1
  for (const { row, hash: kept } of rows) {
    if (row.seq !== expected) return [{ kind: 'missing', ticketId: row.ticketId, seq: expected }]
    if (hash(canonical(row, previous)) !== kept) return [{ kind: 'changed', ticketId: row.ticketId, seq: row.seq }]
    previous = kept
    expected += 1
  }
  const last = rows.at(-1)
  if (!last) return []
  if (!head) return [{ kind: 'head', ticketId: last.row.ticketId, seq: last.row.seq }]
  if (head.seq > last.row.seq) return [{ kind: 'missing', ticketId: last.row.ticketId, seq: last.row.seq + 1 }]
  return head.seq === last.row.seq && head.hash === previous ? [] : [{ kind: 'head', ticketId: last.row.ticketId, seq: head.seq }]
}

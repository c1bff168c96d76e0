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

type Texts = Pick<ChainedRow, 'ticketId' | 'actorId' | 'actor' | 'action' | 'field' | 'oldValue' | 'newValue' | 'actId'>

/**
 * A row as the database keeps it: half a character or a NUL it would replace or refuse, ids it writes in lower case. What is hashed must
 * be what is read again, or an innocent row would look changed for ever.
 */
export function asKept<T extends Texts>(row: T): T {
  const text = (value: string) => value.toWellFormed().replaceAll('\u0000', '')
  return {
    ...row,
    ticketId: row.ticketId.toLowerCase(),
    actorId: row.actorId?.toLowerCase() ?? null,
    actor: text(row.actor),
    oldValue: row.oldValue === null ? null : text(row.oldValue),
    newValue: row.newValue === null ? null : text(row.newValue),
    actId: row.actId?.toLowerCase() ?? null,
  }
}

/** The one way of writing a row down; an array, for its order is certain. */
export function canonical(row: ChainedRow, previousHex: string): string {
  const { ticketId, seq, at, actorId, actor, action, field, oldValue, newValue, actId } = row
  return JSON.stringify(['1', ticketId, seq, previousHex, at, actorId, actor, action, field, oldValue, newValue, actId])
}

/** Before the first row. */
export const NO_HASH = ''

/** What is wrong with one ticket's rows; `seq` is the row it is about. */
export type ChainFault =
  /** Its hash does not fit: the row was changed, put in or moved. */
  | { kind: 'changed'; seq: number }
  /** A number that another row has already. */
  | { kind: 'inserted'; seq: number }
  /** Rows `seq` to `to` are gone. */
  | { kind: 'missing'; seq: number; to: number }
  /** The end kept for this chain is another one. */
  | { kind: 'head'; seq: number }

/**
 * Looks at one ticket's rows in order of seq; `hash` is the keyed hash in hex. Answers everything that is wrong, not only the first:
 * a row is held against the hash that stands before it, so that what comes after a changed one can still be told. The row after a gap
 * cannot: what it was chained to is gone.
 */
export function checkChain(
  rows: readonly { row: ChainedRow; hash: string }[],
  head: { seq: number; hash: string } | null,
  hash: (text: string) => string,
): ChainFault[] {
  const faults: ChainFault[] = []
  let previous: string | null = NO_HASH
  let expected = 1
  for (const { row, hash: kept } of rows) {
    if (row.seq < expected) {
      faults.push({ kind: 'inserted', seq: row.seq })
      continue
    }
    if (row.seq > expected) {
      faults.push({ kind: 'missing', seq: expected, to: row.seq - 1 })
      previous = null
    }
    if (previous !== null && hash(canonical(row, previous)) !== kept) faults.push({ kind: 'changed', seq: row.seq })
    previous = kept
    expected = row.seq + 1
  }
  const last = expected - 1
  if (head && head.seq > last) faults.push({ kind: 'missing', seq: expected, to: head.seq })
  else if (last > 0 && (!head || head.seq < last || head.hash !== previous)) faults.push({ kind: 'head', seq: head?.seq ?? last })
  return faults
}

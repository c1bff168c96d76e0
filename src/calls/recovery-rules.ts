// Which word about an open call counts after a restart or takeover: the local journal's or the database's. Pure.
import type { KnownCall } from './controller.ts'
import { isWithDialplan } from './reconcile-rules.ts'
import type { CallState } from './state.ts'

/** A call's row as the database has it; `state` is null once it has ended. */
export interface CallRow {
  id: string
  lastSeq: number
  endedAt: Date | null
  state: CallState | null
}

/**
 * Steps that another controller may have written down locally and not yet brought to the database: whoever takes over
 * counts on from beyond them, so that they still find their place when that controller comes back.
 */
export const TAKEOVER_GAP = 1000

/**
 * The calls to go on with. Each is told by whoever knows more steps of it; one that has ended in the database is over.
 * `rows` is null while the database is away: then the journal is all there is.
 */
export function mergeKnown(journal: readonly KnownCall[], rows: readonly CallRow[] | null): KnownCall[] {
  const own = new Map(journal.map((known) => [known.state.callId, known]))
  if (!rows) return [...own.values()]
  const merged = new Map(own)
  for (const row of rows) {
    const known = own.get(row.id)
    // Whom the dialplan served to the end without this controller has no step of it, and is over all the same.
    const isOver = row.endedAt !== null && known !== undefined && isWithDialplan(known.state)
    if (known && known.seq >= row.lastSeq && !isOver) continue
    if (row.endedAt === null && row.state) merged.set(row.id, { seq: row.lastSeq + TAKEOVER_GAP, state: row.state })
    else merged.delete(row.id)
  }
  return [...merged.values()]
}

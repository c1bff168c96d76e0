// Rows that do not jump under the pointer: while it rests on the list they stay where they are, and the page says what changed.
import { useMemo, useState } from 'react'
import { type HeldRow, holdRows } from './held-rows.ts'

export interface HeldRows<R> {
  /** Null while nothing has come yet. */
  rows: R[] | null
  added: number
  moved: boolean
  /** Shows everything where it belongs. */
  release: () => void
  /** The same with the next that comes: whoever assigned a petition himself sees it go. */
  releaseNext: () => void
}

/** `rowsOf` stays the same function; `of` names the list the items belong to: another list is never held to the places of the one before. */
export function useHeldRows<T, R extends HeldRow<T>>(
  items: readonly T[] | null,
  rowsOf: (items: readonly T[]) => R[],
  of: string,
  holding: boolean,
): HeldRows<R> {
  const fresh = useMemo(() => (items ? rowsOf(items) : null), [items, rowsOf])
  const [base, setBase] = useState<{ of: string; rows: R[] } | null>(null)
  const [olderThan, setOlderThan] = useState<R[] | null>(null)
  const asked = olderThan !== null && fresh !== olderThan
  const follow = fresh !== null && base?.rows !== fresh && (!holding || base?.of !== of || asked)
  // Set while drawing, so that no frame shows the old order and then the new one.
  if (follow) setBase({ of, rows: fresh })
  if (follow && asked) setOlderThan(null)
  const held = useMemo(() => (base && fresh ? holdRows(base.rows, fresh) : null), [base, fresh])
  return {
    rows: follow ? fresh : (held?.rows ?? null),
    added: follow ? 0 : (held?.added ?? 0),
    moved: follow ? false : (held?.moved ?? false),
    release: () => fresh && setBase({ of, rows: fresh }),
    releaseNext: () => setOlderThan(fresh),
  }
}

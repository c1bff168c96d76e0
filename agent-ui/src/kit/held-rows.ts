// Lists that stand still under the pointer: pure rules. What a list is made of is its own business.
export interface HeldRow<T> {
  key: string
  group: string
  item: T
  /** It left the list while the list was held still. */
  gone: boolean
}

/**
 * The list while somebody points at it: every row where it stood, with what is new of it; how many came meanwhile, and whether letting go
 * would change what stands where.
 */
export function holdRows<R extends HeldRow<unknown>>(held: readonly R[], fresh: readonly R[]): { rows: R[]; added: number; moved: boolean } {
  const now = new Map(fresh.map((row) => [row.key, row]))
  const before = new Set(held.map(({ key }) => key))
  const rows = held.map((row) => {
    const latest = now.get(row.key)
    return latest ? { ...row, item: latest.item, gone: false } : { ...row, gone: true }
  })
  const added = fresh.filter(({ key }) => !before.has(key)).length
  const moved = held.length !== fresh.length || held.some(({ key, group }, place) => fresh[place]?.key !== key || fresh[place]?.group !== group)
  return { rows, added, moved }
}

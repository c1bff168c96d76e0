// Units as a tree of rows: which are shown, how deep, which can be opened.
import type { DirectoryUnit } from '../../../src/contract/directory.ts'
import { foldVietnamese } from '../kit/search-text.ts'

export interface TreeRow {
  unit: DirectoryUnit
  depth: number
  /** Units below it that the filter lets through. */
  below: number
  open: boolean
  /** Said when the tree is not shown: search results stand alone. */
  parentName: string | null
}

export interface TreeFilter {
  find: string
  /** Closed ones and those to come too. */
  all: boolean
  kind: string | null
  closedRows: ReadonlySet<string>
}

/** The rows in order; units come in Vietnamese order and keep it among their like. */
export function treeRows(units: readonly DirectoryUnit[], { find, all, kind, closedRows }: TreeFilter): TreeRow[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const wanted = foldVietnamese(find.trim())
  const shown = units.filter((unit) => all || unit.inForce)
  if (wanted || kind)
    return shown
      .filter((unit) => (!kind || unit.kind === kind) && foldVietnamese(`${unit.name} ${unit.code}`).includes(wanted))
      .map((unit) => ({ unit, depth: 0, below: 0, open: false, parentName: (unit.parentId && byId.get(unit.parentId)?.name) || null }))
  const ids = new Set(shown.map(({ id }) => id))
  const below = new Map<string | null, DirectoryUnit[]>()
  for (const unit of shown) {
    const parent = unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : null
    const beside = below.get(parent)
    if (beside) beside.push(unit)
    else below.set(parent, [unit])
  }
  const rows: TreeRow[] = []
  const add = (unit: DirectoryUnit, depth: number) => {
    const children = below.get(unit.id) ?? []
    const open = children.length > 0 && !closedRows.has(unit.id)
    rows.push({ unit, depth, below: children.length, open, parentName: null })
    if (open) for (const child of children) add(child, depth + 1)
  }
  for (const unit of below.get(null) ?? []) add(unit, 0)
  return rows
}

/** The unit itself and all that hangs on it: no parent for it. */
export function withAllBelow(units: readonly DirectoryUnit[], id: string): Set<string> {
  const found = new Set([id])
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const unit of units) if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.id)
  }
  return found
}

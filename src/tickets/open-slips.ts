// What the directory asks before a unit is closed.
import type { Transaction } from './deps.ts'

/** Slips that are not closed and lie with a unit: given to it, held by it, or passed on to it inside another. */
export function countOpenSlips(on: Transaction, unitId: string): Promise<number> {
  return on.assignment.count({ where: { state: { not: 'closed' }, OR: [{ unitId }, { holderUnitId: unitId }, { withinUnitId: unitId }] } })
}

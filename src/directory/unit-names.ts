// Names of units for other rooms.
import type { Transaction } from '../platform/database/client.ts'

/** Those of `ids` that exist, id to name; also units no longer in force, which old tickets still point to. */
export async function unitNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const units = await tx.unit.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return new Map(units.map(({ id, name }) => [id, name]))
}

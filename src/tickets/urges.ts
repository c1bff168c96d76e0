// Đôn đốc (Đ18) as the unit's list shows it: who last urged a petition, and when.
import type { Database } from '../platform/database/client.ts'
import type { SlipRow } from './slip-rows.ts'

export interface Urge {
  by: string
  at: Date
}

/** The last urge of each of these petitions. */
export async function lastUrges(db: Database, ticketIds: readonly string[]): Promise<ReadonlyMap<string, Urge>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await db.ticketComment.findMany({
    where: { ticketId: { in: [...ticketIds] }, kind: 'urge' },
    orderBy: { at: 'asc' },
    select: { ticketId: true, at: true, author: { select: { name: true } } },
  })
  return new Map(rows.map(({ ticketId, at, author }) => [ticketId, { by: author.name, at }]))
}

/** The urge that whoever has this slip still owes an answer to: an urge is about the main slip, and one from before it was about another's. */
export function urgeOf({ part, createdAt, clock }: Pick<SlipRow, 'part' | 'createdAt' | 'clock'>, last: Urge | undefined): Urge | null {
  const over = clock.state === 'closed' || clock.state === 'stopped'
  return last && part === 'main' && !over && last.at >= createdAt ? last : null
}

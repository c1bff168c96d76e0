// What others did to a petition since a moment. Pure.
import type { Ticket } from '../../../src/contract/tickets.ts'

type HistoryEntry = Ticket['history'][number]

/** The newest entry that was not known and is not one's own, or null. */
export function changesSince(known: ReadonlySet<string>, history: readonly HistoryEntry[], own: string): HistoryEntry | null {
  const others = history.filter(({ id, actor }) => !known.has(id) && actor !== own)
  return others.reduce<HistoryEntry | null>((newest, entry) => (newest && newest.at >= entry.at ? newest : entry), null)
}

// A caller's place in the queue: smaller goes first. Pure.
import type { CallState } from './state.ts'

/**
 * The moment he counts from, ms since the epoch: that of his arrival, earlier by the priority of the branch he chose. Who waits to be called
 * back already, and calls himself, has the better of the two places.
 */
export const rankOf = ({ arrivedAt, choice, keptRank }: Pick<CallState, 'arrivedAt' | 'choice' | 'keptRank'>): number =>
  Math.min(arrivedAt - (choice?.priorityMinutes ?? 0) * 60_000, keptRank ?? Number.POSITIVE_INFINITY)

/** The rank at which he enters the queue, or comes back to it: the head's place (0) and that before it (less) are kept. */
export const entryRank = (call: Pick<CallState, 'arrivedAt' | 'choice' | 'keptRank' | 'rank'>): number => (call.rank > 0 ? rankOf(call) : call.rank)

/** Whom the head's place is due: who lost his agent, was sent back to the queue, or was moved there by a supervisor. */
export const isAtHead = ({ rank, moved, firstAnsweredAt }: Pick<CallState, 'rank' | 'moved' | 'firstAnsweredAt'>): boolean =>
  rank <= 0 || moved !== undefined || firstAnsweredAt !== null

/** What decides between two callers who wait. */
export interface Ranked {
  callId: string
  /** Smaller goes first. */
  rank: number
  queuedAt: number
}

/** The order of the queue: rank, then time in the queue, then id so that two looks agree. */
export const compareRank = (a: Ranked, b: Ranked): number =>
  a.rank - b.rank || a.queuedAt - b.queuedAt || (a.callId < b.callId ? -1 : a.callId > b.callId ? 1 : 0)

/** From when on he waits this time: since he lost his agent, else since he came into the queue (ms). */
export const waitingSince = ({ arrivedAt, queuedAt, backSince }: Pick<CallState, 'arrivedAt' | 'queuedAt' | 'backSince'>): number =>
  backSince ?? queuedAt ?? arrivedAt

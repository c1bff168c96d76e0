// A caller's place in the queue: smaller goes first. Pure.
import type { CallState } from './state.ts'

/** The moment he counts from, ms since the epoch: that of his arrival, earlier by the priority of the branch he chose. */
export const rankOf = ({ arrivedAt, choice }: Pick<CallState, 'arrivedAt' | 'choice'>): number => arrivedAt - (choice?.priorityMinutes ?? 0) * 60_000

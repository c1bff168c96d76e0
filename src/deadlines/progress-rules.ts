// Tiến độ and the ticket's deadline, from its clocks. Pure. Late never clears: a lapse counts whoever finishes.

import type { TicketProgress } from '../contract/values.ts'
import type { AssignmentClock } from './assignment-clock.ts'

/** One assignment's progress: late from its first lapse on; on time once its result is handed in. */
export function progressOf({ lapses, state, closed }: AssignmentClock): TicketProgress {
  if (lapses.length > 0) return 'late'
  return state === 'stopped' || closed?.cause === 'completed' ? 'on-time' : 'not-due'
}

/** The ticket's progress from the clocks since it was opened or last reopened: only main units' count. */
export function ticketProgress(clocks: readonly AssignmentClock[]): TicketProgress {
  const progresses = clocks.filter(({ part }) => part === 'main').map(progressOf)
  if (progresses.includes('late')) return 'late'
  return progresses.at(-1) ?? 'not-due'
}

/** The ticket's deadline: its main unit's, while that clock is going; null when none is. */
export function ticketDueAt(clocks: readonly AssignmentClock[]): number | null {
  return clocks.find(({ part, state }) => part === 'main' && state !== 'closed' && state !== 'stopped')?.term.dueAt ?? null
}

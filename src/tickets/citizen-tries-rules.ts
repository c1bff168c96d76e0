// Calling a citizen who does not answer, until his petition is complete all the same. Pure.
import type { CitizenTries } from '../contract/slips.ts'

/** So often is a citizen called in vain before his petition is complete, and not sooner after each other. */
export const MOST_TRIES = 3
const BETWEEN_TRIES_MS = 30 * 60_000

/** The lines of a history that tries are counted by. */
export const triesActions = ['approved', 'citizen-unreached'] as const

/** Calls in vain since the answer was last approved; `rows` oldest first. */
export function triesInVain(rows: readonly { action: string; at: Date }[]): Date[] {
  const approved = rows.findLastIndex(({ action }) => action === 'approved')
  return rows.slice(approved + 1).flatMap(({ action, at }) => (action === 'citizen-unreached' ? [at] : []))
}

/** How often he was called in vain, and from when on it may be tried again; null while nobody tried. */
export function citizenTries(tries: readonly Date[]): CitizenTries | null {
  const last = tries.at(-1)
  return last ? { made: tries.length, most: MOST_TRIES, nextFrom: new Date(last.getTime() + BETWEEN_TRIES_MS).toISOString() } : null
}

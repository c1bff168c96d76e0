// In which ring a caller waits now: the page counts on by itself, the server need not tell each one.
import type { QueueMarks } from '../../../src/contract/calls.ts'

/** `{ n: 2, of: 4 }`; null for who may be answered by anybody from the start. */
export function ringNow(rings: QueueMarks['rings'], now: number): { n: number; of: number } | null {
  if (!rings || rings.afterSeconds.length === 0) return null
  const waited = (now - Date.parse(rings.since)) / 1000
  return { n: Math.max(1, rings.afterSeconds.filter((seconds) => seconds <= waited).length), of: rings.afterSeconds.length }
}

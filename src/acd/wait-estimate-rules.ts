// How long a caller will wait, from how long calls took lately. Pure. docs/decisions/0036 says why so.
//
// A place is gained whenever one of the agents on duty is done with a call: the wait is the places to be gained × the mean
// handling time (talk, hold, wrap-up) ÷ the agents on duty. It is said only when the mean is stable.

/** How long the last calls took: talk, hold and wrap-up of one agent. */
export interface Handled {
  endedAt: number
  ms: number
}

/** Calls from before that say nothing about now. */
export const WINDOW_MS = 60 * 60_000
/** So many of the last calls are looked at. */
export const MOST_SAMPLES = 100
/** Fewer tell nothing. */
export const LEAST_SAMPLES = 5
/** The mean is stable while its standard error is below this share of it. */
export const LARGEST_ERROR = 0.3

const MINUTE_MS = 60_000

/** One more call, without what has become old. Shorter ones than a second were nobody's work. */
export function withHandled(window: readonly Handled[], next: Handled): Handled[] {
  if (next.ms < 1000) return [...window]
  return [...window, next].filter(({ endedAt }) => endedAt > next.endedAt - WINDOW_MS).slice(-MOST_SAMPLES)
}

/** The mean handling time now, ms; null while it is not stable. */
export function stableMean(window: readonly Handled[], now: number): number | null {
  const times = window.filter(({ endedAt }) => endedAt > now - WINDOW_MS).map(({ ms }) => ms)
  if (times.length < LEAST_SAMPLES) return null
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length
  const variance = times.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (times.length - 1)
  return Math.sqrt(variance / times.length) <= LARGEST_ERROR * mean ? mean : null
}

/** How long the one at this place (1 is next) waits, ms; null when nobody can say. `agents` are those who take calls now. */
export function estimatedMs(position: number, agents: number, meanMs: number | null): number | null {
  return meanMs === null || agents < 1 ? null : (position * meanMs) / agents
}

export interface Said {
  at: number
  position: number | null
  estimateMinutes: number | null
}

/**
 * The minutes to be said: whole ones, rounded up. Never fewer than what was said before allows: it shrinks by the time that
 * has gone, or by the places that were gained, and by nothing else. A figure that leaps to and fro is believed by nobody.
 */
export function spokenMinutes(estimateMs: number | null, position: number, before: Said | undefined, now: number): number | null {
  if (estimateMs === null) return null
  const fresh = Math.max(1, Math.ceil(estimateMs / MINUTE_MS))
  if (!before || before.estimateMinutes === null) return fresh
  const byTime = before.estimateMinutes - Math.max(0, now - before.at) / MINUTE_MS
  const byPlace = before.position && position < before.position ? before.estimateMinutes * (position / before.position) : byTime
  return Math.max(1, fresh, Math.ceil(Math.min(byTime, byPlace)))
}

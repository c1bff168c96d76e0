// What a call waits for until a certain moment. Pure: the controller arms one timer for each call.
import { ratingDue } from './reducer-rating.ts'
import type { CallEvent, CallState } from './state.ts'

/** The event that comes by itself, and when (ms since the epoch); null when the call waits for somebody. */
export function nextDue(state: CallState): { at: number; event: CallEvent } | null {
  if (state.phase === 'ringing' && state.leg) return { at: state.leg.dueAt, event: { type: 'ring-timeout', legId: state.leg.legId } }
  return ratingDue(state)
}

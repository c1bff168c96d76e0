// What a call waits for until a certain moment. Pure: the controller arms one timer for each call.
import { callbackDue } from './reducer-callback.ts'
import { ringingLeg } from './reducer-consult.ts'
import { menuDue } from './reducer-menu.ts'
import { dialDue } from './reducer-outbound.ts'
import { overflowDue } from './reducer-overflow.ts'
import { ratingDue } from './reducer-rating.ts'
import type { CallEvent, CallState } from './state.ts'

/** The event that comes by itself, and when (ms since the epoch); null when the call waits for somebody. */
export function nextDue(state: CallState): { at: number; event: CallEvent } | null {
  const dialled = dialDue(state)
  if (dialled || state.phase === 'dialing') return dialled
  const ring = ringingLeg(state)
  if (ring) return { at: ring.dueAt, event: { type: 'ring-timeout', legId: ring.legId } }
  const [callback, limit] = [callbackDue(state), overflowDue(state)]
  const waits = callback && limit ? (limit.at <= callback.at ? limit : callback) : (callback ?? limit)
  return ratingDue(state) ?? menuDue(state) ?? waits
}

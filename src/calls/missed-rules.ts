// Whom the hotline owes a call although nobody noted it: cut off by an accident of ours, or gave up waiting. Pure.
import type { CallbackReason } from '../contract/values.ts'
import { canBeCalledBack } from './callback-rules.ts'
import type { CallEffect, CallEvent, CallState } from './state.ts'

/** What the step that ended a call owes its caller; null: nothing. `shortMs`: who gave up sooner had not begun to wait. */
export function owedFor(event: CallEvent, effects: readonly CallEffect[], state: CallState, shortMs: number): CallbackReason | null {
  if (state.phase !== 'ended' || state.endedAt === null) return null
  if (event.type === 'interrupted') return state.outcome === 'interrupted' ? 'interrupted' : null
  // Let go at a limit of the queue, with the promise of a call.
  if (state.outcome === 'overflow') return effects.some(({ type }) => type === 'closed') ? 'turned-away' : null
  if (event.type !== 'caller-gone' && event.type !== 'fallback-ended') return null
  if (!oweMissed(state.callerNumber)) return null
  // He had somebody and lost him: whoever gives up then has waited long enough.
  if (state.firstAnsweredAt !== null) return event.type === 'caller-gone' && effects.some(({ type }) => type === 'queue-changed') ? 'missed' : null
  // Outside the hours, or still in the greeting, nobody waits for an operator.
  if (state.outcome !== 'abandoned' || state.queuedAt === null) return null
  return state.endedAt - state.queuedAt >= shortMs ? 'missed' : null
}

/**
 * Is a missed call of this number called back? Not one that hides it, a service number (1900, 1800: it costs, or nobody sits
 * there), or a foreign one, of which most are advertising or fraud; their drafts stay on the desk like any other.
 */
export function oweMissed(number: string | null): boolean {
  return canBeCalledBack(number) && /^\+84(?!1[89]00)/.test(number)
}

/** A caller who gave up before is answered now: whatever was owed to this number is done. */
export function answersAgain(effects: readonly CallEffect[], state: CallState): boolean {
  // A call out is no call of the citizen's own.
  const isOut = 'direction' in state && state.direction === 'out'
  return !isOut && state.phase === 'talking' && effects.some(({ type }) => type === 'agent-answered' || type === 'agent-found')
}

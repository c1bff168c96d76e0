// A party outside in an operator's place: a unit's telephone a call is passed on to, or that is asked. Part of the reducer. It has a leg
// as an operator has, so that every rule about bridges, talk and recording holds for it; it has no desk, no state and no form.
import { outcomeOfCause, type UnansweredOutcome } from './hangup-cause-rules.ts'
import { outsideNumber } from './outbound-rules.ts'
import type { AgentLeg, CallEffect, CallState, OfferEnd, Step } from './state.ts'

/** Is somebody outside at this leg? */
export const isOutside = (leg: Pick<AgentLeg, 'agentId'> | null | undefined): boolean => outsideNumber(leg?.agentId) !== null

/** What only an operator's desk is told. */
const deskEffects: ReadonlySet<CallEffect['type']> = new Set(['pop', 'offer-ended', 'agent-answered', 'agent-released', 'agent-found', 'show'])

/** The last of a step: nobody outside has a desk to be told. */
export function withoutOutside(step: Step): Step {
  const isTold = (effect: CallEffect) => !deskEffects.has(effect.type) || !('agentId' in effect) || outsideNumber(effect.agentId) === null
  return step.effects.every(isTold) ? step : { state: step.state, effects: step.effects.filter(isTold) }
}

/** Who talked with the caller last, among the operators. */
export const lastOperator = (state: CallState, leg: AgentLeg): string | null => (isOutside(leg) ? state.lastAgentId : leg.agentId)

/** Why a ring outside was not answered, by what the network said of it; of an operator's it is what it was. */
export function endOfRing(leg: AgentLeg, reason: OfferEnd, cause: number | undefined): OfferEnd | UnansweredOutcome {
  if (!isOutside(leg) || reason !== 'missed') return reason
  return cause === undefined ? 'no-answer' : outcomeOfCause(cause)
}

/** Nobody answered outside: the call goes back to the operator who passed it on, and he is told why. */
export function back(state: CallState, leg: AgentLeg, reason: OfferEnd | UnansweredOutcome): Step {
  const { passedOutBy, ...rest } = state
  if (!passedOutBy || !isOutside(leg)) return { state, effects: [] }
  return { state: { ...rest, consultEnd: { by: passedOutBy, agentId: leg.agentId, reason } }, effects: [{ type: 'recall', agentId: passedOutBy }] }
}

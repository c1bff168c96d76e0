// Second phase: one agent's phone rings. Part of the reducer.
import { back, endOfRing, isOutside, lastOperator } from './reducer-outside.ts'
import { movedAgain } from './reducer-queue.ts'
import type { CallEffect, CallEvent, CallState, OfferEnd, Step } from './state.ts'
import { bridgeIdOf, legIdOf } from './state.ts'

/** How long an agent who let a call pass is not asked for the same call again, ms. */
export const PASS_MS = 20_000

/** The router chose an agent: his phone rings and his screen pops. */
export function offer(state: CallState, event: Extract<CallEvent, { type: 'agent-chosen' }>, now: number): Step {
  const n = state.legCount + 1
  const legId = legIdOf(state.callId, n)
  const dueAt = now + event.ringMs
  return {
    state: {
      ...state,
      phase: 'ringing',
      legCount: n,
      leg: { agentId: event.agentId, legId, offeredAt: now, dueAt, answeredAt: null },
      ...(event.by ? { moved: movedAgain(state, event.by, now) } : {}),
    },
    effects: [
      { type: 'ring', legId, agentId: event.agentId, bridgeId: bridgeIdOf(state.callId, n), dueAt },
      { type: 'pop', agentId: event.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** The agent answered: caller and agent are joined. */
export function connectLeg(state: CallState, now: number): Step {
  const leg = state.leg
  if (!leg) return { state, effects: [] }
  return {
    state: {
      ...state,
      phase: 'talking',
      leg: { ...leg, answeredAt: now },
      firstAnsweredAt: state.firstAnsweredAt ?? Math.max(now, state.arrivedAt),
      lastAgentId: lastOperator(state, leg),
      stretchSince: now,
      prompt: null,
    },
    effects: [
      {
        type: 'connect',
        bridgeId: bridgeIdOf(state.callId, state.legCount),
        channelId: state.channelId,
        legId: leg.legId,
        // Nobody is kept from his agent by an apology for having none.
        ...(state.prompt ? { after: state.prompt } : {}),
      },
      { type: 'agent-answered', agentId: leg.agentId },
      { type: 'show', agentId: leg.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** No answer from this agent: the call keeps its place and goes on to the next. `cause` is why a ring outside ended. */
export function passToNext(state: CallState, reason: OfferEnd, now: number, cause?: number): Step {
  const leg = state.leg
  if (!leg) return { state, effects: [] }
  const returned = back(state, leg, endOfRing(leg, reason, cause))
  // A ring that the controller's death cut off was no agent's doing.
  const isBlameless = reason === 'interrupted' || isOutside(leg)
  return {
    state: {
      ...returned.state,
      phase: 'queued',
      leg: null,
      passedBy: isBlameless ? state.passedBy : { ...state.passedBy, [leg.agentId]: now + PASS_MS },
    },
    effects: [
      { type: 'cancel-leg', legId: leg.legId },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) },
      endOffer(leg.agentId, reason),
      ...returned.effects,
      { type: 'queue-changed' },
    ],
  }
}

export const endOffer = (agentId: string, reason: OfferEnd): CallEffect => ({ type: 'offer-ended', agentId, reason })

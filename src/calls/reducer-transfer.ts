// A call in talk goes to somebody else without a word before: to one operator, or back to the queue's head. Part of the reducer.

import { outsideNumber } from './outbound-rules.ts'
import { offer, PASS_MS } from './reducer-offer.ts'
import { closeStretch } from './reducer-talk.ts'
import type { CallEffect, CallEvent, CallState, Step } from './state.ts'
import { bridgeIdOf } from './state.ts'

/**
 * The caller hears music, the first operator is free to write up, the second one's telephone rings. Who does not answer lets
 * the call go on to the queue's head. The first operator is not asked for it again at once, but where a number outside does not
 * answer it comes back to him.
 */
export function transfer(state: CallState, event: Extract<CallEvent, { type: 'transfer' }>, now: number): Step {
  const { leg, channelId } = state
  if (!leg || event.to === leg.agentId) return { state, effects: [] }
  const bridgeId = bridgeIdOf(state.callId, state.legCount)
  const waiting: CallState = {
    ...closeStretch(state, now),
    phase: 'queued',
    leg: null,
    heldSince: null,
    rank: 0,
    prompt: null,
    ...(outsideNumber(event.to) ? { passedOutBy: leg.agentId } : {}),
    passedBy: { ...state.passedBy, [leg.agentId]: now + PASS_MS },
  }
  const leaving: CallEffect[] = [
    { type: 'wait-with-music', channelId, leave: bridgeId },
    { type: 'cancel-leg', legId: leg.legId },
    { type: 'destroy-bridge', bridgeId },
    { type: 'agent-released', agentId: leg.agentId, phoneLost: false },
    { type: 'show', agentId: leg.agentId },
  ]
  if (event.to === null) return { state: waiting, effects: [...leaving, { type: 'queue-changed' }] }
  const offered = offer(waiting, { type: 'agent-chosen', agentId: event.to, ringMs: event.ringMs }, now)
  return { state: offered.state, effects: [...leaving, ...offered.effects] }
}

// The agent's page or telephone vanished in the middle of a talk: the caller hears an apology and music while the same agent is
// rung again for a while, as soon and as often as his telephone comes back; then whoever is ready first gets him. Part of the reducer.
import { connectLeg, passToNext } from './reducer-offer.ts'
import { closeStretch } from './reducer-talk.ts'
import type { AgentLeg, CallEffect, CallEvent, CallState, Step } from './state.ts'
import { bridgeIdOf, legIdOf, playbackIdOf } from './state.ts'

/** Who comes back at the last moment is given this long to be connected, ms. */
export const CONNECT_MS = 4000

type Rest = (state: CallState, event: CallEvent, now: number) => Step
type Rescue = NonNullable<AgentLeg['again']>

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** Causes by which a telephone says that its owner does not want the call: busy, no answer, rejected. */
const refusals: ReadonlySet<number> = new Set([17, 19, 21])

/** Is the same agent rung again for this caller? */
export const isRescue = (state: CallState): boolean => state.phase === 'ringing' && state.leg?.again !== undefined

/** The loss begins: the caller leaves the talk, the agent rings again. Of one with a second operator, see reducer-consult.ts. */
export function phoneLost(state: CallState, event: Extract<CallEvent, { type: 'phone-lost' }>, now: number): Step {
  const lost = state.leg
  if (lost?.legId !== event.legId || (state.phase !== 'talking' && state.phase !== 'held')) return nothing(state)
  const apology = playbackIdOf(state.callId, `apology-${state.legCount}`)
  const bridgeId = bridgeIdOf(state.callId, state.legCount)
  const dueAt = now + event.ringMs
  const again = ringAgain(
    { ...closeStretch(state, now), phase: 'ringing', heldSince: null, rank: 0, prompt: apology },
    { agentId: lost.agentId, offeredAt: now, dueAt, again: { waits: false } },
  )
  return {
    state: again.state,
    effects: [
      { type: 'wait-with-music', channelId: state.channelId, leave: bridgeId },
      { type: 'play', channelId: state.channelId, playbackId: apology, prompts: ['apology-reconnect'], music: true },
      { type: 'cancel-leg', legId: lost.legId },
      { type: 'destroy-bridge', bridgeId },
      { type: 'agent-recalled', agentId: lost.agentId, dueAt },
      ...again.effects,
      { type: 'pop', agentId: lost.agentId },
      { type: 'show', agentId: lost.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** One more ring at his telephone, with ids of its own: what is told late of the former one means nothing. */
function ringAgain(state: CallState, leg: Omit<AgentLeg, 'legId' | 'answeredAt'>): Step {
  const n = state.legCount + 1
  const legId = legIdOf(state.callId, n)
  return {
    state: { ...state, legCount: n, leg: { ...leg, legId, answeredAt: null } },
    effects: [{ type: 'ring', legId, agentId: leg.agentId, bridgeId: bridgeIdOf(state.callId, n), dueAt: leg.dueAt, again: true }],
  }
}

/** What an event leads to while the same agent is rung again; `rest` decides what means the same as in any ring. */
export function rescueStep(state: CallState, event: CallEvent, now: number, rest: Rest): Step {
  const { leg } = state
  if (!leg?.again) return rest(state, event, now)
  const { again, ...plain } = leg
  switch (event.type) {
    case 'leg-answered':
      return leg.legId === event.legId ? connectLeg({ ...state, leg: plain }, now) : rest(state, event, now)
    case 'leg-lost':
    case 'phone-lost':
      return leg.legId === event.legId ? waitForPhone(state, leg, again) : nothing(state)
    case 'leg-ended':
      if (leg.legId !== event.legId) return nothing(state)
      return !event.unseen && refusals.has(event.cause) ? writesUp(passToNext(state, 'declined', now), leg) : waitForPhone(state, leg, again)
    case 'phone-back':
      return phoneBack(state, { leg, again }, event, now)
    case 'decline':
    case 'caller-gone':
    case 'interrupted':
    case 'left-to-fallback':
      return writesUp(rest(state, event, now), leg)
    default:
      return rest(state, event, now)
  }
}

/** He had talked with the caller: whatever ends this ring without him leaves him with something to write up. */
function writesUp({ state, effects }: Step, { agentId }: AgentLeg): Step {
  return {
    state,
    effects: effects.flatMap((effect): CallEffect[] =>
      effect.type === 'offer-ended' && effect.agentId === agentId
        ? [
            { type: 'agent-released', agentId, phoneLost: false },
            { type: 'show', agentId },
          ]
        : [effect],
    ),
  }
}

/** His telephone is not there (yet), or went again: the time runs on. */
function waitForPhone(state: CallState, leg: AgentLeg, again: Rescue): Step {
  if (again.waits) return nothing(state)
  return {
    state: { ...state, leg: { ...leg, again: { ...again, waits: true } } },
    effects: [
      { type: 'cancel-leg', legId: leg.legId },
      { type: 'await-phone', agentId: leg.agentId },
    ],
  }
}

/** It registered: the ring goes there. One that rings at an address that was given up is ended. */
function phoneBack(state: CallState, { leg, again }: { leg: AgentLeg; again: Rescue }, event: Extract<CallEvent, { type: 'phone-back' }>, now: number): Step {
  const isNew = event.contact !== undefined && event.contact !== again.contact
  if (event.agentId !== leg.agentId || !(again.waits || isNew)) return nothing(state)
  const dueAt = Math.max(leg.dueAt, now + CONNECT_MS)
  const rung = ringAgain(state, {
    agentId: leg.agentId,
    offeredAt: now,
    dueAt,
    again: { waits: false, ...(event.contact === undefined ? {} : { contact: event.contact }) },
  })
  return {
    state: rung.state,
    effects: [
      { type: 'cancel-leg', legId: leg.legId },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) },
      ...(dueAt === leg.dueAt ? [] : [{ type: 'agent-recalled', agentId: leg.agentId, dueAt } as const]),
      ...rung.effects,
    ],
  }
}

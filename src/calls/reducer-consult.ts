// The first operator asks a second one while the caller hears music, then hands the caller over, takes him back, or lets all
// three talk. Part of the reducer, and asked before the rest of it: with a second operator the same events mean something else.
// The two operators meet in a new bridge, which is the call's from then on: nobody else moves when the caller comes back to one of them.
import type { UnansweredOutcome } from './hangup-cause-rules.ts'
import { endOffer, PASS_MS } from './reducer-offer.ts'
import { endOfRing, isOutside, lastOperator } from './reducer-outside.ts'
import { closeStretch, hold } from './reducer-talk.ts'
import type { AgentLeg, CallEffect, CallEvent, CallState, OfferEnd, Step } from './state.ts'
import { bridgeIdOf, consultLegIdOf } from './state.ts'

/**
 * Whose telephone ends so soon after the caller came to him hung up on the consultation, not on the caller: two who hang up at
 * once do not mean to drop the person who waits.
 */
export const HANDED_MS = 2000

type Rest = (state: CallState, event: CallEvent, now: number) => Step
/** A call with a second operator. */
interface Asked {
  state: CallState
  first: AgentLeg
  second: AgentLeg
}

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** Every leg of an operator in this call. */
export const legsOf = (state: CallState): AgentLeg[] => [state.leg, state.consult].filter((leg) => leg !== null && leg !== undefined)

/** The leg that rings now and ends by itself, if any. */
export const ringingLeg = (state: CallState): AgentLeg | null => legsOf(state).find((leg) => leg.answeredAt === null) ?? null

/** One step of a call that may have a second operator; `rest` decides what has nothing to do with him. */
export function consultStep(state: CallState, event: CallEvent, now: number, rest: Rest): Step {
  if (event.type === 'consult') return state.consult ? nothing(state) : ask(state, event, now)
  const { leg: first, consult: second } = state
  if (first && second) return withSecond({ state, first, second }, event, now, rest)
  if (first && wasJustHanded(state, now)) {
    if (event.type === 'leg-ended' && first.legId === event.legId) return rest(state, { type: 'leg-lost', legId: first.legId }, now)
    if (event.type === 'hangup' && first.agentId === event.agentId) return pressedTooLate(state, first, now, rest)
  }
  return rest(state, event, now)
}

function withSecond(call: Asked, event: CallEvent, now: number, rest: Rest): Step {
  const { state, first, second } = call
  switch (event.type) {
    case 'leg-answered':
      if (event.legId !== second.legId) return rest(state, event, now)
      return second.answeredAt === null ? join(call, now) : nothing(state)
    case 'ring-timeout':
      return event.legId === second.legId && second.answeredAt === null ? takeBack(call, 'missed', now) : nothing(state)
    case 'leg-ended':
      if (event.legId === second.legId) return takeBack(call, event.unseen ? 'interrupted' : 'missed', now, event.cause)
      return event.legId === first.legId ? handOver(call, now) : nothing(state)
    case 'leg-lost':
      if (event.legId === second.legId) return takeBack(call, 'phone-lost', now)
      return event.legId === first.legId ? handOver(call, now, true) : nothing(state)
    case 'decline':
      return event.agentId === second.agentId && second.answeredAt === null ? takeBack(call, 'declined', now) : nothing(state)
    case 'hangup':
      if (event.agentId === second.agentId && second.answeredAt !== null) return takeBack(call, 'missed', now)
      return event.agentId === first.agentId ? handOver(call, now) : nothing(state)
    case 'consult-cancel':
      return event.agentId === first.agentId ? takeBack(call, 'withdrawn', now) : nothing(state)
    case 'consult-complete':
      return event.agentId === first.agentId && second.answeredAt !== null ? handOver(call, now) : nothing(state)
    case 'conference':
      return event.agentId === first.agentId && second.answeredAt !== null && state.phase === 'held' ? allThree(call, now) : nothing(state)
    case 'hold':
      return event.agentId === first.agentId && state.phase === 'talking' ? withoutCaller(call, now) : nothing(state)
    case 'unhold':
    case 'transfer':
      return nothing(state)
    case 'caller-gone':
    case 'left-to-fallback':
    case 'interrupted':
      return withoutSecond(call, event, now, rest)
    case 'resynced':
      return rejoinAll(call, event, now, rest)
    default:
      return rest(state, event, now)
  }
}

/** The caller goes on music if he is not there yet, and the second operator's telephone rings with what is known of him. */
function ask(state: CallState, event: Extract<CallEvent, { type: 'consult' }>, now: number): Step {
  const inHand = (state.phase === 'talking' || state.phase === 'held') && state.leg?.agentId === event.agentId
  if (!inHand || event.to === event.agentId) return nothing(state)
  const held = state.phase === 'talking' ? hold(state, now) : nothing(state)
  const { consultEnd: _, ...known } = held.state
  const n = (state.consultCount ?? 0) + 1
  const legId = consultLegIdOf(state.callId, n)
  const dueAt = now + event.ringMs
  return {
    state: { ...known, consultCount: n, consult: { agentId: event.to, legId, offeredAt: now, dueAt, answeredAt: null } },
    effects: [
      ...held.effects.filter(({ type }) => type !== 'show'),
      { type: 'ring-beside', legId, agentId: event.to, dueAt },
      { type: 'pop', agentId: event.to },
      { type: 'show', agentId: event.agentId },
    ],
  }
}

/** The second operator answered: the two talk, the caller does not hear them. */
function join({ state, first, second }: Asked, now: number): Step {
  const met: CallState = { ...state, legCount: state.legCount + 1, consult: { ...second, answeredAt: now } }
  return {
    state: met,
    effects: [
      meet(met, first, second),
      { type: 'agent-answered', agentId: second.agentId },
      { type: 'show', agentId: first.agentId },
      { type: 'show', agentId: second.agentId },
    ],
  }
}

const meet = ({ callId, legCount }: CallState, first: AgentLeg, second: AgentLeg): CallEffect => ({
  type: 'meet',
  bridgeId: bridgeIdOf(callId, legCount),
  firstId: first.legId,
  secondId: second.legId,
  leave: bridgeIdOf(callId, legCount - 1),
})

/** The caller comes to the two operators. */
function allThree({ state, first, second }: Asked, now: number): Step {
  return {
    state: { ...closeStretch(state, now), phase: 'talking', heldSince: null, stretchSince: now },
    effects: [rejoin(state), { type: 'show', agentId: first.agentId }, { type: 'show', agentId: second.agentId }],
  }
}

/** Out of the talk of three the caller goes back on music, the operators stay together. */
function withoutCaller({ state, second }: Asked, now: number): Step {
  const held = hold(state, now)
  return { state: held.state, effects: [...held.effects, { type: 'show', agentId: second.agentId }] }
}

/** What frees the second operator; of a ring that was not answered he is told why it ended. */
function letGo(second: AgentLeg, reason: OfferEnd): CallEffect[] {
  return [
    { type: 'cancel-leg', legId: second.legId },
    second.answeredAt === null
      ? endOffer(second.agentId, reason)
      : { type: 'agent-released', agentId: second.agentId, phoneLost: reason === 'phone-lost', asked: true },
  ]
}

function alone(state: CallState): CallState {
  const { consult: _, ...rest } = state
  return rest
}

/** Without the second operator the first one talks with the caller again. */
function takeBack({ state, first, second }: Asked, reason: OfferEnd, now: number, cause?: number): Step {
  const back: CallEffect[] = state.phase === 'held' ? [rejoin(state)] : []
  const left = second.answeredAt !== null && reason !== 'withdrawn' && reason !== 'phone-lost'
  const why: OfferEnd | UnansweredOutcome = endOfRing(second, reason, cause)
  const consultEnd = { by: first.agentId, agentId: second.agentId, reason: left ? ('left' as const) : why }
  return {
    state: { ...alone(closeStretch(state, now)), phase: 'talking', heldSince: null, stretchSince: now, consultEnd, ...handing(state, first, now) },
    effects: [...letGo(second, reason), ...back, { type: 'show', agentId: first.agentId }],
  }
}

const rejoin = (state: CallState): CallEffect => ({ type: 'rejoin', bridgeId: bridgeIdOf(state.callId, state.legCount), channelId: state.channelId })

/** The caller and the second operator go on without the first; where the second has not answered yet, it goes on ringing there. */
function handOver({ state, first, second }: Asked, now: number, phoneLost = false): Step {
  const talks = second.answeredAt !== null
  const counted = alone(closeStretch(state, now))
  const handed: CallState = talks
    ? {
        ...counted,
        phase: 'talking',
        leg: second,
        heldSince: null,
        stretchSince: now,
        lastAgentId: lastOperator(state, second),
        ...handing(state, second, now),
      }
    : {
        ...counted,
        phase: 'ringing',
        leg: second,
        legCount: state.legCount + 1,
        heldSince: null,
        rank: 0,
        ...(isOutside(second) ? { passedOutBy: first.agentId } : {}),
        passedBy: { ...state.passedBy, [first.agentId]: now + PASS_MS },
      }
  return {
    state: handed,
    effects: [
      ...(talks && state.phase === 'held' ? [rejoin(state)] : []),
      { type: 'cancel-leg', legId: first.legId },
      ...(talks ? [] : [{ type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) } as const]),
      { type: 'agent-released', agentId: first.agentId, phoneLost },
      { type: 'show', agentId: first.agentId },
      { type: 'pop', agentId: second.agentId },
      { type: 'show', agentId: second.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** The call ends or leaves our hands: the second operator is let go, the rest is decided as without him. */
function withoutSecond({ state, second }: Asked, event: CallEvent, now: number, rest: Rest): Step {
  const gone = letGo(second, event.type === 'caller-gone' ? 'caller-gone' : 'interrupted')
  const decided = rest(alone(state), event, now)
  return { state: decided.state, effects: [...gone, ...decided.effects] }
}

/** After a reconnect: the second operator belongs into the bridge as well. */
function rejoinAll({ state, first, second }: Asked, event: Extract<CallEvent, { type: 'resynced' }>, now: number, rest: Rest): Step {
  const decided = rest(state, event, now)
  const missing = second.answeredAt !== null && !event.secondJoined
  return { state: decided.state, effects: [...decided.effects, ...(missing ? [meet(state, first, second)] : []), { type: 'show', agentId: second.agentId }] }
}

/**
 * The button meant the consultation, which was over a moment before the finger came down. Who asked keeps the caller, whom he sees
 * and hears now; who was asked and meant to leave does not have to take him: he goes to the head of the queue.
 */
function pressedTooLate(state: CallState, leg: AgentLeg, now: number, rest: Rest): Step {
  const asked = state.consultEnd?.by === leg.agentId
  if (asked && state.consultEnd?.reason === 'withdrawn') return rest(state, { type: 'hangup', agentId: leg.agentId }, now)
  return asked ? { state, effects: [{ type: 'show', agentId: leg.agentId }] } : rest(state, { type: 'leg-lost', legId: leg.legId }, now)
}

/** Only who waited unheard can be dropped by mistake; out of a talk of three everybody knows who hangs up. */
const handing = (state: CallState, to: AgentLeg, now: number): Pick<CallState, 'handed'> =>
  state.phase === 'held' ? { handed: { legId: to.legId, at: now } } : {}

const wasJustHanded = (state: CallState, now: number): boolean =>
  state.phase === 'talking' && state.handed !== undefined && state.handed.legId === state.leg?.legId && Math.abs(now - state.handed.at) < HANDED_MS

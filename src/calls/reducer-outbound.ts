// A call out: the operator's own telephone first, then the citizen's. Part of the reducer, asked before the rest of it. From the
// citizen's answer on he is the caller of a call as any other: hold, transfer, recording, a lost telephone are the same.
import { outcomeOfCause, type UnansweredOutcome } from './hangup-cause-rules.ts'
import { nothingYet } from './new-call.ts'
import { bookedStep, endTry, isOffered, passBooking, triedAgain } from './reducer-booking.ts'
import type { AgentLeg, CallEffect, CallEvent, CallState, OfferEnd, Step } from './state.ts'
import { bridgeIdOf, citizenIdOf, legIdOf, recordingName, snoopIdOf } from './state.ts'

type Placed = Extract<CallEvent, { type: 'placed' }>
type Rest = (state: CallState, event: CallEvent, now: number) => Step

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** An operator calls a number; he is busy with it from now on, his telephone rings (a page answers by itself). */
export function place(event: Placed, now: number): Step {
  const { callId, agentId } = event
  const legId = legIdOf(callId, 1)
  const dueAt = now + event.ringMs
  const state: CallState = {
    ...nothingYet,
    callId,
    serverId: event.serverId,
    channelId: citizenIdOf(callId),
    ticketId: event.ticketId,
    recordingId: event.recordingId,
    callerNumber: event.number,
    callerRaw: event.number,
    callerDisplay: '',
    hotlineNumber: event.hotlineNumber,
    phase: 'dialing',
    direction: 'out',
    arrivedAt: now,
    rank: now,
    leg: { agentId, legId, offeredAt: now, dueAt, answeredAt: null },
    legCount: 1,
    dial: { to: event.to, limitMs: event.dialMs, askedAt: null, dueAt: null },
    ...(event.callbackId ? { callbackId: event.callbackId } : {}),
    ...(event.aboutTicket ? { aboutTicket: true } : {}),
    lastAgentId: agentId,
  }
  return {
    state,
    effects: [
      { type: 'ring', legId, agentId, bridgeId: bridgeIdOf(callId, 1), dueAt, own: true },
      { type: 'pop', agentId },
    ],
  }
}

/** When the citizen's ring, or the operator's own, ends by itself. */
export function dialDue({ phase, leg, dial }: CallState): { at: number; event: CallEvent } | null {
  if (phase !== 'dialing' || !leg || !dial) return null
  if (dial.dueAt !== null) return { at: dial.dueAt, event: { type: 'dial-timeout' } }
  return { at: leg.dueAt, event: { type: 'ring-timeout', legId: leg.legId } }
}

/** One step of a call that may still be dialled; `rest` decides everything else. */
export function outboundStep(state: CallState, event: CallEvent, now: number, rest: Rest): Step {
  const { leg, dial } = state
  if (state.phase === 'booked') return bookedStep(state, event, now)
  if (state.phase !== 'dialing' || !leg || !dial) return rest(state, event, now)
  const own = 'legId' in event && event.legId === leg.legId
  switch (event.type) {
    case 'leg-answered':
      if (!own) return { state, effects: [{ type: 'cancel-leg', legId: event.legId }] }
      if (isOffered(state)) return withAnswer(dialCitizen(state, leg, now), leg)
      return leg.answeredAt === null ? dialCitizen(state, leg, now) : nothing(state)
    case 'citizen-ringing':
      return dial.ringing ? nothing(state) : show({ ...state, dial: { ...dial, ringing: true } }, leg)
    case 'citizen-sound':
      return dial.sound
        ? nothing(state)
        : {
            state: { ...state, dial: { ...dial, ringing: true, sound: true } },
            effects: [
              { type: 'stop-tone', legId: leg.legId },
              { type: 'show', agentId: leg.agentId },
            ],
          }
    case 'citizen-answered':
      return leg.answeredAt === null ? nothing(state) : talk(state, leg, now)
    case 'caller-gone':
      // Asterisk tells the end of a channel it never made as well.
      return dial.askedAt === null ? nothing(state) : unanswered(state, leg, outcomeOfCause(event.cause), now, event.at)
    case 'dial-timeout':
      return dial.dueAt === null ? nothing(state) : unanswered(state, leg, 'no-answer', now)
    case 'ring-timeout':
      return own && leg.answeredAt === null ? ownEnded(state, leg, 'missed', now) : nothing(state)
    case 'leg-ended':
      return own ? ownEnded(state, leg, event.unseen ? 'interrupted' : 'missed', now) : nothing(state)
    case 'leg-lost':
    case 'phone-lost':
      return own ? ownEnded(state, leg, 'phone-lost', now) : nothing(state)
    case 'hangup':
    case 'decline':
      return event.agentId === leg.agentId ? ownEnded(state, leg, 'declined', now) : nothing(state)
    // The dialplan must never take a citizen who is being called for one who waits.
    case 'left-to-fallback':
    case 'interrupted':
      return unanswered(state, leg, 'interrupted', now, event.type === 'interrupted' ? event.at : undefined)
    case 'resynced':
      return show(state, leg)
    case 'leg-found':
      return own ? nothing(state) : { state, effects: [{ type: 'cancel-leg', legId: event.legId }] }
    default:
      return nothing(state)
  }
}

/** The operator's own telephone ended. One that was only rung for a citizen who is called back lets him go on to the next. */
function ownEnded(state: CallState, leg: AgentLeg, reason: OfferEnd, now: number): Step {
  if (isOffered(state)) return passBooking(state, leg, reason, now)
  // What broke on our side nobody has called off, and it is no try of a citizen who is called back.
  const isFault = reason === 'phone-lost' || reason === 'interrupted'
  return unanswered(state, leg, isFault ? 'interrupted' : 'cancelled', now)
}

/** He was rung as for a caller: now he has the call. */
const withAnswer = ({ state, effects }: Step, { agentId }: AgentLeg): Step => ({ state, effects: [...effects, { type: 'agent-answered', agentId }] })

const show = (state: CallState, { agentId }: AgentLeg): Step => ({ state, effects: [{ type: 'show', agentId }] })

/** The operator is at his telephone: the citizen's is made to ring, and he hears it. */
function dialCitizen(state: CallState, leg: AgentLeg, now: number): Step {
  const { dial, callId, channelId } = state
  if (!dial) return nothing(state)
  const asked: CallState = { ...state, lastAgentId: leg.agentId, leg: { ...leg, answeredAt: now }, dial: { ...dial, askedAt: now, dueAt: now + dial.limitMs } }
  return {
    state: asked,
    effects: [
      { type: 'dial', channelId, legId: leg.legId, bridgeId: bridgeIdOf(callId, state.legCount), to: dial.to, limitMs: dial.limitMs },
      { type: 'show', agentId: leg.agentId },
    ],
  }
}

/** He answered: from now on it is recorded, and its draft is opened where it had no ticket. */
function talk(state: CallState, leg: AgentLeg, now: number): Step {
  const { callId, channelId } = state
  const answeredAt = Math.max(now, state.arrivedAt)
  const { dial: _, ...talking } = state
  return {
    state: { ...talking, phase: 'talking', firstAnsweredAt: answeredAt, stretchSince: now, lastAgentId: leg.agentId },
    effects: [
      { type: 'record', channelId, snoopId: snoopIdOf(callId), name: recordingName(state.recordingId, state.arrivedAt) },
      ...(state.aboutTicket ? [] : [{ type: 'open-draft' } as const]),
      { type: 'show', agentId: leg.agentId },
    ],
  }
}

/** Nobody answered: both telephones are let go, the operator notes what came of it. */
function unanswered(state: CallState, leg: AgentLeg, outcome: UnansweredOutcome | 'interrupted', now: number, at = now): Step {
  if (isOffered(state)) return passBooking(state, leg, 'interrupted', now)
  const again = triedAgain(state, outcome, now)
  if (again) return { state: again, effects: [...endTry(state, leg), { type: 'show', agentId: leg.agentId }, { type: 'queue-changed' }] }
  const endedAt = Math.max(state.arrivedAt, Math.min(now, at))
  const { dial: _, ...ended } = state
  const effects: CallEffect[] = [...endTry(state, leg), { type: 'closed' }, { type: 'show', agentId: leg.agentId }]
  return { state: { ...ended, phase: 'ended', leg: null, endedAt, outcome }, effects }
}

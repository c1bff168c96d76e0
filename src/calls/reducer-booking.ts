// A callback that keeps its place: a call out that stands in the queue for a caller who has hung up. Part of the reducer. When its turn comes
// an operator is rung as for any caller; he answers, and the citizen is dialled (reducer-outbound.ts).
import type { UnansweredOutcome } from './hangup-cause-rules.ts'
import { nothingYet } from './new-call.ts'
import { endOffer, PASS_MS } from './reducer-offer.ts'
import { type AgentLeg, bridgeIdOf, type CallEffect, type CallEvent, type CallState, citizenIdOf, legIdOf, type OfferEnd, type Step } from './state.ts'

type Booked = Extract<CallEvent, { type: 'booked' }>

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** The place of a caller who asked to be called back; it ranks as he did. */
export function book(event: Booked, now: number): Step {
  const { callId } = event
  return {
    state: {
      ...nothingYet,
      callId,
      serverId: event.serverId,
      channelId: citizenIdOf(callId),
      ticketId: event.ticketId,
      recordingId: event.recordingId,
      callerNumber: event.number,
      callerRaw: event.number,
      callerDisplay: event.display,
      hotlineNumber: event.hotlineNumber,
      phase: 'booked',
      direction: 'out',
      aboutTicket: true,
      ...(event.choice ? { choice: event.choice } : {}),
      ...(event.service ? { service: event.service } : {}),
      booking: {
        of: event.of,
        since: event.since,
        to: event.to,
        attempts: 0,
        most: event.most,
        gapMs: event.gapMs,
        dialMs: event.dialMs,
        dueAt: null,
        last: null,
      },
      arrivedAt: now,
      rank: event.rank,
    },
    effects: [{ type: 'queue-changed' }],
  }
}

/** One step of a place that waits: an operator is chosen for it, or it is needed no longer. Asterisk has nothing of it that could be lost. */
export function bookedStep(state: CallState, event: CallEvent, now: number): Step {
  if (event.type === 'agent-chosen') return ring(state, event, now)
  // interrupted: his server is none of ours any more; somebody calls him back by hand.
  if (event.type === 'booking-closed' || event.type === 'interrupted')
    return {
      state: { ...state, phase: 'ended', endedAt: Math.max(now, state.arrivedAt), outcome: event.type === 'interrupted' ? 'interrupted' : 'settled' },
      effects: [{ type: 'closed' }, { type: 'queue-changed' }],
    }
  return event.type === 'leg-answered' || event.type === 'leg-found' ? { state, effects: [{ type: 'cancel-leg', legId: event.legId }] } : nothing(state)
}

function ring(state: CallState, event: Extract<CallEvent, { type: 'agent-chosen' }>, now: number): Step {
  const { booking, callId } = state
  if (!booking) return nothing(state)
  const n = state.legCount + 1
  const [legId, dueAt] = [legIdOf(callId, n), now + event.ringMs]
  return {
    state: {
      ...state,
      phase: 'dialing',
      legCount: n,
      leg: { agentId: event.agentId, legId, offeredAt: now, dueAt, answeredAt: null },
      dial: { to: booking.to, limitMs: booking.dialMs, askedAt: null, dueAt: null },
    },
    effects: [
      { type: 'ring', legId, agentId: event.agentId, bridgeId: bridgeIdOf(callId, n), dueAt },
      { type: 'pop', agentId: event.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** Is an operator rung for a place, and has not answered yet? */
export const isOffered = ({ phase, booking, leg }: CallState): boolean => phase === 'dialing' && booking !== undefined && leg?.answeredAt === null

/** This operator did not take it: it keeps its place and goes on to the next. */
export function passBooking(state: CallState, leg: AgentLeg, reason: OfferEnd, now: number): Step {
  const { dial: _, ...rest } = state
  return {
    state: {
      ...rest,
      phase: 'booked',
      leg: null,
      passedBy: reason === 'interrupted' ? state.passedBy : { ...state.passedBy, [leg.agentId]: now + PASS_MS },
    },
    effects: [
      { type: 'cancel-leg', legId: leg.legId },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) },
      endOffer(leg.agentId, reason),
      { type: 'queue-changed' },
    ],
  }
}

/** Is it tried again after this end? A wrong number stays wrong; what broke off by itself does not count as a try. */
export function triedAgain(state: CallState, outcome: UnansweredOutcome | 'interrupted', now: number): CallState | null {
  const { booking, dial: _, ...rest } = state
  if (!booking) return null
  const attempts = booking.attempts + (outcome === 'interrupted' ? 0 : 1)
  if (outcome === 'wrong-number' || attempts >= booking.most) return null
  const last = outcome === 'interrupted' ? booking.last : outcome
  return { ...rest, phase: 'booked', leg: null, booking: { ...booking, attempts, last, dueAt: now + booking.gapMs } }
}

/** What frees a try: both telephones, and the operator to note it. */
export function endTry(state: CallState, leg: AgentLeg): CallEffect[] {
  return [
    ...(state.dial?.askedAt ? [{ type: 'hangup', channelId: state.channelId } as const] : []),
    { type: 'cancel-leg', legId: leg.legId },
    { type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) },
    { type: 'agent-released', agentId: leg.agentId, phoneLost: false },
  ]
}

// How agents and calls are shown to pages. Pure.
import { outsideNumber } from '../calls/outbound-rules.ts'
import { openPause, pauseWasRefused } from '../calls/recording-rules.ts'
import { isRescue } from '../calls/reducer-rescue.ts'
import type { CallState } from '../calls/state.ts'
import type { AgentView, CallView, Colleague, WaitingCall } from '../contract/calls.ts'
import type { Agent } from './agent-rules.ts'
import { marksOf } from './queue-marks.ts'
import { inQueueOrder } from './routing.ts'

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** The agent as his page shows him. */
export function viewAgent(agent: Agent, phoneReachable: boolean): AgentView {
  return {
    agentId: agent.agentId,
    name: agent.name,
    state: agent.state,
    pauseReason: agent.pauseReason,
    since: iso(agent.since),
    dueAt: isoOrNull(agent.dueAt),
    callId: agent.callId,
    phoneReachable,
    next: agent.after?.state ?? null,
    setBy: agent.setBy ? { name: agent.setBy.name } : null,
  }
}

/** How an operator is called, null when nobody knows. */
export type NameOf = (agentId: string) => string | null

/** The branch of the menu the caller chose; null for who chose none. */
export const branchOf = ({ choice }: CallState): string | null => choice?.label ?? null

/** The call as its agent's page shows it. */
export function viewCall(call: CallState, nameOf: NameOf = () => null): CallView {
  const party = (agentId: string | null | undefined) => (agentId ? partyOf(agentId, nameOf) : null)
  const survey = call.phase === 'rating' ? call.survey : null
  return {
    callId: call.callId,
    status: statusOf(call.phase),
    direction: call.direction ?? 'in',
    aboutTicket: call.aboutTicket ?? false,
    booked: call.booking ? { since: iso(call.booking.since), again: call.phase === 'booked' ? isoOrNull(call.booking.dueAt) : null } : null,
    dialing: call.phase !== 'dialing' || !call.dial ? null : call.dial.askedAt === null ? 'own' : call.dial.ringing ? 'ringing' : 'sent',
    callerNumber: call.callerNumber ?? (call.callerRaw || null),
    callerDisplay: call.callerDisplay,
    arrivedAt: iso(call.arrivedAt),
    queuedAt: isoOrNull(call.queuedAt),
    answeredAt: isoOrNull(call.firstAnsweredAt),
    heldSince: isoOrNull(call.heldSince),
    // For the agent the call ends with his talk, whatever the caller still thinks of it.
    endedAt: isoOrNull(survey?.askedAt ?? call.endedAt),
    outcome: survey ? 'answered' : (call.outcome ?? (call.phase === 'booked' ? (call.booking?.last ?? null) : null)),
    recordingId: call.recordingStartedAt === null ? null : call.recordingId,
    recording: call.recordingStartedAt !== null && call.endedAt === null && !survey,
    recordingPausedSince: isoOrNull(openPause(call)?.from ?? null),
    recordingPauseRefused: pauseWasRefused(call) && (call.phase === 'talking' || call.phase === 'held'),
    ticketId: call.ticketId,
    again: isRescue(call),
    with: party(call.leg?.agentId),
    before: call.lastAgentId === call.leg?.agentId ? null : party(call.lastAgentId),
    branch: branchOf(call),
    consult: viewConsult(call, nameOf),
    consultEnded: call.consultEnd ? { ...call.consultEnd, ...partyOf(call.consultEnd.agentId, nameOf) } : null,
  }
}

/** An operator by his id, or whoever is outside by his number. */
function partyOf(agentId: string, nameOf: NameOf): NonNullable<CallView['with']> {
  const number = outsideNumber(agentId)
  return number === null ? { agentId, name: nameOf(agentId), number: null } : { agentId: null, name: null, number }
}

function viewConsult({ consult, phase }: CallState, nameOf: NameOf): CallView['consult'] {
  if (!consult) return null
  return {
    ...partyOf(consult.agentId, nameOf),
    state: consult.answeredAt === null ? 'ringing' : phase === 'talking' ? 'conference' : 'talking',
  }
}

/** The others on duty, those who can be rung now first. */
export function viewColleagues(agents: readonly Agent[], own: string, reachable: (agentId: string) => boolean): Colleague[] {
  return agents
    .filter(({ agentId, state }) => agentId !== own && state !== 'offline')
    .map((agent) => ({
      agentId: agent.agentId,
      name: agent.name,
      state: agent.state,
      pauseReason: agent.pauseReason,
      since: iso(agent.since),
      free: agent.state === 'ready' && reachable(agent.agentId),
    }))
    .sort((a, b) => Number(b.free) - Number(a.free) || a.name.localeCompare(b.name, 'vi'))
}

function statusOf(phase: CallState['phase']): CallView['status'] {
  if (phase === 'closed-notice' || phase === 'menu') return 'greeting'
  if (phase === 'rating' || phase === 'callback' || phase === 'booked') return 'ended'
  return phase === 'fallback' || phase === 'message' || phase === 'goodbye' ? 'queued' : phase
}

/** The queue in the order in which it is served. */
export function viewWaiting(calls: readonly CallState[], callerOf: (callId: string) => string | null, nameOf: NameOf = () => null): WaitingCall[] {
  const waiting = calls
    .filter((call) => call.phase === 'queued' || call.phase === 'booked')
    .map((call) => ({ ...call, queuedAt: call.queuedAt ?? call.arrivedAt }))
  return inQueueOrder(waiting).map((call) => ({
    callId: call.callId,
    callerNumber: call.callerNumber ?? (call.callerRaw || null),
    callerName: callerOf(call.callId),
    queuedAt: iso((call.phase === 'booked' ? call.booking?.since : undefined) ?? call.queuedAt),
    booked: call.phase === 'booked',
    branch: branchOf(call),
    ...marksOf(call, nameOf),
  }))
}

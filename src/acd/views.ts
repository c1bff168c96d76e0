// How agents and calls are shown to pages. Pure.
import type { CallState } from '../calls/state.ts'
import type { AgentView, CallView, WaitingCall } from '../contract/calls.ts'
import type { Agent } from './agent-rules.ts'
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
  }
}

/** The call as its agent's page shows it. */
export function viewCall(call: CallState): CallView {
  const survey = call.phase === 'rating' ? call.survey : null
  return {
    callId: call.callId,
    status: statusOf(call.phase),
    callerNumber: call.callerNumber ?? (call.callerRaw || null),
    callerDisplay: call.callerDisplay,
    arrivedAt: iso(call.arrivedAt),
    queuedAt: isoOrNull(call.queuedAt),
    answeredAt: isoOrNull(call.firstAnsweredAt),
    heldSince: isoOrNull(call.heldSince),
    // For the agent the call ends with his talk, whatever the caller still thinks of it.
    endedAt: isoOrNull(survey?.askedAt ?? call.endedAt),
    outcome: survey ? 'answered' : call.outcome,
    recordingId: call.recordingStartedAt === null ? null : call.recordingId,
    recording: call.recordingStartedAt !== null && call.endedAt === null && !survey,
    ticketId: call.ticketId,
  }
}

function statusOf(phase: CallState['phase']): CallView['status'] {
  if (phase === 'closed-notice') return 'greeting'
  if (phase === 'rating') return 'ended'
  return phase === 'fallback' || phase === 'message' ? 'queued' : phase
}

/** The queue in the order in which it is served. */
export function viewWaiting(calls: readonly CallState[], nameOf: (callId: string) => string | null): WaitingCall[] {
  const waiting = calls.filter((call) => call.phase === 'queued').map((call) => ({ ...call, queuedAt: call.queuedAt ?? call.arrivedAt }))
  return inQueueOrder(waiting).map((call) => ({
    callId: call.callId,
    callerNumber: call.callerNumber ?? (call.callerRaw || null),
    callerName: nameOf(call.callId),
    queuedAt: iso(call.arrivedAt),
  }))
}

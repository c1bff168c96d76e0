// A caller who waits, as the routing sees him. Pure.
import type { CallState } from '../calls/state.ts'
import type { WaitingForAgent } from './routing.ts'

/** Until when he goes first to the operator he knows (ms), or null. */
export function knownUntil({ knownAgentId, service, queuedAt, arrivedAt }: CallState): number | null {
  const seconds = service?.known.seconds ?? 0
  return knownAgentId === undefined || seconds === 0 ? null : (queuedAt ?? arrivedAt) + seconds * 1000
}

/** What decides about him. His rings widen since he came into the queue, also where he was answered meanwhile. */
export function waitingOf(call: CallState): WaitingForAgent {
  const { callId, serverId, rank, passedBy, choice, service, knownAgentId } = call
  const until = knownUntil(call)
  const rings = choice?.skill ? service?.rings : undefined
  return {
    callId,
    serverId,
    rank,
    queuedAt: call.queuedAt ?? call.arrivedAt,
    passedBy,
    ...(choice?.skill && rings ? { skill: choice.skill, rings } : {}),
    ...(knownAgentId !== undefined && until !== null ? { knownAgent: { agentId: knownAgentId, until } } : {}),
  }
}

// What an agent does after a restart or takeover: as he was, put in order with the calls that are up. Pure.
import { isOffered } from '../calls/reducer-booking.ts'
import { legsOf } from '../calls/reducer-consult.ts'
import type { CallState } from '../calls/state.ts'
import type { AgentIntervalRecord } from './agents.ts'

/** The newest word about each agent, from the local journal and from the database. */
export function newestOf(records: readonly AgentIntervalRecord[]): AgentIntervalRecord[] {
  const newest = new Map<string, AgentIntervalRecord>()
  for (const record of records) {
    const known = newest.get(record.agent.agentId)
    // The same interval may have been extended since: then its later end counts.
    const isNewer =
      !known || record.agent.since > known.agent.since || (record.agent.since === known.agent.since && (record.agent.dueAt ?? 0) > (known.agent.dueAt ?? 0))
    if (isNewer) newest.set(record.agent.agentId, record)
  }
  return [...newest.values()]
}

export interface Restored {
  /** Agents that go on exactly as they were. */
  asTheyWere: AgentIntervalRecord[]
  /** Agents whose state no longer fits the calls: what happened to them meanwhile. */
  changed: { agentId: string; signal: { type: 'found'; callId: string; talking: boolean; dueAt: number } | { type: 'call-over' } }[]
}

/**
 * The calls are the truth about who rings and who talks: an agent whom a call has is put on it, one whose call is over
 * goes to wrap-up (from talking) or back to ready (from ringing).
 */
export function alignWithCalls(records: readonly AgentIntervalRecord[], calls: readonly CallState[]): Restored {
  const holder = new Map(
    calls.flatMap((call) =>
      call.phase === 'ended'
        ? []
        : legsOf(call).map((leg) => [leg.agentId, { callId: call.callId, leg, dials: call.phase === 'dialing' && !isOffered(call) }] as const),
    ),
  )
  const changed: Restored['changed'] = []
  for (const { agent } of records) {
    const held = holder.get(agent.agentId)
    if (held) {
      const { callId, leg, dials } = held
      // Who calls out is busy with it from the first moment.
      const talking = leg.answeredAt !== null || dials
      if (agent.callId !== callId || agent.state !== (talking ? 'on-call' : 'ringing'))
        changed.push({ agentId: agent.agentId, signal: { type: 'found', callId, talking, dueAt: leg.dueAt } })
    } else if (agent.state === 'ringing' || agent.state === 'on-call') changed.push({ agentId: agent.agentId, signal: { type: 'call-over' } })
  }
  return { asTheyWere: [...records], changed }
}

// Who is rung by Asterisk's own queue when no controller is there, and what must be told to it so that it knows.
import type { AgentState } from '../contract/values.ts'

/** A member of the queue as Asterisk keeps it. */
export interface QueueMember {
  agentId: string
  /** What is dialled. */
  interface: string
  /** Whose state says whether the member is free. */
  stateInterface: string
  /** Smaller is rung first. */
  penalty: number
}

/** What counts of an agent here; `endpoint` is his telephone, null when he has none. */
export interface QueueCandidate {
  agentId: string
  state: AgentState
  endpoint: string | null
  /** He asked to pause or leave: after this call he is not to be rung. */
  leaving: boolean
}

export type QueueChange = { type: 'add'; member: QueueMember } | { type: 'remove'; interface: string } | { type: 'penalty'; interface: string; penalty: number }

/** Those who are ready first, then those whose present call or ticket will be over some time. */
const penalties: Partial<Record<AgentState, number>> = { ready: 0, ringing: 1, 'on-call': 1, 'wrap-up': 1 }

/** The members the queue should have. */
export function wantedMembers(agents: readonly QueueCandidate[]): QueueMember[] {
  const members = new Map<string, QueueMember>()
  for (const { agentId, state, endpoint, leaving } of agents) {
    const penalty = penalties[state]
    if (penalty === undefined || endpoint === null || leaving) continue
    const known = members.get(endpoint)
    // Two agents at one telephone ring it once.
    if (!known || penalty < known.penalty) members.set(endpoint, { agentId, interface: endpoint, stateInterface: stateInterfaceOf(endpoint), penalty })
  }
  return [...members.values()]
}

/**
 * All desk telephones are one endpoint of Asterisk, whose state says nothing of a single one: each has a state of its own,
 * set by the dialplan ([fallback-ring]).
 */
export function stateInterfaceOf(endpoint: string): string {
  const contact = /^PJSIP\/desk-phone\/(.+)$/.exec(endpoint)?.[1]
  return contact ? `Custom:desk-${contact.replaceAll(/[^a-zA-Z0-9]/g, '')}` : endpoint
}

/** What leads from the members there are to those there should be. */
export function memberChanges(wanted: readonly QueueMember[], present: readonly QueueMember[]): QueueChange[] {
  const changes: QueueChange[] = []
  const byInterface = new Map(wanted.map((member) => [member.interface, member]))
  for (const member of present) {
    const target = byInterface.get(member.interface)
    if (!target || target.agentId !== member.agentId || target.stateInterface !== member.stateInterface)
      changes.push({ type: 'remove', interface: member.interface })
    else if (target.penalty !== member.penalty) changes.push({ type: 'penalty', interface: member.interface, penalty: target.penalty })
  }
  const kept = new Set(present.map((member) => member.interface))
  for (const change of changes) if (change.type === 'remove') kept.delete(change.interface)
  for (const member of wanted) if (!kept.has(member.interface)) changes.push({ type: 'add', member })
  return changes
}

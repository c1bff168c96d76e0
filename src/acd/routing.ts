// Who gets which call. Pure: the queue and the agents go in, offers come out.
import { PASS_MS } from '../calls/reducer-offer.ts'

export interface WaitingForAgent {
  callId: string
  /** Smaller goes first. */
  rank: number
  queuedAt: number
  /** Agents not to be asked for this call, each until a time (ms). */
  passedBy: Readonly<Record<string, number>>
  /** The telephone server the caller is at; absent where there is one only. */
  serverId?: string
}

export interface AgentForRouting {
  agentId: string
  idleSince: number
  /** The servers at which his telephone can ring; absent: at any. */
  servers?: readonly string[]
}

export interface Offer {
  callId: string
  agentId: string
}

/** The order of the queue: rank, then time in the queue, then id so that two runs agree. */
export function inQueueOrder<T extends WaitingForAgent>(waiting: readonly T[]): T[] {
  return [...waiting].sort((a, b) => a.rank - b.rank || a.queuedAt - b.queuedAt || (a.callId < b.callId ? -1 : 1))
}

/**
 * Matches calls in queue order, whichever server they are at, with the longest-idle free agent each whose telephone rings there.
 * `agents` are ready and have a telephone that can ring. Nobody is offered two calls.
 */
export function chooseOffers(waiting: readonly WaitingForAgent[], agents: readonly AgentForRouting[], now: number): Offer[] {
  const free = [...agents].sort((a, b) => a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : 1))
  const offers: Offer[] = []
  for (const call of inQueueOrder(waiting)) {
    if (free.length === 0) break
    const at = free.findIndex((agent) => canRing(call, agent) && !isLeftInPeace(call.passedBy[agent.agentId] ?? 0, now))
    if (at < 0) continue
    const [agent] = free.splice(at, 1)
    if (agent) offers.push({ callId: call.callId, agentId: agent.agentId })
  }
  return offers
}

/** A leg to him is made at the caller's own server. */
const canRing = ({ serverId }: WaitingForAgent, { servers }: AgentForRouting): boolean =>
  serverId === undefined || servers === undefined || servers.includes(serverId)

/** Not to be asked again until then. A longer time than there is comes from a clock that was set back, and does not count. */
const isLeftInPeace = (until: number, now: number): boolean => until > now && until <= now + PASS_MS

/** The next moment at which a call may be offered again to an agent who let it pass, or null. */
export function nextRetry(waiting: readonly WaitingForAgent[], now: number): number | null {
  const times = waiting.flatMap((call) => Object.values(call.passedBy)).filter((at) => isLeftInPeace(at, now))
  return times.length > 0 ? Math.min(...times) : null
}

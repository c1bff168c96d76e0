// Who gets which call. Pure: the queue and the agents go in, offers come out. docs/decisions/0036 says why so.
import { compareRank, type Ranked } from '../calls/rank-rules.ts'
import { freeAgents } from './free-agents.ts'
import { headFirst } from './head-first.ts'
import { isLeftInPeace } from './passed-rules.ts'
import { nextRingAt, type Widening } from './ring-rules.ts'

export interface WaitingForAgent extends Ranked, Widening {
  callId: string
  /** Smaller goes first. */
  rank: number
  queuedAt: number
  /** Agents not to be asked for this call, each until a time (ms). */
  passedBy: Readonly<Record<string, number>>
  /** The telephone server the caller is at; absent where there is one only. */
  serverId?: string
  /** Whom he talked with lately: asked first until then (ms), if he is free; nobody waits for him. */
  knownAgent?: { agentId: string; until: number }
}

export interface AgentForRouting {
  agentId: string
  idleSince: number
  /** The servers at which his telephone can ring; absent: at any. */
  servers?: readonly string[]
  /** Skill → level, 1 to 3. */
  levels?: Readonly<Record<string, number>>
}

export interface Offer {
  callId: string
  agentId: string
}

/** The whole queue in its order. */
export function inQueueOrder<T extends Ranked>(waiting: readonly T[]): T[] {
  return [...waiting].sort(compareRank)
}

/**
 * Matches calls in queue order, whichever server they are at, with the best free agent each (free-agents.ts). A call nobody may be asked
 * for yet, or nobody can be rung for, is passed over: who is free takes the next one. `agents` are ready and have a telephone that can ring;
 * nobody is offered two calls.
 */
export function chooseOffers(waiting: readonly WaitingForAgent[], agents: readonly AgentForRouting[], now: number): Offer[] {
  if (waiting.length === 0 || agents.length === 0) return []
  const free = freeAgents(agents)
  const next = headFirst(waiting, compareRank)
  const offers: Offer[] = []
  for (let call = next(); call && free.left() > 0; call = next()) {
    const agentId = free.take(call, now)
    if (agentId) offers.push({ callId: call.callId, agentId })
  }
  return offers
}

/** The next moment at which more agents may be asked for a call, by themselves: a pass is over, or a ring widens; or null. */
export function nextRetry(waiting: readonly WaitingForAgent[], now: number): number | null {
  let next = Number.POSITIVE_INFINITY
  for (const call of waiting) {
    for (const agentId in call.passedBy) {
      const until = call.passedBy[agentId] ?? 0
      if (until < next && isLeftInPeace(until, now)) next = until
    }
    const ring = nextRingAt(call, now)
    if (ring !== null && ring < next) next = ring
  }
  return next === Number.POSITIVE_INFINITY ? null : next
}

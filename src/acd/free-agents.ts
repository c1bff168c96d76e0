// The agents who may be offered a call now, ordered so that the best one for a call is found without looking at all. Pure.
import { isLeftInPeace } from './passed-rules.ts'
import { levelNow } from './ring-rules.ts'
import type { AgentForRouting, WaitingForAgent } from './routing.ts'

export interface FreeAgents {
  /** How many are left. */
  left(): number
  /** Takes the best agent for this call, or null when none of them may be asked for it now. */
  take(call: WaitingForAgent, now: number): string | null
}

/** An agent's place among those free; a mark on it is quicker than a set of ids. */
interface Seat {
  agent: AgentForRouting
  taken: boolean
}

/** A line of agents, best first; those taken at its beginning are never looked at again. */
interface Line {
  seats: readonly Seat[]
  from: number
}

/** A leg to him is made at the caller's own server. */
const ringsFor = ({ serverId }: WaitingForAgent, { servers }: AgentForRouting): boolean =>
  serverId === undefined || servers === undefined || servers.includes(serverId)

const levelIn = (agent: AgentForRouting, skill: string): number => agent.levels?.[skill] ?? 0

/**
 * Whom a call gets: the operator he knows, where the ring allows him; in the ring the highest level first, for a caller with
 * a need is helped best by who knows most; among equals, and for a caller without a need, who has been idle longest.
 */
export function freeAgents(agents: readonly AgentForRouting[]): FreeAgents {
  const byIdle = [...agents].sort((a, b) => a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : 1))
  const everybody: Line = { seats: byIdle.map((agent) => ({ agent, taken: false })), from: 0 }
  const skilled = new Map<string, Line>()
  let seatOf: Map<string, Seat> | undefined
  let left = agents.length

  const lineOf = (skill: string): Line => {
    const there = skilled.get(skill)
    if (there) return there
    // By levels, and in each the longest idle first, as they stand in the whole line.
    const levels: Seat[][] = []
    for (const seat of everybody.seats) {
      const level = seat.taken ? 0 : levelIn(seat.agent, skill)
      if (level === 0) continue
      const same = levels[level] ?? []
      same.push(seat)
      levels[level] = same
    }
    const line = { seats: levels.reverse().flatMap((seats) => seats ?? []), from: 0 }
    skilled.set(skill, line)
    return line
  }
  const first = (line: Line, call: WaitingForAgent, now: number, skill: string | null, least: number): Seat | null => {
    for (let at = line.from; at < line.seats.length; at += 1) {
      const seat = line.seats[at] as Seat
      if (seat.taken) {
        if (at === line.from) line.from += 1
        continue
      }
      if (skill !== null && levelIn(seat.agent, skill) < least) return null
      if (ringsFor(call, seat.agent) && !isLeftInPeace(call.passedBy[seat.agent.agentId] ?? 0, now)) return seat
    }
    return null
  }
  /** The operator he knows, if he is free and may be asked for him. */
  const friendOf = (call: WaitingForAgent, now: number, least: number): Seat | null => {
    if (!call.knownAgent || call.knownAgent.until <= now) return null
    seatOf ??= new Map(everybody.seats.map((seat) => [seat.agent.agentId, seat]))
    const seat = seatOf.get(call.knownAgent.agentId)
    if (!seat || seat.taken || !ringsFor(call, seat.agent) || isLeftInPeace(call.passedBy[seat.agent.agentId] ?? 0, now)) return null
    return least === 0 || levelIn(seat.agent, call.skill ?? '') >= least ? seat : null
  }
  const best = (call: WaitingForAgent, now: number): Seat | null => {
    const skill = call.skill ?? null
    const least = levelNow(call, now)
    return (
      friendOf(call, now, least) ??
      (skill !== null ? first(lineOf(skill), call, now, skill, least) : null) ??
      (least === 0 ? first(everybody, call, now, null, 0) : null)
    )
  }
  return {
    left: () => left,
    take(call, now) {
      const seat = best(call, now)
      if (!seat) return null
      seat.taken = true
      left -= 1
      return seat.agent.agentId
    },
  }
}

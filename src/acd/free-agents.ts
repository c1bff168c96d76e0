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

/** A line of agents, best first; those taken at its beginning are never looked at again. */
interface Line {
  agents: readonly AgentForRouting[]
  from: number
}

/**
 * Whom a call gets: the operator he knows, where the ring allows him; in the ring the highest level first, for a caller with
 * a need is helped best by who knows most; among equals, and for a caller without a need, who has been idle longest.
 */
export function freeAgents(agents: readonly AgentForRouting[]): FreeAgents {
  const everybody: Line = { agents: [...agents].sort((a, b) => a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : 1)), from: 0 }
  const skilled = new Map<string, Line>()
  const known = new Map(agents.map((agent) => [agent.agentId, agent]))
  const taken = new Set<string>()

  const levelIn = (agent: AgentForRouting, skill: string): number => agent.levels?.[skill] ?? 0
  const lineOf = (skill: string): Line => {
    const there = skilled.get(skill)
    if (there) return there
    const able = everybody.agents.filter((agent) => levelIn(agent, skill) > 0)
    // The sort keeps the longest idle first among those of one level.
    const line = { agents: able.sort((a, b) => levelIn(b, skill) - levelIn(a, skill)), from: 0 }
    skilled.set(skill, line)
    return line
  }
  const first = (line: Line, call: WaitingForAgent, now: number, isEnough: (agent: AgentForRouting) => boolean): AgentForRouting | null => {
    for (let at = line.from; at < line.agents.length; at += 1) {
      const agent = line.agents[at] as AgentForRouting
      if (taken.has(agent.agentId)) {
        if (at === line.from) line.from += 1
        continue
      }
      if (!isEnough(agent)) return null
      if (!isLeftInPeace(call.passedBy[agent.agentId] ?? 0, now)) return agent
    }
    return null
  }
  const best = (call: WaitingForAgent, now: number): AgentForRouting | null => {
    const { skill, knownAgent } = call
    const least = levelNow(call, now)
    const friend = knownAgent && knownAgent.until > now ? known.get(knownAgent.agentId) : undefined
    if (
      friend &&
      !taken.has(friend.agentId) &&
      (least === 0 || levelIn(friend, skill ?? '') >= least) &&
      !isLeftInPeace(call.passedBy[friend.agentId] ?? 0, now)
    )
      return friend
    const able = skill ? first(lineOf(skill), call, now, (agent) => levelIn(agent, skill) >= least) : null
    return able ?? (least === 0 ? first(everybody, call, now, () => true) : null)
  }
  return {
    left: () => agents.length - taken.size,
    take(call, now) {
      const agent = best(call, now)
      if (!agent) return null
      taken.add(agent.agentId)
      return agent.agentId
    },
  }
}

// How long the agents' last calls took, from their states: from the answer to the end of the wrap-up.
import type { AgentState } from '../contract/values.ts'
import type { AgentRegistry } from './agents.ts'
import { type Handled, stableMean, withHandled } from './wait-estimate-rules.ts'

const inWork = (state: AgentState): boolean => state === 'on-call' || state === 'wrap-up'

export interface HandlingTimes {
  /** The mean of the last calls, ms; null while it is not stable. */
  mean(now: number): number | null
}

/** Begins to listen; a new process knows no calls and says nothing until it has seen enough. */
export function createHandlingTimes(agents: Pick<AgentRegistry, 'onChange'>): HandlingTimes {
  const began = new Map<string, number>()
  let window: Handled[] = []
  agents.onChange((agent, before) => {
    if (agent.state === 'on-call' && !inWork(before.state)) began.set(agent.agentId, agent.since)
    if (inWork(agent.state) || !inWork(before.state)) return
    const since = began.get(agent.agentId)
    began.delete(agent.agentId)
    if (since !== undefined) window = withHandled(window, { endedAt: agent.since, ms: agent.since - since })
  })
  return { mean: (now) => stableMean(window, now) }
}

// The agents on duty: their states, the timers that end wrap-up, and an interval in the journal at every change.
import { randomUUID } from 'node:crypto'
import type { Journal } from '../calls/journal.ts'
import type { AgentState, PauseReason } from '../contract/values.ts'
import type { Clock } from '../platform/clock.ts'
import { type Agent, type AgentSignal, agentStep, newAgent } from './agent-rules.ts'

/** The journal's body of one change. */
export interface AgentIntervalRecord {
  intervalId: string
  agentId: string
  state: AgentState
  pauseReason: PauseReason | null
  startedAt: number
  callId: string | null
}

export interface AgentRegistry {
  /** Makes an agent known (offline), or gives him his present name. */
  know(agentId: string, name: string): Agent
  get(agentId: string): Agent | undefined
  all(): Agent[]
  /** Applies a signal; null when it is illegal now. */
  signal(agentId: string, signal: AgentSignal): Agent | null
  /** Puts back what the database said before a restart; no interval is written. */
  restore(agent: Agent): void
  onChange(listener: (agent: Agent, before: Agent) => void): void
}

/** Makes the registry; nobody is known at first. */
export function createAgentRegistry(deps: { journal: Journal; clock: Clock }): AgentRegistry {
  const agents = new Map<string, Agent>()
  const timers = new Map<string, NodeJS.Timeout>()
  const listeners: ((agent: Agent, before: Agent) => void)[] = []
  const now = () => deps.clock.now().getTime()

  const arm = (agent: Agent) => {
    clearTimeout(timers.get(agent.agentId))
    timers.delete(agent.agentId)
    if (agent.state !== 'wrap-up' || agent.dueAt === null) return
    timers.set(
      agent.agentId,
      setTimeout(() => void signal(agent.agentId, { type: 'finish' }), Math.max(0, agent.dueAt - now())),
    )
  }

  const signal = (agentId: string, given: AgentSignal): Agent | null => {
    const before = agents.get(agentId)
    if (!before) return null
    const after = agentStep(before, given, now())
    if (!after) return null
    if (after === before) return after
    if (after.state !== before.state || after.pauseReason !== before.pauseReason) {
      const record: AgentIntervalRecord = {
        intervalId: randomUUID(),
        agentId,
        state: after.state,
        pauseReason: after.pauseReason,
        startedAt: after.since,
        callId: after.callId,
      }
      deps.journal.append('agent', agentId, after.since, record)
    }
    agents.set(agentId, after)
    arm(after)
    for (const listener of listeners) listener(after, before)
    return after
  }

  return {
    know(agentId, name) {
      const known = agents.get(agentId)
      if (known?.name === name) return known
      const agent = known ? { ...known, name } : newAgent(agentId, name, now())
      agents.set(agentId, agent)
      return agent
    },
    get: (agentId) => agents.get(agentId),
    all: () => [...agents.values()],
    signal,
    restore(agent) {
      agents.set(agent.agentId, agent)
      arm(agent)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

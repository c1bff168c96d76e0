// The agents on duty: their states, the timers that end wrap-up, and an interval in the journal at every change.
import { randomUUID } from 'node:crypto'
import type { Journal } from '../calls/journal.ts'
import type { PhoneProfile } from '../contract/accounts.ts'
import type { Clock } from '../platform/clock.ts'
import { type Agent, type AgentSignal, agentStep, newAgent } from './agent-rules.ts'

/** The journal's body of one change: the agent as he is now, in the interval that began with his present state. */
export interface AgentIntervalRecord {
  intervalId: string
  agent: Agent
  /** His telephone, so that it rings again before page or database are back: the page's account, his own choice. */
  account: string | null
  profile: PhoneProfile | null
}

export interface AgentRegistry {
  /** Makes an agent known (offline), or gives him his present name. */
  know(agentId: string, name: string): Agent
  get(agentId: string): Agent | undefined
  all(): Agent[]
  /** Applies a signal; null when it is illegal now. */
  signal(agentId: string, signal: AgentSignal): Agent | null
  /** Puts back what was known before a restart, in the interval that was open then; nothing is written. */
  restore(record: AgentIntervalRecord): void
  /** The agent's telephone has changed. */
  phoneChanged(agentId: string): void
  /** Timers begin to run: wrap-ups that were due meanwhile end now. */
  resume(): void
  onChange(listener: (agent: Agent, before: Agent) => void): void
}

interface Deps {
  journal: Journal
  clock: Clock
  phoneOf: (agentId: string) => { account: string | null; profile: PhoneProfile | null }
  mayAct?: () => boolean
}

/** Makes the registry; nobody is known at first. */
export function createAgentRegistry(deps: Deps): AgentRegistry {
  const mayAct = deps.mayAct ?? (() => true)
  const agents = new Map<string, Agent>()
  const intervals = new Map<string, string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const listeners: ((agent: Agent, before: Agent) => void)[] = []
  const now = () => deps.clock.now().getTime()

  const arm = (agent: Agent) => {
    clearTimeout(timers.get(agent.agentId))
    timers.delete(agent.agentId)
    if (agent.state !== 'wrap-up' || agent.dueAt === null || !mayAct()) return
    timers.set(
      agent.agentId,
      // After a pause of this process the timer fires at once, and somebody else may have the agent by then.
      setTimeout(() => mayAct() && void signal(agent.agentId, { type: 'finish' }), Math.max(0, agent.dueAt - now())),
    )
  }
  const write = (agent: Agent, at: number) => {
    const intervalId = intervals.get(agent.agentId) ?? randomUUID()
    intervals.set(agent.agentId, intervalId)
    const record: AgentIntervalRecord = { intervalId, agent, ...deps.phoneOf(agent.agentId) }
    deps.journal.append('agent', agent.agentId, at, record)
  }

  const signal = (agentId: string, given: AgentSignal): Agent | null => {
    const before = agents.get(agentId)
    if (!before) return null
    const after = agentStep(before, given, now())
    if (!after) return null
    if (after === before) return after
    if (after.state !== before.state || after.pauseReason !== before.pauseReason) intervals.delete(agentId)
    write(after, now())
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
    restore({ agent, intervalId }) {
      agents.set(agent.agentId, agent)
      intervals.set(agent.agentId, intervalId)
      arm(agent)
    },
    phoneChanged(agentId) {
      const agent = agents.get(agentId)
      if (agent && agent.state !== 'offline') write(agent, now())
    },
    resume() {
      for (const agent of agents.values()) arm(agent)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

// Agents as the board lists them: by what they do, and what is shown of each.
import type { BoardAgent, BoardCall, BoardState } from '../../../src/contract/board.ts'
import type { AgentState } from '../../../src/contract/values.ts'

export type ShownAgentState = AgentState | 'held'

export interface ShownAgent extends BoardAgent {
  shown: ShownAgentState
  /** Since when he is in the state that is shown. */
  shownSince: string
  call: BoardCall | null
}

const order: readonly ShownAgentState[] = ['ringing', 'on-call', 'held', 'wrap-up', 'ready', 'not-responding', 'paused', 'offline']

/** By state, the longest in it first; whoever is offline comes last. */
export function shownAgents(now: BoardState): ShownAgent[] {
  const calls = new Map([...now.waiting, ...now.calls].map((call) => [call.callId, call]))
  return now.agents
    .map((agent): ShownAgent => {
      const call = agent.state === 'ringing' || agent.state === 'on-call' ? (agent.callId && calls.get(agent.callId)) || null : null
      const held = agent.state === 'on-call' && call?.status === 'held' && call.heldSince !== null
      return { ...agent, call, shown: held ? 'held' : agent.state, shownSince: (held && call.heldSince) || agent.since }
    })
    .sort((a, b) => order.indexOf(a.shown) - order.indexOf(b.shown) || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

/** How many are in each state that somebody is in, in the order of the list. */
export function countStates(agents: readonly ShownAgent[]): { state: ShownAgentState; count: number }[] {
  return order.map((state) => ({ state, count: agents.filter((agent) => agent.shown === state).length })).filter(({ count }) => count > 0)
}

/** Seconds past the ordinary wrap-up; 0 for who is within it, or in another state. */
export function wrapUpOver(agent: Pick<BoardAgent, 'state' | 'since'>, wrapupSeconds: number, moment: number): number {
  return agent.state === 'wrap-up' ? Math.max(0, Math.floor((moment - Date.parse(agent.since)) / 1000 - wrapupSeconds)) : 0
}

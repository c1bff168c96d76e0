// An agent's states: (agent, signal, now) → agent. Pure. A new interval begins at every change of `state`.
//
//   offline ◄──► ready ──► ringing ──► on-call ──► wrap-up ──► ready
//                 ▲  │        │ missed                 │
//                 │  ▼        ▼                        ▼
//              paused    not-responding        paused / offline when asked for during the call
import type { AgentState, PauseReason } from '../contract/values.ts'

export interface Agent {
  agentId: string
  name: string
  state: AgentState
  pauseReason: PauseReason | null
  since: number
  dueAt: number | null
  callId: string | null
  /** Since when the agent waits for a call; a withdrawn offer does not set it back. */
  idleSince: number
  /** What the agent asked for during a call; it comes after wrap-up. */
  after: { state: 'paused'; reason: PauseReason } | { state: 'offline' } | null
  /** The supervisor who set this state, or what comes after the call; absent when it was the agent himself. */
  setBy?: { personId: string; name: string }
}

type By = { by?: NonNullable<Agent['setBy']> }

export type AgentSignal =
  | ({ type: 'ready' } & By)
  | ({ type: 'pause'; reason: PauseReason } & By)
  | ({ type: 'offline' } & By)
  | { type: 'offered'; callId: string; dueAt: number }
  | { type: 'answered' }
  /** He calls somebody out himself. */
  | { type: 'placed'; callId: string }
  /** A call he passed on to a number outside comes back, because nobody answered there. */
  | { type: 'returned'; callId: string; dueAt: number }
  /** The dialplan's own queue gave the agent this call while no controller was there. */
  | { type: 'fallback-call'; callId: string }
  | { type: 'missed' }
  | { type: 'declined' }
  | { type: 'withdrawn' }
  /** His telephone was lost in the talk: he is rung again for the same call. */
  | { type: 'recalled'; callId: string; dueAt: number }
  | { type: 'released'; wrapupMs: number }
  | { type: 'extend'; byMs: number }
  | { type: 'finish' }
  /** After a takeover: the agent has this call, whatever was known of him. */
  | { type: 'found'; callId: string; talking: boolean; dueAt: number }

export function newAgent(agentId: string, name: string, now: number): Agent {
  return { agentId, name, state: 'offline', pauseReason: null, since: now, dueAt: null, callId: null, idleSince: now, after: null }
}

/** Applies a signal; null when it is illegal in this state. The same agent object comes back when nothing changes. */
export function agentStep(agent: Agent, signal: AgentSignal, now: number): Agent | null {
  const next = moved(agent, signal, now)
  return next === null || next === agent ? next : withSetBy(agent, next, signal)
}

/** Who meant the state stays known until the agent himself, or a call, brings another one. */
function withSetBy(before: Agent, next: Agent, signal: AgentSignal): Agent {
  const { setBy, ...own } = next
  if (signal.type === 'ready' || signal.type === 'pause' || signal.type === 'offline') return signal.by ? { ...own, setBy: signal.by } : own
  const stillMeant = next.after !== null || next.state === before.state || next.state === before.after?.state
  return setBy && stillMeant ? next : own
}

function moved(agent: Agent, signal: AgentSignal, now: number): Agent | null {
  switch (signal.type) {
    case 'ready':
      if (agent.state === 'ready') return agent
      if (agent.state === 'ringing' || agent.state === 'on-call') return agent.after ? { ...agent, after: null } : null
      return toReady(agent, now)
    case 'pause':
      if (agent.state === 'ringing' || agent.state === 'on-call' || agent.state === 'wrap-up')
        return { ...agent, after: { state: 'paused', reason: signal.reason } }
      if (agent.state === 'paused' && agent.pauseReason === signal.reason) return agent
      return enter(agent, 'paused', now, { pauseReason: signal.reason })
    case 'offline':
      if (agent.state === 'offline') return agent
      if (agent.state === 'ringing' || agent.state === 'on-call') return { ...agent, after: { state: 'offline' } }
      return enter(agent, 'offline', now)
    case 'offered':
      if (agent.state !== 'ready') return null
      return enter(agent, 'ringing', now, { callId: signal.callId, dueAt: signal.dueAt })
    case 'answered':
      return agent.state === 'ringing' ? enter(agent, 'on-call', now, { callId: agent.callId }) : null
    case 'placed':
      if (agent.state === 'offline' || agent.state === 'ringing' || agent.state === 'on-call') return null
      return enter(agent, 'on-call', now, { callId: signal.callId, after: restOf(agent) })
    case 'returned':
      if (agent.state !== 'ready' && !(agent.state === 'wrap-up' && agent.callId === signal.callId)) return null
      return enter(agent, 'ringing', now, { callId: signal.callId, dueAt: signal.dueAt, after: agent.after })
    case 'fallback-call':
      if (agent.state === 'on-call') return agent.callId === signal.callId ? agent : null
      // The ring that is on has its own end; he is asked about again after it.
      if (agent.state === 'ringing') return null
      return enter(agent, 'on-call', now, { callId: signal.callId, after: restOf(agent) })
    case 'missed':
      if (agent.state !== 'ringing') return null
      return agent.after ? leave(agent, now) : enter(agent, 'not-responding', now)
    case 'declined':
      // A declined call counts as a turn taken: the agent goes to the end of the line.
      return agent.state === 'ringing' ? leave(agent, now) : null
    case 'withdrawn':
      if (agent.state !== 'ringing') return null
      return agent.after ? leave(agent, now) : { ...enter(agent, 'ready', now), idleSince: agent.idleSince }
    case 'recalled':
      if ((agent.state !== 'on-call' && agent.state !== 'ringing') || agent.callId !== signal.callId) return null
      if (agent.state === 'ringing') return { ...agent, dueAt: signal.dueAt }
      return enter(agent, 'ringing', now, { callId: agent.callId, dueAt: signal.dueAt, after: agent.after })
    case 'released':
      // Who rang again after a talk that was lost has that talk to write up.
      if (agent.state !== 'on-call' && agent.state !== 'ringing') return null
      return enter(agent, 'wrap-up', now, { callId: agent.callId, dueAt: now + signal.wrapupMs, after: agent.after })
    case 'extend':
      if (agent.state !== 'wrap-up') return null
      return { ...agent, dueAt: Math.max(agent.dueAt ?? now, now) + signal.byMs }
    case 'found':
      if (agent.callId === signal.callId && agent.state === (signal.talking ? 'on-call' : 'ringing')) return agent
      return enter(agent, signal.talking ? 'on-call' : 'ringing', now, {
        callId: signal.callId,
        dueAt: signal.talking ? null : signal.dueAt,
        after: agent.after,
      })
    case 'finish':
      return agent.state === 'wrap-up' ? leave(agent, now) : null
  }
}

/** Why this agent cannot call out now, in words; null when he can. */
export function placingRefusal({ state }: Pick<Agent, 'state'>): string | null {
  if (state === 'offline') return 'Hãy vào ca trước khi gọi ra'
  return state === 'ringing' || state === 'on-call' ? 'Đang có cuộc gọi, chưa gọi ra được' : null
}

function enter(agent: Agent, state: AgentState, now: number, more: Partial<Agent> = {}): Agent {
  const kept = state === 'on-call' ? agent.after : null
  return { ...agent, state, since: now, pauseReason: null, dueAt: null, callId: null, after: kept, ...more }
}

const toReady = (agent: Agent, now: number): Agent => ({ ...enter(agent, 'ready', now), idleSince: now })

/** Who was paused or off duty when a call reached him is so again after it. */
function restOf(agent: Agent): Agent['after'] {
  if (agent.state === 'paused' && agent.pauseReason) return { state: 'paused', reason: agent.pauseReason }
  return agent.state === 'offline' ? { state: 'offline' } : agent.after
}

/** What comes after a call: what the agent asked for meanwhile, else ready. */
function leave(agent: Agent, now: number): Agent {
  if (agent.after?.state === 'paused') return enter(agent, 'paused', now, { pauseReason: agent.after.reason })
  if (agent.after?.state === 'offline') return enter(agent, 'offline', now)
  return toReady(agent, now)
}

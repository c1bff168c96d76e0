// May a supervisor put this agent into that state now? Pure: answers why not, in words, or null.
import type { SetAgentBody } from '../contract/board.ts'
import type { Agent, AgentSignal } from './agent-rules.ts'
import { type Refused, refused } from './refused.ts'

export interface SetWish {
  agent: Agent | null
  to: SetAgentBody['to']
  /** Does his page stand open? */
  deskOpen: boolean
  /** Is a telephone there to ring? */
  reachable: boolean
}

/** Nobody is put to work, or to a pause, at a desk where he does not sit. */
export function whyNotSet({ agent, to, deskOpen, reachable }: SetWish): Refused | null {
  if (!agent) return refused('not-found', 'Không thấy nhân viên trực này')
  if (to.state === 'offline') return null
  if (!deskOpen) return refused('conflict', `${agent.name} chưa mở bàn trực`)
  if (to.state === 'ready' && !reachable) return refused('conflict', `Điện thoại của ${agent.name} chưa nối`)
  return null
}

/** The wish as the agent's own buttons would say it, with the name of who meant it; null: he himself. */
export function signalOf(to: SetAgentBody['to'], by: Agent['setBy'] | null): AgentSignal {
  const meant = by ? { by } : {}
  return to.state === 'paused' ? { type: 'pause', reason: to.reason, ...meant } : { type: to.state, ...meant }
}

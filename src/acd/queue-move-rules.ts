// May this caller be moved now, and may he be given to that operator? Pure: answers why not, in words, or null.
import { movesOf } from '../calls/reducer-queue.ts'
import type { CallState } from '../calls/state.ts'
import type { Agent } from './agent-rules.ts'
import { type Refused, refused } from './refused.ts'

export interface MoveWish {
  call: CallState | null
  /** How often the call had been moved when the supervisor looked at it. */
  seen: number
  nameOf: (personId: string) => string
}

/** Why the call cannot be moved; of two supervisors the second is told who was first. */
export function whyNotMove({ call, seen, nameOf }: MoveWish): Refused | null {
  if (!call || call.phase === 'ended') return refused('not-found', 'Cuộc gọi đã kết thúc')
  if (call.moved && movesOf(call) !== seen) return refused('conflict', `${nameOf(call.moved.by)} vừa chuyển cuộc này`)
  if (call.phase === 'talking' || call.phase === 'held') return refused('illegal-transition', 'Cuộc này đã có nhân viên nghe máy')
  if (call.phase === 'ringing') return refused('illegal-transition', `Máy của ${nameOf(call.leg?.agentId ?? '')} đang đổ chuông cuộc này`)
  return call.phase === 'queued' ? null : refused('illegal-transition', 'Người gọi chưa ở trong hàng đợi')
}

/** Why he cannot be given a call. `free`: his telephone can ring, and he listens to nobody. */
export function whyNotGive(agent: Agent | null, free: boolean): Refused | null {
  if (!agent) return refused('not-found', 'Không thấy nhân viên trực này')
  if (agent.state !== 'ready') return refused('conflict', `${agent.name} không còn sẵn sàng`)
  return free ? null : refused('conflict', `Điện thoại của ${agent.name} chưa nhận được cuộc gọi`)
}

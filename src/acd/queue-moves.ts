// Supervisors move callers who wait: to the front, or to an operator of their choice.
import type { CallController } from '../calls/controller.ts'
import { movesOf } from '../calls/reducer-queue.ts'
import type { MovedCall } from '../contract/board.ts'
import { Refusal } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentRegistry } from './agents.ts'
import type { DeskContext } from './desk.ts'
import { whyNotGive, whyNotMove } from './queue-move-rules.ts'

type Who = Pick<DeskContext, 'personId' | 'name'>

export interface QueueMoves {
  front(who: Who, callId: string, seen: number): MovedCall
  give(who: Who, callId: string, seen: number, agentId: string): MovedCall
}

interface Deps {
  calls: () => CallController
  agents: AgentRegistry
  /** Can his telephone ring at the caller's server, and does he listen to nobody? */
  isFree: (agentId: string, serverId?: string) => boolean
  mayAct: (serverId?: string) => boolean
  clock: Clock
  ringMs: () => number
}

/** Makes them. Each command is decided and done in one breath, so of two the second finds what the first did. */
export function createQueueMoves({ calls, agents, isFree, mayAct, clock, ringMs }: Deps): QueueMoves {
  const check = ({ personId, name }: Who, callId: string, seen: number) => {
    if (!mayAct(calls().get(callId)?.serverId)) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài')
    agents.know(personId, name)
    const why = whyNotMove({ call: calls().get(callId) ?? null, seen, nameOf: (id) => agents.get(id)?.name ?? 'Người khác' })
    if (why) throw new Refusal(why.code, why.message)
  }
  const view = (callId: string): MovedCall => {
    const call = calls().get(callId)
    return { callId, moves: call ? movesOf(call) : 0 }
  }
  return {
    front(who, callId, seen) {
      check(who, callId, seen)
      calls().dispatch(callId, { type: 'moved-front', by: who.personId, seen })
      return view(callId)
    },
    give(who, callId, seen, agentId) {
      check(who, callId, seen)
      const why = whyNotGive(agents.get(agentId) ?? null, isFree(agentId, calls().get(callId)?.serverId))
      if (why) throw new Refusal(why.code, why.message)
      // As the router does: the agent is claimed before the call is told, in the same breath.
      agents.signal(agentId, { type: 'offered', callId, dueAt: clock.now().getTime() + ringMs() })
      calls().dispatch(callId, { type: 'agent-chosen', agentId, ringMs: ringMs(), by: who.personId })
      return view(callId)
    },
  }
}

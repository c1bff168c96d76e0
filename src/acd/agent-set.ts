// A supervisor sets another one's state; that one's page says who did it.
import type { SetAgentAnswer, SetAgentBody } from '../contract/board.ts'
import { Refusal } from '../contract/errors.ts'
import { signalOf, whyNotSet } from './agent-set-rules.ts'
import type { AgentRegistry } from './agents.ts'
import type { DeskContext } from './desk.ts'

interface Deps {
  agents: AgentRegistry
  deskOpen: (agentId: string) => boolean
  reachable: (agentId: string) => boolean
  isController: () => boolean
}

export type SetAgent = (who: Pick<DeskContext, 'personId' | 'name'>, body: SetAgentBody) => SetAgentAnswer

/** Makes the command. */
export function createSetAgent({ agents, deskOpen, reachable, isController }: Deps): SetAgent {
  return ({ personId, name }, { agentId, to }) => {
    if (!isController()) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài')
    const agent = agents.get(agentId) ?? null
    const why = whyNotSet({ agent, to, deskOpen: deskOpen(agentId), reachable: reachable(agentId) })
    if (why) throw new Refusal(why.code, why.message)
    // His own state is his own doing, wherever he presses.
    const set = agents.signal(agentId, signalOf(to, agentId === personId ? null : { personId, name }))
    if (!set) throw new Refusal('illegal-transition', `${agent?.name} đang có cuộc gọi, chưa chuyển sẵn sàng được`)
    return { state: set.state, next: set.after?.state ?? null }
  }
}

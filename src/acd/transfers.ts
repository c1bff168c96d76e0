// Passing a call on: who can take it, and the claim on him before the call is told, in the same breath.
import type { CallController } from '../calls/controller.ts'
import type { CallEvent, CallState } from '../calls/state.ts'
import type { CallView, Colleague } from '../contract/calls.ts'
import { Refusal } from '../contract/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Agent } from './agent-rules.ts'
import type { AgentRegistry } from './agents.ts'
import type { Desk, DeskContext } from './desk.ts'
import type { Phones } from './phones.ts'
import { viewColleagues } from './views.ts'

interface Deps {
  desk: Pick<Desk, 'own' | 'show'>
  agents: AgentRegistry
  calls: CallController
  phones: Pick<Phones, 'reachable'>
  clock: Clock
  ringMs: () => number
  /** Can this server ring anybody now, and may it be asked to? */
  canRing: (serverId: string) => boolean
}

export type Transfers = ReturnType<typeof createTransfers>

/** Makes the commands with which an operator passes his call on. */
export function createTransfers({ desk, agents, calls, phones, clock, ringMs, canRing }: Deps) {
  const isFree = (agent: Agent, serverId: string) => agent.state === 'ready' && phones.reachable(agent.agentId, serverId)

  const alone = (context: DeskContext, callId: string) => {
    const own = ownCall(context, callId)
    if (own.call.consult) throw new Refusal('illegal-transition', 'Đang hỏi người khác, hãy nối máy hoặc trở lại người gọi trước')
    return own
  }
  const asking = (context: DeskContext, callId: string) => {
    const { agentId, call } = ownCall(context, callId)
    if (!call.consult) throw new Refusal('illegal-transition', 'Không còn hỏi ai về cuộc gọi này')
    return { agentId, call, consult: call.consult }
  }
  /** The operator's own call in talk. */
  const ownCall = (context: DeskContext, callId: string): { agentId: string; call: CallState } => {
    const agentId = desk.own(context)
    const call = calls.get(callId)
    if (!call) throw new Refusal('not-found', 'Không còn cuộc gọi này')
    if (call.leg?.agentId !== agentId) throw new Refusal('illegal-transition', 'Cuộc gọi không còn ở máy của bạn')
    if (call.phase !== 'talking' && call.phase !== 'held') throw new Refusal('illegal-transition', 'Cuộc gọi chưa nói chuyện, chưa chuyển được')
    // What cannot be decided now must not happen later, when the operator has long gone on talking.
    if (!canRing(call.serverId)) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài, chưa chuyển máy được')
    return { agentId, call }
  }
  /** Another operator who is free at the call's own server: legs are made there. */
  const chosen = (own: string, to: string, { serverId }: CallState): Agent => {
    if (to === own) throw new Refusal('illegal-transition', 'Không chuyển máy cho chính mình được')
    const agent = agents.get(to)
    if (!agent || agent.state === 'offline') throw new Refusal('not-found', 'Người này không trực tổng đài lúc này')
    if (agent.state !== 'ready') throw new Refusal('illegal-transition', `${agent.name} không còn sẵn sàng, hãy chọn người khác`)
    if (!phones.reachable(to, serverId)) throw new Refusal('illegal-transition', `Điện thoại của ${agent.name} đang mất kết nối, hãy chọn người khác`)
    return agent
  }
  /** Claims the operator, tells the call, and lets him go again if the call would not have him. */
  const ring = (call: CallState, to: string, event: CallEvent, took: (after: CallState) => boolean): CallState => {
    if (!agents.signal(to, { type: 'offered', callId: call.callId, dueAt: clock.now().getTime() + ringMs() }))
      throw new Refusal('illegal-transition', 'Người này không còn sẵn sàng, hãy chọn người khác')
    const after = calls.dispatch(call.callId, event)
    if (after && took(after)) return after
    agents.signal(to, { type: 'withdrawn' })
    throw new Refusal('illegal-transition', 'Cuộc gọi không chuyển được lúc này')
  }

  return {
    /** Who else is on duty, as known at this moment. */
    colleagues(context: DeskContext): { colleagues: Colleague[] } {
      const own = desk.own(context)
      const serverId = calls.get(agents.get(own)?.callId ?? '')?.serverId
      return { colleagues: viewColleagues(agents.all(), own, (agentId) => phones.reachable(agentId, serverId)) }
    },
    /** Without a word before: to one operator, or with null to the head of the queue. */
    transfer(context: DeskContext, callId: string, to: string | null): CallView {
      const { agentId, call } = alone(context, callId)
      const event = { type: 'transfer', agentId, to, ringMs: ringMs() } as const
      if (to !== null) {
        chosen(agentId, to, call)
        return desk.show(ring(call, to, event, (after) => after.leg?.agentId === to))
      }
      if (!agents.all().some((agent) => agent.agentId !== agentId && isFree(agent, call.serverId)))
        throw new Refusal('illegal-transition', 'Chưa có ai khác sẵn sàng, hãy giữ máy hoặc chờ thêm')
      return desk.show(calls.dispatch(callId, event) ?? call)
    },
    /** The second operator's telephone rings while the caller hears music. */
    consult(context: DeskContext, callId: string, to: string): CallView {
      const { agentId, call } = alone(context, callId)
      chosen(agentId, to, call)
      return desk.show(ring(call, to, { type: 'consult', agentId, to, ringMs: ringMs() }, (after) => after.consult?.agentId === to))
    },
    /** The caller goes on with the second operator. */
    complete(context: DeskContext, callId: string): CallView {
      const { agentId, call, consult } = asking(context, callId)
      if (consult.answeredAt === null) throw new Refusal('illegal-transition', 'Người được hỏi chưa nghe máy')
      return desk.show(calls.dispatch(callId, { type: 'consult-complete', agentId }) ?? call)
    },
    /** All three talk. */
    conference(context: DeskContext, callId: string): CallView {
      const { agentId, call, consult } = asking(context, callId)
      if (consult.answeredAt === null) throw new Refusal('illegal-transition', 'Người được hỏi chưa nghe máy')
      return desk.show(calls.dispatch(callId, { type: 'conference', agentId }) ?? call)
    },
    /** The caller comes back to the first operator. */
    cancel(context: DeskContext, callId: string): CallView {
      const { agentId, call } = asking(context, callId)
      return desk.show(calls.dispatch(callId, { type: 'consult-cancel', agentId }) ?? call)
    },
  }
}

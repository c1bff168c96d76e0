// Calls out: an operator calls a citizen, from a ticket, a call-back task or by typing a number; and presses keys in a talk.
import { randomUUID } from 'node:crypto'
import type { CallController } from '../calls/controller.ts'
import { notDialledCode, notDialledWords, type OutboundRules, outsideId, readDestination } from '../calls/outbound-rules.ts'
import type { CallView } from '../contract/calls.ts'
import { Refusal } from '../contract/errors.ts'
import type { CommandBody } from '../contract/socket.ts'
import { AriRefused } from '../platform/asterisk/ari.ts'
import { placingRefusal } from './agent-rules.ts'
import type { AgentRegistry } from './agents.ts'
import type { Desk, DeskContext } from './desk.ts'
import type { Phones } from './phones.ts'
import type { Pops } from './pops.ts'

interface Deps {
  desk: Pick<Desk, 'own' | 'show' | 'tell'>
  agents: AgentRegistry
  calls: CallController
  phones: Pick<Phones, 'reachable'>
  pops: Pops
  /** Has he his hand in a talk? */
  listens: (agentId: string) => boolean
  rules: OutboundRules
  /** Is there a trunk for calls out? */
  hasTrunk: boolean
  hotlineNumber: string
  /** The servers there are; a call out is made at one where the operator's telephone is registered. */
  serverIds: readonly string[]
  ringMs: () => number
  dialMs: number
  /** Can this server ring anybody now, and may it be asked to? */
  canRing: (serverId: string) => boolean
  pressKeys: (serverId: string, channelId: string, keys: string) => Promise<void>
}

export type Outbound = ReturnType<typeof createOutbound>

/** Makes the commands with which an operator calls out. */
export function createOutbound(deps: Deps) {
  const { desk, agents, calls, phones, pops } = deps

  /** The number to dial, or why not, in words. */
  const destination = (written: string): { number: string; dial: string } => {
    if (!deps.hasTrunk) throw new Refusal('no-trunk', 'Tổng đài chưa có đường gọi ra. Quản trị hệ thống cần khai báo trung kế gọi ra')
    const found = readDestination(written, deps.rules)
    if ('refused' in found) throw new Refusal(notDialledCode(found.refused), notDialledWords[found.refused])
    return found
  }
  /** One call to a number at a time, whoever began it. */
  const refuseBusy = (number: string) => {
    const other = calls.open().find((call) => call.callerNumber === number && call.phase !== 'booked')
    if (!other) return
    const name = other.leg ? agents.get(other.leg.agentId)?.name : undefined
    throw new Refusal('conflict', name ? `${name} đang có cuộc gọi với số này` : 'Số này đang có cuộc gọi ở tổng đài')
  }
  const refuseAway = (serverIds: readonly string[]) => {
    // What cannot be decided now must not happen later.
    if (!serverIds.some(deps.canRing)) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài, chưa gọi ra được')
  }

  return {
    destination,
    /** A party outside as calls know him: whom a call can be passed on to. */
    party: (written: string): string => outsideId(destination(written).number),

    /** Calls a number: the operator is busy with it from now on, his own telephone first. */
    dial(context: DeskContext, { number: written, ticketId, callbackId }: CommandBody<'call:dial'>): CallView {
      const agentId = desk.own(context)
      const { number, dial } = destination(written)
      refuseAway(deps.serverIds)
      const agent = agents.get(agentId)
      const why = agent ? placingRefusal(agent) : 'Hãy vào ca trước khi gọi ra'
      if (why) throw new Refusal('illegal-transition', why)
      const serverId = deps.serverIds.find((id) => deps.canRing(id) && phones.reachable(agentId, id))
      if (!serverId) throw new Refusal('illegal-transition', 'Điện thoại của bạn đang mất kết nối, chưa gọi ra được')
      if (deps.listens(agentId)) throw new Refusal('illegal-transition', 'Bạn đang nghe một cuộc gọi, hãy thôi nghe trước')
      refuseBusy(number)
      const callId = randomUUID()
      if (!agents.signal(agentId, { type: 'placed', callId })) throw new Refusal('illegal-transition', 'Chưa gọi ra được lúc này')
      const call = calls.dispatch(callId, {
        type: 'placed',
        callId,
        ticketId: ticketId ?? randomUUID(),
        recordingId: randomUUID(),
        serverId,
        agentId,
        number,
        to: dial,
        hotlineNumber: deps.hotlineNumber,
        ringMs: deps.ringMs(),
        dialMs: deps.dialMs,
        ...(callbackId ? { callbackId } : {}),
        ...(ticketId ? { aboutTicket: true } : {}),
      })
      if (!call) {
        agents.signal(agentId, { type: 'released', wrapupMs: 0 })
        throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài, chưa gọi ra được')
      }
      pops.begin(call, () => {
        const now = calls.get(callId)
        const { draft, caller } = pops.now(now ?? call)
        if (now && caller) desk.tell(agentId, 'call:caller', { callId, caller, draft })
      })
      return desk.show(call)
    },

    /**
     * Presses keys towards the other side, as a telephone does. They are in no journal and no log: people type what is secret. What a
     * desk telephone's own keys do goes through Asterisk without us.
     */
    async keys(context: DeskContext, callId: string, keys: string): Promise<CallView> {
      const agentId = desk.own(context)
      const call = calls.get(callId)
      if (!call || call.leg?.agentId !== agentId) throw new Refusal('illegal-transition', 'Cuộc gọi không còn ở máy của bạn')
      refuseAway([call.serverId])
      // While somebody is asked it is he who is spoken to.
      const to = call.phase === 'talking' ? call.channelId : call.phase === 'held' && call.consult?.answeredAt ? call.consult.legId : null
      if (to === null) throw new Refusal('illegal-transition', 'Chỉ bấm phím được khi đang nói chuyện')
      try {
        await deps.pressKeys(call.serverId, to, keys)
      } catch (error) {
        if (error instanceof AriRefused) throw new Refusal('illegal-transition', 'Cuộc gọi vừa kết thúc')
        throw error
      }
      return desk.show(calls.get(callId) ?? call)
    },
  }
}

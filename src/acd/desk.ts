// The agent desktop's side of the server: which tab is an agent's desk, his commands, and what his page is told.
import type { Logger } from 'winston'
import type { CallController } from '../calls/controller.ts'
import { legsOf } from '../calls/reducer-consult.ts'
import type { CallEvent, CallState } from '../calls/state.ts'
import { type AgentView, type CallView, type DeskSnapshot, waitingShown } from '../contract/calls.ts'
import { Refusal } from '../contract/errors.ts'
import type { EventBody, EventName } from '../contract/socket.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentSignal } from './agent-rules.ts'
import type { AgentRegistry } from './agents.ts'
import type { Phones } from './phones.ts'
import type { Pops } from './pops.ts'
import { createQueueNotice } from './queue-notice.ts'
import { viewAgent, viewCall, viewWaiting } from './views.ts'

export interface DeskContext {
  personId: string
  name: string
  sessionId: string
  socketId: string
}

/** What the desk needs of the realtime gateway. */
export interface DeskWire {
  toSocket<N extends EventName>(socketId: string, event: N, body: EventBody<N>): void
  toDesks<N extends EventName>(event: N, body: EventBody<N>): void
  joinDesks(socketId: string): void
}

interface Deps {
  wire: DeskWire
  agents: AgentRegistry
  calls: () => CallController
  phones: Phones
  pops: Pops
  clock: Clock
  logger: Logger
  accountOf: (sessionId: string) => string
  connected: () => boolean
  /** Has this process the calls? A standby knows nothing of them. */
  isController: () => boolean
  isOpen: () => boolean
  wrapupMs: () => number
  ringMs: () => number
  /** How long a page may be away (reload, lost network) before its agent counts as gone, ms. */
  graceMs: number
}

export type Desk = ReturnType<typeof createDesk>

/** Makes the desks; nobody sits at one at first. */
export function createDesk(deps: Deps) {
  const { agents, phones, wire } = deps
  const desks = new Map<string, { socketId: string; sessionId: string; tabId: string }>()
  const leaving = new Map<string, NodeJS.Timeout>()
  const waiting = () => viewWaiting(deps.calls().open(), deps.pops.nameOf, (agentId) => agents.get(agentId)?.name ?? null)
  const notice = createQueueNotice({
    list: waiting,
    tell(calls, length) {
      wire.toDesks('queue:length', { length })
      wire.toDesks('queue:waiting', calls)
    },
  })

  const view = (agentId: string): AgentView => {
    const agent = agents.get(agentId)
    if (!agent) throw new Refusal('not-found', 'Không thấy nhân viên trực này')
    return viewAgent(agent, phones.reachable(agentId))
  }
  const tell = <N extends EventName>(agentId: string, event: N, body: EventBody<N>) => {
    const desk = desks.get(agentId)
    if (desk) wire.toSocket(desk.socketId, event, body)
  }
  const refuseStandby = () => {
    if (!deps.isController()) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài')
  }
  const own = (context: DeskContext): string => {
    refuseStandby()
    const desk = desks.get(context.personId)
    if (!desk) throw new Refusal('conflict', 'Bàn trực chưa mở, hãy tải lại trang')
    if (desk.socketId !== context.socketId) throw new Refusal('conflict', 'Bàn trực đang mở ở thẻ khác')
    return context.personId
  }
  const signal = (agentId: string, given: AgentSignal, refusal: string): AgentView => {
    if (!agents.signal(agentId, given)) throw new Refusal('illegal-transition', refusal)
    return view(agentId)
  }
  const show = (call: CallState): CallView => viewCall(call, (id) => agents.get(id)?.name ?? null)
  const command = (context: DeskContext, callId: string, event: (agentId: string) => CallEvent): CallState => {
    const agentId = own(context)
    const before = deps.calls().get(callId)
    if (!before) throw new Refusal('not-found', 'Không còn cuộc gọi này')
    if (!legsOf(before).some((leg) => leg.agentId === agentId)) throw new Refusal('illegal-transition', 'Cuộc gọi không còn ở máy của bạn')
    return deps.calls().dispatch(callId, event(agentId)) ?? before
  }

  agents.onChange((agent) => tell(agent.agentId, 'agent:state', view(agent.agentId)))
  phones.onReachable((agentId) => agents.get(agentId) && tell(agentId, 'agent:state', view(agentId)))

  return {
    /** Makes this tab the agent's desk; an older tab is told so. */
    async open(context: DeskContext, tabId: string): Promise<DeskSnapshot> {
      refuseStandby()
      const { personId } = context
      const agent = agents.know(personId, context.name)
      clearTimeout(leaving.get(personId))
      leaving.delete(personId)
      const older = desks.get(personId)
      if (older && older.socketId !== context.socketId && older.tabId !== tabId) wire.toSocket(older.socketId, 'session:taken-over', {})
      desks.set(personId, { socketId: context.socketId, sessionId: context.sessionId, tabId })
      const account = deps.accountOf(context.sessionId)
      if (phones.phoneOf(personId).account !== account) {
        phones.setAccount(personId, account)
        agents.phoneChanged(personId)
      }
      wire.joinDesks(context.socketId)
      notice.deskOpened()
      const call = agent.callId ? deps.calls().get(agent.callId) : undefined
      const queue = waiting()
      return {
        serverTime: deps.clock.now().toISOString(),
        agent: view(personId),
        pop: call ? { ...(await deps.pops.fresh(call)), call: show(call) } : null,
        waiting: queue.slice(0, waitingShown),
        waitingLength: queue.length,
        telephony: deps.connected(),
        hotlineOpen: deps.isOpen(),
        wrapupSeconds: deps.wrapupMs() / 1000,
        ringSeconds: deps.ringMs() / 1000,
      }
    },

    view,
    /** Whose desk this page is; refuses a page that is nobody's. */
    own,
    show,
    ready: (context: DeskContext) => signal(own(context), { type: 'ready' }, 'Đang có cuộc gọi, chưa chuyển sẵn sàng được'),
    pause: (context: DeskContext, reason: Extract<AgentSignal, { type: 'pause' }>['reason']) =>
      signal(own(context), { type: 'pause', reason }, 'Chưa tạm nghỉ được lúc này'),
    offline: (context: DeskContext) => signal(own(context), { type: 'offline' }, 'Chưa rời bàn trực được lúc này'),
    extendWrapup: (context: DeskContext) => signal(own(context), { type: 'extend', byMs: 60_000 }, 'Không còn trong thời gian ghi phiếu'),
    finishWrapup: (context: DeskContext) => signal(own(context), { type: 'finish' }, 'Không còn trong thời gian ghi phiếu'),

    decline(context: DeskContext, callId: string): AgentView {
      command(context, callId, (agentId) => ({ type: 'decline', agentId }))
      return view(context.personId)
    },
    hold: (context: DeskContext, callId: string): CallView => show(command(context, callId, (agentId) => ({ type: 'hold', agentId }))),
    unhold: (context: DeskContext, callId: string): CallView => show(command(context, callId, (agentId) => ({ type: 'unhold', agentId }))),
    hangup: (context: DeskContext, callId: string): CallView => show(command(context, callId, (agentId) => ({ type: 'hangup', agentId }))),

    /** The page's socket closed. Who does not come back in time is off duty; a call in hand is not touched by it. */
    left(personId: string, socketId: string): void {
      if (desks.get(personId)?.socketId !== socketId) return
      clearTimeout(leaving.get(personId))
      leaving.set(
        personId,
        setTimeout(() => {
          leaving.delete(personId)
          if (desks.get(personId)?.socketId !== socketId) return
          desks.delete(personId)
          agents.signal(personId, { type: 'offline' })
        }, deps.graceMs),
      )
    },
    /** The session is over: no more calls for it. Answers whether his desk was that one's. */
    sessionEnded(personId: string, sessionId: string): boolean {
      if (desks.get(personId)?.sessionId !== sessionId) return false
      desks.delete(personId)
      phones.setAccount(personId, null)
      agents.signal(personId, { type: 'offline' })
      return true
    },

    tell,
    queueChanged: notice.changed,
    telephony: (connected: boolean) => wire.toDesks('telephony:state', { connected }),
    isOpen: (agentId: string): boolean => desks.has(agentId),
    /** Sessions of the open desks, whose accounts Asterisk must know. */
    openSessions: (): string[] => [...desks.values()].map((desk) => desk.sessionId),
    stop() {
      notice.stop()
      for (const timer of leaving.values()) clearTimeout(timer)
    },
  }
}

// Supervisors' hands in live calls: what the board's buttons do. The calls themselves keep who listens where.
import type { CallController } from '../calls/controller.ts'
import { monitoredBy, monitorLegId } from '../calls/monitor-rules.ts'
import { Refusal } from '../contract/errors.ts'
import type { MonitorView } from '../contract/monitor.ts'
import type { MonitorMode } from '../contract/values.ts'
import type { AgentRegistry } from './agents.ts'
import type { DeskContext } from './desk.ts'
import { whyNotMonitor } from './monitoring-rules.ts'
import type { Phones } from './phones.ts'

type Who = Pick<DeskContext, 'personId' | 'name'>

export interface Monitoring {
  /** Begins, or changes the way while his hand is in this call. */
  set(who: Who, callId: string, mode: MonitorMode): MonitorView
  stop(who: Who, callId: string): MonitorView
  /** Has he his hand in a call? Then no caller is offered to him. */
  isAt(personId: string): boolean
  /** The leg to his telephone. */
  legOf(personId: string): { callId: string; legId: string; talking: boolean; serverId: string } | null
  /** He signed out: his hand is taken away. */
  sessionEnded(personId: string): void
}

interface Deps {
  calls: () => CallController
  agents: Pick<AgentRegistry, 'know'>
  phones: () => Pick<Phones, 'reachable'>
  /** Can anything be done now, in a call of this server? */
  mayAct: (serverId?: string) => boolean
}

/** Makes it; nobody listens at first. */
export function createMonitoring({ calls, agents, phones, mayAct }: Deps): Monitoring {
  const present = (personId: string) => monitoredBy(calls().open(), personId)
  const refuseAway = (callId: string) => {
    if (!mayAct(calls().get(callId)?.serverId)) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài')
  }
  /** What is so after the step; a call that ended in the same moment has nobody's hand in it. */
  const view = (personId: string, callId: string): MonitorView => {
    const now = present(personId)
    return { callId, mode: now?.call.callId === callId ? now.monitor.mode : null }
  }
  return {
    set({ personId, name }, callId, mode) {
      refuseAway(callId)
      const now = present(personId)
      if (now?.call.callId === callId) {
        calls().dispatch(callId, { type: 'monitor-mode', supervisorId: personId, mode })
        return view(personId, callId)
      }
      const call = calls().get(callId) ?? null
      const why = whyNotMonitor({
        personId,
        call,
        ownState: agents.know(personId, name).state,
        reachable: phones().reachable(personId, call?.serverId),
        presentCallId: now?.call.callId ?? null,
      })
      if (why) throw new Refusal(why.code, why.message)
      calls().dispatch(callId, { type: 'monitor-asked', supervisorId: personId, mode })
      return view(personId, callId)
    },
    stop({ personId }, callId) {
      refuseAway(callId)
      // One that is over already is what was wanted.
      calls().dispatch(callId, { type: 'monitor-stopped', supervisorId: personId })
      return view(personId, callId)
    },
    isAt: (personId) => present(personId) !== null,
    legOf(personId) {
      const now = present(personId)
      return (
        now && {
          callId: now.call.callId,
          legId: monitorLegId(now.call.callId, now.monitor.n),
          talking: now.monitor.answeredAt !== null,
          serverId: now.call.serverId,
        }
      )
    },
    sessionEnded(personId) {
      const now = present(personId)
      if (now) calls().dispatch(now.call.callId, { type: 'monitor-stopped', supervisorId: personId })
    },
  }
}

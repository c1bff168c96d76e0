// Brings waiting calls and free agents together whenever either changes.
import type { CallController } from '../calls/controller.ts'
import type { CallState } from '../calls/state.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentRegistry } from './agents.ts'
import type { Phones } from './phones.ts'
import { chooseOffers, nextRetry } from './routing.ts'

export interface Dispatcher {
  /** Looks at queue and agents at the end of the present event; any number of wake-ups make one look. */
  wake(): void
  stop(): void
}

/** Makes the dispatcher. `connected` says whether Asterisk can ring anybody now. */
export function createDispatcher(deps: {
  calls: () => CallController
  agents: AgentRegistry
  phones: Pick<Phones, 'reachable'>
  clock: Clock
  ringMs: () => number
  /** Callers who are called back and whose turn may come now, and when to look again for them. */
  booked: (now: number) => { due: readonly CallState[]; again: number | null }
  connected: () => boolean
}): Dispatcher {
  let woken = false
  let retry: NodeJS.Timeout | undefined

  const look = () => {
    woken = false
    clearTimeout(retry)
    if (!deps.connected()) return
    const now = deps.clock.now().getTime()
    const ringMs = deps.ringMs()
    const calls = deps.calls()
    const booked = deps.booked(now)
    if (booked.again !== null) retry = setTimeout(wake, booked.again - now)
    const waiting = [...calls.open().filter((call) => call.phase === 'queued'), ...booked.due].map((call) => ({
      callId: call.callId,
      rank: call.rank,
      queuedAt: call.queuedAt ?? call.arrivedAt,
      passedBy: call.passedBy,
    }))
    if (waiting.length === 0) return
    const ready = deps.agents.all().filter((agent) => agent.state === 'ready' && deps.phones.reachable(agent.agentId))
    for (const offer of chooseOffers(waiting, ready, now)) {
      // The agent is claimed before the call is told, in the same breath: nobody is offered two calls.
      if (!deps.agents.signal(offer.agentId, { type: 'offered', callId: offer.callId, dueAt: now + ringMs })) continue
      calls.dispatch(offer.callId, { type: 'agent-chosen', agentId: offer.agentId, ringMs })
    }
    const again = nextRetry(waiting, now)
    const soonest = Math.min(again ?? Number.POSITIVE_INFINITY, booked.again ?? Number.POSITIVE_INFINITY)
    clearTimeout(retry)
    if (Number.isFinite(soonest)) retry = setTimeout(wake, soonest - now)
  }
  const wake = () => {
    if (woken) return
    woken = true
    queueMicrotask(look)
  }
  return { wake, stop: () => clearTimeout(retry) }
}

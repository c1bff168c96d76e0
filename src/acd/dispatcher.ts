// Brings waiting calls and free agents together whenever either changes.
import type { CallController } from '../calls/controller.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentRegistry } from './agents.ts'
import type { Phones } from './phones.ts'
import { chooseOffers, nextRetry } from './routing.ts'
import { waitingOf } from './waiting-view.ts'

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
  /** Skill → level of an agent, as it is now. */
  levelsOf: (agentId: string) => Readonly<Record<string, number>>
  connected: () => boolean
  /** The telephone servers; a caller at one that is away is offered to nobody. Absent: there is one, and it is there. */
  serverIds?: readonly string[]
  canRing?: (serverId: string) => boolean
}): Dispatcher {
  let woken = false
  let retry: NodeJS.Timeout | undefined

  const { serverIds = [], canRing = () => true } = deps
  /** Of one server nothing need be said. */
  const whereHeRings = (agentId: string) => (serverIds.length > 1 ? { servers: serverIds.filter((id) => deps.phones.reachable(agentId, id)) } : {})
  const look = () => {
    woken = false
    clearTimeout(retry)
    if (!deps.connected()) return
    const now = deps.clock.now().getTime()
    const ringMs = deps.ringMs()
    const calls = deps.calls()
    const waiting = calls
      .open()
      .filter((call) => call.phase === 'queued' && canRing(call.serverId))
      .map(waitingOf)
    if (waiting.length === 0) return
    const ready = deps.agents
      .all()
      .filter((agent) => agent.state === 'ready' && deps.phones.reachable(agent.agentId))
      .map(({ agentId, idleSince }) => ({ agentId, idleSince, levels: deps.levelsOf(agentId), ...whereHeRings(agentId) }))
    // Whoever becomes free looks at the queue himself.
    if (ready.length === 0) return
    const offers = chooseOffers(waiting, ready, now)
    for (const offer of offers) {
      // The agent is claimed before the call is told, in the same breath: nobody is offered two calls.
      if (!deps.agents.signal(offer.agentId, { type: 'offered', callId: offer.callId, dueAt: now + ringMs })) continue
      calls.dispatch(offer.callId, { type: 'agent-chosen', agentId: offer.agentId, ringMs })
    }
    // Without a free agent nothing changes by itself.
    const again = offers.length < ready.length ? nextRetry(waiting, now) : null
    if (again !== null) retry = setTimeout(wake, again - now)
  }
  const wake = () => {
    if (woken) return
    woken = true
    queueMicrotask(look)
  }
  return { wake, stop: () => clearTimeout(retry) }
}

// Asks callers for a message when nobody has been on duty for some time: looked at whenever queue or agents change.
import type { CallController } from '../calls/controller.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentRegistry } from './agents.ts'
import { forsakenCallers } from './on-duty-rules.ts'

export interface OnDutyWatch {
  /** Looks at the end of the present event; any number of wake-ups make one look. */
  wake(): void
  stop(): void
}

/** Makes the watch; `isWatching` says whether anything may be decided and it is known who is there. */
export function createOnDutyWatch(deps: {
  calls: () => CallController
  agents: Pick<AgentRegistry, 'all'>
  clock: Clock
  limitMs: () => number
  isWatching: () => boolean
}): OnDutyWatch {
  let woken = false
  let knownSince: number | null = null
  let timer: NodeJS.Timeout | undefined

  const look = () => {
    woken = false
    clearTimeout(timer)
    if (!deps.isWatching()) return
    const now = deps.clock.now().getTime()
    knownSince ??= now
    const queued = deps
      .calls()
      .open()
      .filter((call) => call.phase === 'queued' && call.takesMessages)
    if (queued.length === 0) return
    const { callIds, again } = forsakenCallers({
      agents: deps.agents.all(),
      waiting: queued.map(({ callId, queuedAt, arrivedAt }) => ({ callId, queuedAt: queuedAt ?? arrivedAt })),
      knownSince,
      now,
      limitMs: deps.limitMs(),
    })
    for (const callId of callIds) deps.calls().dispatch(callId, { type: 'nobody-on-duty' })
    if (again !== null) timer = setTimeout(wake, again - now)
  }
  const wake = () => {
    if (woken) return
    woken = true
    queueMicrotask(look)
  }
  return { wake, stop: () => clearTimeout(timer) }
}

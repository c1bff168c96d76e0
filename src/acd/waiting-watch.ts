// Looks after those who wait: sends away who came beyond the limit, and tells the others where they stand, a few at a time.
import type { CallController } from '../calls/controller.ts'
import type { CallState } from '../calls/state.ts'
import type { Clock } from '../platform/clock.ts'
import type { AgentRegistry } from './agents.ts'
import type { HandlingTimes } from './handling-times.ts'
import { announcements, comersBeyond } from './waiting-rules.ts'

export interface WaitingWatch {
  /** Looks at the end of the present event, after the dispatcher; any number of wake-ups make one look. */
  wake(): void
  stop(): void
}

interface Deps {
  calls: () => Pick<CallController, 'open' | 'dispatch'>
  agents: Pick<AgentRegistry, 'all'>
  handling: HandlingTimes
  clock: Clock
  /** May anything be decided, and is it known who is free? */
  isWatching: () => boolean
  /** Prompts to be said after his place, e.g. the offer to be called back. */
  alsoSay?: (callId: string) => readonly string[]
}

const isWaiting = ({ phase }: CallState): boolean => phase === 'queued' || phase === 'booked'
const takesCalls = new Set(['ready', 'ringing', 'on-call', 'wrap-up'])

/** Makes the watch. */
export function createWaitingWatch({ calls, agents, handling, clock, isWatching, alsoSay }: Deps): WaitingWatch {
  let woken = false
  let timer: NodeJS.Timeout | undefined

  const look = () => {
    woken = false
    clearTimeout(timer)
    if (!isWatching()) return
    const now = clock.now().getTime()
    for (const callId of comersBeyond(calls().open())) calls().dispatch(callId, { type: 'overflow', why: 'full' })
    const onDuty = agents.all().filter(({ state }) => takesCalls.has(state)).length
    const meanHandlingMs = handling.mean(now)
    const seen = () => announcements({ calls: calls().open().filter(isWaiting), agents: onDuty, meanHandlingMs, now })
    const { due } = seen()
    for (const { callId, ...said } of due) {
      const also = alsoSay?.(callId) ?? []
      calls().dispatch(callId, { type: 'announce', ...said, ...(also.length > 0 ? { also } : {}) })
    }
    // Who was told is due again later; more who were due have their turn in the next look.
    const { again } = seen()
    if (again !== null) timer = setTimeout(wake, Math.max(0, again - now))
  }
  const wake = () => {
    if (woken) return
    woken = true
    queueMicrotask(look)
  }
  return { wake, stop: () => clearTimeout(timer) }
}

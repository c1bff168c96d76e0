// Whom a caller talked with lately is looked up while he is greeted; a call never waits for it.
import type { Logger } from 'winston'
import type { CallController } from '../calls/controller.ts'
import type { CallState } from '../calls/state.ts'

interface Deps {
  calls: () => Pick<CallController, 'dispatch'>
  logger: Pick<Logger, 'warn'>
  /** The operator who last talked with this number since then; null for none. */
  lastAgent: (number: string, since: Date) => Promise<string | null>
}

const DAY_MS = 24 * 3_600_000

/** Gives the look-up for a call that has just arrived. */
export function createKnownAgents({ calls, logger, lastAgent }: Deps): (call: CallState) => void {
  return ({ callId, callerNumber, arrivedAt, service }) => {
    const { days = 0, seconds = 0 } = service?.known ?? {}
    if (callerNumber === null || days === 0 || seconds === 0) return
    // After all that is due now: the ring goes out before the database is asked.
    setImmediate(() => {
      lastAgent(callerNumber, new Date(arrivedAt - days * DAY_MS))
        .then((agentId) => agentId !== null && void calls().dispatch(callId, { type: 'known-agent', agentId }))
        .catch((error: Error) => logger.warn('known operator not looked up', { callId, reason: error.message.slice(0, 200) }))
    })
  }
}

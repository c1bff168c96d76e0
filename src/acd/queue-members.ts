// Keeps the members of Asterisk's own queue in step with the agents while the controller lives, so that the dialplan
// knows whom to ring when it does not.
import type { Ami } from '../platform/asterisk/ami.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { memberChanges, type QueueCandidate, type QueueChange, type QueueMember, wantedMembers } from './queue-member-rules.ts'

const QUEUE = 'hotline'
const AGAIN_MS = 5000

export interface QueueMembers {
  /** This process controls the calls from now on. */
  start(): void
  /** Something about agents or telephones changed; any number of wake-ups make one look. */
  wake(): void
  stop(): void
}

interface Deps {
  ami: Pick<Ami, 'action' | 'list' | 'onConnected' | 'connected'>
  logger: Logger
  candidates: () => QueueCandidate[]
}

/** Makes the keeper; at each connection to the manager interface it begins with what Asterisk has. */
export function createQueueMembers({ ami, logger, candidates }: Deps): QueueMembers {
  /** What Asterisk has, as far as we know; null when we do not. */
  let present: QueueMember[] | null = null
  let active = false
  let running = false
  let woken = false
  /** Something changed since the last look, perhaps while it was under way. */
  let changed = false
  let retry: NodeJS.Timeout | undefined

  /** Asterisk keeps these states over its own death, in the middle of a call too: who is ready now is in none. */
  const freeDesks = async (members: readonly QueueMember[]) => {
    for (const { stateInterface, penalty } of members)
      if (penalty === 0 && stateInterface.startsWith('Custom:'))
        await ami.action({ action: 'Setvar', variable: `DEVICE_STATE(${stateInterface})`, value: 'NOT_INUSE' })
  }
  const step = async () => {
    const wanted = wantedMembers(candidates())
    if (!present) {
      present = (await ami.list({ action: 'QueueStatus', queue: QUEUE })).filter((row) => row['event'] === 'QueueMember').map(memberOf)
      await freeDesks(wanted)
    }
    for (const change of memberChanges(wanted, present)) await ami.action(actionOf(change))
    present = wanted
  }
  const run = async () => {
    woken = false
    changed = true
    if (running || !active || !ami.connected()) return
    running = true
    clearTimeout(retry)
    try {
      while (changed) {
        changed = false
        await step()
      }
    } catch (error) {
      // Whatever was refused half-way: Asterisk is asked afresh what it has.
      present = null
      if (ami.connected()) logger.warn('queue members not told', { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) })
      retry = setTimeout(wake, AGAIN_MS)
    } finally {
      running = false
    }
  }
  const wake = () => {
    if (woken) return
    woken = true
    queueMicrotask(() => void run())
  }

  const afresh = () => {
    present = null
    wake()
  }
  ami.onConnected(afresh)
  return {
    wake,
    start() {
      active = true
      afresh()
    },
    stop() {
      active = false
      clearTimeout(retry)
    },
  }
}

function memberOf(row: Record<string, string>): QueueMember {
  return {
    agentId: row['name'] ?? row['membername'] ?? '',
    interface: row['location'] ?? row['interface'] ?? '',
    stateInterface: row['stateinterface'] ?? '',
    penalty: Number(row['penalty'] ?? 0),
  }
}

function actionOf(change: QueueChange): Record<string, string> {
  if (change.type === 'remove') return { action: 'QueueRemove', queue: QUEUE, interface: change.interface }
  if (change.type === 'penalty') return { action: 'QueuePenalty', queue: QUEUE, interface: change.interface, penalty: String(change.penalty) }
  const { agentId, interface: dialled, stateInterface, penalty } = change.member
  return { action: 'QueueAdd', queue: QUEUE, interface: dialled, membername: agentId, stateinterface: stateInterface, penalty: String(penalty) }
}

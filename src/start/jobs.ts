// The role `jobs`: what is done in the background and by the clock. Any number of processes may have it.

import { z } from 'zod'
import { SEND_TASK } from '../channels/put-messages.ts'
import type { Listener } from '../platform/http/listener.ts'
import { createJobRunner, type JobRunner, type Tasks } from '../platform/jobs/runner.ts'
import { chainOldRows } from '../tickets/history-append.ts'
import { WAKE_TASK } from '../tickets/scene-writing.ts'
import type { Foundation } from './foundation.ts'

/** Makes the runner of all jobs; a process without it leaves them to the others. */
export function createJobsRole(foundation: Foundation, listener: Listener): JobRunner {
  const { config, logger } = foundation
  const runner = createJobRunner({ databaseUrl: config.databaseUrl, logger, tasks: tasksOf(foundation) })
  listener.health.add('jobs', { vital: false, check: async () => runner.running() })
  return runner
}

/** Every task with its handler; a task added to the queue without one would wait for ever. */
function tasksOf({ clock, db, tickets, sending, anchors }: Foundation): Tasks {
  return {
    // Each minute as well, for what no wake-up call came for.
    [WAKE_TASK]: { handle: async () => void (await tickets.wakeDue()), every: '* * * * *' },
    [SEND_TASK]: { handle: async (payload) => sending.send(Message.parse(payload).id) },
    // Soon after midnight in Gia Lai, or when a machine that was off then is there again; rows that a process of before the chain
    // wrote meanwhile are taken in first.
    'history-heads': {
      handle: async () => {
        await chainOldRows(db)
        await anchors.write(clock.now())
      },
      every: '10 17 * * *',
      catchUp: '2d',
    },
    'sweep-messages': { handle: async () => void (await sending.sweep()), every: '* * * * *' },
  }
}

const Message = z.object({ id: z.uuid() })

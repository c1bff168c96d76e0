// The role `jobs`: what is done in the background and by the clock. Any number of processes may have it.

import { z } from 'zod'
import { createEncoder } from '../calls/opus.ts'
import { createRecordingKeeping, type RecordingKeeping } from '../calls/recording-keeping.ts'
import { SEND_TASK } from '../channels/put-messages.ts'
import { runAlone } from '../platform/database/alone.ts'
import type { Listener } from '../platform/http/listener.ts'
import { createJobRunner, type JobRunner, type Tasks } from '../platform/jobs/runner.ts'
import { chainOldRows } from '../tickets/history-append.ts'
import { WAKE_TASK } from '../tickets/scene-writing.ts'
import type { Foundation } from './foundation.ts'

/** Makes the runners of all jobs; a process without them leaves them to the others. */
export function createJobsRole(foundation: Foundation, listener: Listener): Pick<JobRunner, 'start' | 'stop'> {
  const { config, db, clock, logger } = foundation
  const keeping = createRecordingKeeping({
    db,
    clock,
    logger,
    recordingDir: config.recordingDir,
    encode: createEncoder(config.recordings.encoder),
    originalDays: config.recordings.originalDays,
    retentionDays: config.recordings.retentionDays,
  })
  // Apart, so that no clock waits behind messages whose provider does not answer, nor either behind a night's recordings.
  const runners = [clocksOf(foundation), messagesOf(foundation), recordingsOf(foundation, keeping)].map((tasks) =>
    createJobRunner({ databaseUrl: config.databaseUrl, logger, tasks, concurrency: 2 }),
  )
  listener.health.add('jobs', { vital: false, check: async () => runners.every((runner) => runner.running()) })
  return {
    start: async () => void (await Promise.all(runners.map((runner) => runner.start()))),
    stop: async () => {
      keeping.stop()
      await Promise.all(runners.map((runner) => runner.stop()))
    },
  }
}

// Every task must have its handler in one of these: one added to the queue without would wait for ever.

function clocksOf({ clock, db, tickets, anchors }: Foundation): Tasks {
  const wake = oneAtATime(() => tickets.wakeDue())
  return {
    // Each minute as well, for what no wake-up call came for.
    [WAKE_TASK]: { handle: wake, every: '* * * * *' },
    'follow-directory': { handle: oneAtATime(() => tickets.followDirectory()), every: '* * * * *' },
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
  }
}

function messagesOf({ sending }: Foundation): Tasks {
  const sweep = oneAtATime(() => sending.sweep())
  return {
    [SEND_TASK]: { handle: async (payload) => sending.sendAll(Messages.parse(payload).ids) },
    'sweep-messages': { handle: sweep, every: '* * * * *' },
  }
}

function recordingsOf({ config }: Foundation, keeping: RecordingKeeping): Tasks {
  // One process of all, and one recording at a time: nobody's call waits for the disk or the processor.
  const alone = (work: () => Promise<unknown>) => async () => void (await runAlone(config.databaseUrl, 'recording-keeping', work))
  return {
    'compress-recordings': { handle: alone(keeping.compress), every: '* * * * *' },
    // At 01:40 in Gia Lai, or when a machine that was off then is there again.
    'expire-recordings': { handle: alone(keeping.expire), every: '40 18 * * *', catchUp: '2d' },
  }
}

/** Called while it works, it works once more afterwards: two at once would only be in each other's way. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<void> {
  let working = false
  let again = false
  return async () => {
    again = true
    if (working) return
    working = true
    try {
      while (again) {
        again = false
        await work()
      }
    } finally {
      working = false
    }
  }
}

const Messages = z.object({ ids: z.array(z.uuid()) })

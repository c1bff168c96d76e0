// Runs the jobs of the queue. A job is only a wake-up call: its handler reads the row again and claims it before it acts.
import { parseCrontab, type Runner, run, Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from '../logging/logger.ts'

/** Does one job; an error thrown is a try to be repeated, ever more slowly. */
export type JobHandler = (payload: unknown, job: { id: string; attempts: number; maxAttempts: number }) => Promise<void>

/**
 * Handlers by task. `every` is a crontab pattern in UTC for what runs by the clock, e.g. `* * * * *`; with `catchUp`
 * (`2d`, `12h`) also for the times that passed in so long a while when no process ran.
 */
export type Tasks = Readonly<Record<string, { handle: JobHandler; every?: string; catchUp?: string }>>

export interface JobRunner {
  /** Begins; asks again each second while the database is away. */
  start(): Promise<void>
  /** Lets the jobs under way finish. */
  stop(): Promise<void>
  running(): boolean
}

interface Deps {
  databaseUrl: string
  logger: Logger
  tasks: Tasks
  /** Jobs at the same time. */
  concurrency?: number
}

/** Makes the runner of these tasks. */
export function createJobRunner({ databaseUrl, logger, tasks, concurrency = 4 }: Deps): JobRunner {
  const log = logger.child({ room: 'jobs' })
  let runner: Runner | null = null
  let stopped = false

  const open = (): Promise<Runner> =>
    run({
      connectionString: databaseUrl,
      concurrency,
      maxPoolSize: concurrency + 2,
      noHandleSignals: true,
      pollInterval: 2_000,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, { handle }]) => [
          name,
          (payload: unknown, { job }: { job: { id: string; attempts: number; max_attempts: number } }) =>
            handle(payload, { id: job.id, attempts: job.attempts, maxAttempts: job.max_attempts }),
        ]),
      ),
      parsedCronItems: parseCrontab(
        Object.entries(tasks)
          .flatMap(([name, { every, catchUp }]) => (every ? [`${every} ${name}${catchUp ? ` ?fill=${catchUp}` : ''}`] : []))
          .join('\n'),
      ),
      logger: new WorkerLogger(() => (level, message) => {
        if (level === 'error' || level === 'warning') log.warn('job queue', { said: message.slice(0, 300) })
      }),
    })

  /** Opens it, however long the database is away; and once more when the queue ends by itself. */
  async function begin(): Promise<void> {
    while (!stopped && !runner) {
      try {
        runner = await open()
        log.info('jobs run', { tasks: Object.keys(tasks).length })
      } catch (error) {
        log.warn('the job queue does not answer', { error })
        await new Promise((resolve) => setTimeout(resolve, 1_000).unref())
      }
    }
    const own = runner
    if (stopped) return void (await own?.stop().catch(() => undefined))
    const ended = () => {
      if (stopped || runner !== own) return
      runner = null
      void begin()
    }
    own?.promise.then(ended, ended)
  }

  return {
    start: begin,
    async stop() {
      stopped = true
      await runner?.stop().catch(() => undefined)
      runner = null
    },
    running: () => runner !== null,
  }
}

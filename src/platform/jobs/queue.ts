// Putting a job into the queue, inside the transaction of what it belongs to: a rollback takes the job with it.
import type { Database, Transaction } from '../database/client.ts'

export interface NewJob {
  /** Not before; at once when absent. */
  runAt?: Date
  /** A job of the same key that has not run yet is replaced by this one. */
  key?: string
  /** How often it is tried in all, ever more slowly; 25 when absent. */
  maxAttempts?: number
  /** Jobs of one queue run one after the other. */
  queue?: string
}

/** Adds a job. `task` must have a handler in src/start/jobs.ts. */
export async function addJob(tx: Transaction | Database, task: string, payload: Record<string, unknown>, job: NewJob = {}): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(
    ${task}, ${JSON.stringify(payload)}::json,
    queue_name := ${job.queue ?? null}, run_at := ${job.runAt ?? null}::timestamptz,
    max_attempts := ${job.maxAttempts ?? null}::int, job_key := ${job.key ?? null})`
}

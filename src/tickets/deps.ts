// What the room needs from outside.
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'

export type { Database, Transaction } from '../platform/database/client.ts'

export interface TicketDeps {
  db: Database
  clock: Clock
  logger: Logger
}

/** Many operators may save in the same second: waiting for a connection is no error, hanging on one is. */
export const transactionLimits = { maxWait: 10_000, timeout: 15_000 } as const

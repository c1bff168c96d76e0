// What the room needs from outside, and its words for what the database hands out.
import type { Clock } from '../platform/clock.ts'
import type { Database, Transaction } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'

export type { Database, Transaction } from '../platform/database/client.ts'

/** How many slips are still open with a unit; the tickets room answers. */
export type OpenSlips = (unitId: string, on: Transaction) => Promise<number>

export interface DirectoryDeps {
  db: Database
  clock: Clock
  logger: Logger
}

/** Today's date in Gia Lai as the `date` columns hold it: midnight UTC of that day. */
export function todayOf(now: Date): Date {
  return new Date(`${new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now)}T00:00:00Z`)
}

/** Filter for rows in force at a moment. */
export function inForce(now: Date) {
  return { validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] }
}

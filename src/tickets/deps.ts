// What the room needs from outside.
import type { Outbox } from '../channels/outbox.ts'
import type { Role } from '../contract/values.ts'
import type { DeadlineBook } from '../deadlines/book.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Transaction } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'

export type { Database, Transaction } from '../platform/database/client.ts'

/** A unit as slips need to know it. */
export interface UnitFacts {
  id: string
  name: string
  capabilities: readonly string[]
  /** At the moment asked about. */
  inForce: boolean
  headIsFocal: boolean
  /** Who took its place, when it is closed. */
  successorName: string | null
  successorId: string | null
}

/** Somebody of a unit, deputies in force included. */
export interface UnitPerson {
  personId: string
  name: string
  title: string | null
  phone: string | null
  email: string | null
  role: Role
  unitId: string
  unitName: string
}

/** What the directory tells of units and their people; `on`: asked inside a transaction, so that none waits for a second connection. */
export interface UnitBook {
  unit(id: string, at: Date, on?: Transaction): Promise<UnitFacts | null>
  /** The unit in force with the capability of a provincial office; null where there is none. */
  officeUnit(at: Date, on?: Transaction): Promise<string | null>
  people(unitId: string, roles: readonly Role[], at: Date, on?: Transaction): Promise<UnitPerson[]>
  /** Everybody who holds a role, whatever the unit. */
  holders(role: Role, at: Date, on?: Transaction): Promise<UnitPerson[]>
  /** Its sub-units in force, of every depth. */
  subUnits(unitId: string, at: Date, on?: Transaction): Promise<{ id: string; name: string }[]>
}

export interface TicketDeps {
  db: Database
  clock: Clock
  logger: Logger
  /** Calendars and settings of deadlines. */
  book: DeadlineBook
  units: UnitBook
  outbox: Outbox
  /** Tells the pages of those who may see a petition that it changed; after the commit, best effort. */
  tell(change: { ticketId: string; unitIds: readonly string[] }): void
}

/** Many operators may save in the same second: waiting for a connection is no error, hanging on one is. */
export const transactionLimits = { maxWait: 10_000, timeout: 15_000 } as const

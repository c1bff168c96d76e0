// Units and their people, as other rooms need to know them: who is in force, who holds which role, what lies below.
import type { Role } from '../contract/values.ts'
import { Role as RoleSchema } from '../contract/values.ts'
import { type Database, inForce, type Transaction, todayOf } from './deps.ts'

export interface UnitFacts {
  id: string
  name: string
  capabilities: readonly string[]
  /** On the day asked about. */
  inForce: boolean
  headIsFocal: boolean
  /** Who took its place, when it is closed. */
  successorName: string | null
}

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

/** Makes the book; every answer is read anew. Give `on` to ask inside a transaction of your own. */
export function createUnitBook(db: Database) {
  return {
    /** One unit; null when there is none of this id. */
    async unit(id: string, at: Date, on: Transaction = db): Promise<UnitFacts | null> {
      const row = await on.unit.findUnique({ where: { id }, include: { successors: { select: { name: true }, orderBy: { validFrom: 'asc' }, take: 1 } } })
      if (!row) return null
      const today = todayOf(at)
      const { name, capabilities, headIsFocal, validFrom, validTo } = row
      return {
        id,
        name,
        capabilities,
        headIsFocal,
        inForce: validFrom <= today && (validTo === null || validTo > today),
        successorName: row.successors[0]?.name ?? null,
      }
    },

    /** The unit in force with the capability of a provincial office; null where there is none. */
    async officeUnit(at: Date, on: Transaction = db): Promise<string | null> {
      const row = await on.unit.findFirst({
        where: { capabilities: { has: 'province-office' }, ...inForce(todayOf(at)) },
        orderBy: { validFrom: 'desc' },
        select: { id: true },
      })
      return row?.id ?? null
    },

    /** Who holds one of these roles in a unit at a moment; locked accounts are left out. */
    async people(unitId: string, roles: readonly Role[], at: Date, on: Transaction = db): Promise<UnitPerson[]> {
      const rows = await on.membership.findMany({
        where: { unitId, role: { in: [...roles] }, ...inForce(at), person: { lockedAt: null } },
        include: { person: { select: { id: true, name: true, title: true, phone: true } }, unit: { select: { name: true } } },
        orderBy: { person: { name: 'asc' } },
      })
      return rows.map(({ role, person, unit }) => ({
        personId: person.id,
        name: person.name,
        title: person.title,
        phone: person.phone,
        email: null,
        role: RoleSchema.parse(role),
        unitId,
        unitName: unit.name,
      }))
    },

    /** A unit's own id, then those above it, nearest first. */
    async parents(unitId: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        WITH RECURSIVE above AS (
          SELECT id, parent_id, 0 AS depth FROM unit WHERE id = ${unitId}::uuid
          UNION ALL
          SELECT u.id, u.parent_id, a.depth + 1 FROM unit u JOIN above a ON u.id = a.parent_id WHERE a.depth < 10)
        SELECT id FROM above ORDER BY depth`
      return rows.map(({ id }) => id)
    },

    /** Its sub-units in force, of every depth. */
    async subUnits(unitId: string, at: Date, on: Transaction = db): Promise<{ id: string; name: string }[]> {
      const today = todayOf(at)
      return on.$queryRaw<{ id: string; name: string }[]>`
        WITH RECURSIVE below AS (
          SELECT id, name, 1 AS depth FROM unit WHERE parent_id = ${unitId}::uuid AND valid_from <= ${today} AND (valid_to IS NULL OR valid_to > ${today})
          UNION ALL
          SELECT u.id, u.name, b.depth + 1 FROM unit u JOIN below b ON u.parent_id = b.id
          WHERE b.depth < 10 AND u.valid_from <= ${today} AND (u.valid_to IS NULL OR u.valid_to > ${today}))
        SELECT DISTINCT id, name FROM below ORDER BY name`
    },
  }
}

// Units and their people, as other rooms need to know them: who is in force, who holds which role, what lies below.
import type { Role } from '../contract/values.ts'
import { Role as RoleSchema } from '../contract/values.ts'
import type { Prisma } from '../platform/database/client.ts'
import { type Database, inForce, type Transaction, todayOf } from './deps.ts'
import { deputyInForce } from './deputies-in-force.ts'
import { deputisedRoles } from './deputy-rules.ts'

export interface UnitFacts {
  id: string
  name: string
  capabilities: readonly string[]
  /** On the day asked about. */
  inForce: boolean
  headIsFocal: boolean
  /** Who took its place, when it is closed. */
  successorName: string | null
  successorId: string | null
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
  /** The person this one stands in for (thay mặt); null: here in his own right. */
  onBehalfOf: string | null
}

/** A unit in force with its place in the tree. */
export interface UnitBranch {
  id: string
  name: string
  code: string
  kind: string
  parentId: string | null
}

const named = { id: true, name: true } as const
const shown = { id: true, name: true, title: true, phone: true, email: true } as const
type Shown = { id: string; name: string; title: string | null; phone: string; email: string | null }

/** Makes the book; every answer is read anew. Give `on` to ask inside a transaction of your own. */
export function createUnitBook(db: Database) {
  return {
    /** One unit; null when there is none of this id. */
    async unit(id: string, at: Date, on: Transaction = db): Promise<UnitFacts | null> {
      const row = await on.unit.findUnique({
        where: { id },
        include: { successor: { select: named }, successors: { select: named, orderBy: { validFrom: 'asc' }, take: 1 } },
      })
      if (!row) return null
      const successor = row.successor ?? row.successors[0]
      const today = todayOf(at)
      const { name, capabilities, headIsFocal, validFrom, validTo } = row
      return {
        id,
        name,
        capabilities,
        headIsFocal,
        inForce: validFrom <= today && (validTo === null || validTo > today),
        successorName: successor?.name ?? null,
        successorId: successor?.id ?? null,
      }
    },

    /** The unit in force with the capability of a provincial office; null where there is none. */
    async officeUnit(at: Date, on: Transaction = db): Promise<string | null> {
      const serving = { role: 'provincial-office', validFrom: { lte: at }, OR: [{ validTo: null }, { validTo: { gt: at } }] }
      const rows = await on.unit.findMany({
        where: { capabilities: { has: 'province-office' }, ...inForce(todayOf(at)) },
        orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
        select: { id: true, memberships: { where: serving, take: 1, select: { id: true } } },
      })
      // Of two the one that has it keeps it until it is closed, and none takes over where nobody serves.
      return (rows.find(({ memberships }) => memberships.length > 0) ?? rows[0])?.id ?? null
    },

    /** Who holds one of these roles in a unit at a moment, then their deputies in force; locked accounts are left out. */
    people: (unitId: string, roles: readonly Role[], at: Date, on: Transaction = db): Promise<UnitPerson[]> =>
      holdersOf({ unitId, role: { in: [...roles] } }, at, on),

    /** Everybody who holds a role, whatever the unit, with their deputies in force. */
    holders: (role: Role, at: Date, on: Transaction = db): Promise<UnitPerson[]> => holdersOf({ role }, at, on),

    /** All units in force on the day of `at`, in Vietnamese order; those whose parent is not in force stand on top. */
    async tree(at: Date, on: Transaction = db): Promise<UnitBranch[]> {
      const rows = await on.unit.findMany({ where: inForce(todayOf(at)), select: { id: true, name: true, code: true, kind: true, parentId: true } })
      const ids = new Set(rows.map(({ id }) => id))
      const byName = new Intl.Collator('vi')
      return rows
        .map((row) => ({ ...row, parentId: row.parentId !== null && ids.has(row.parentId) ? row.parentId : null }))
        .sort((a, b) => byName.compare(a.name, b.name))
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

/** Those of these memberships at a moment, each once a role, then their deputies; locked accounts are left out. */
async function holdersOf(which: Prisma.MembershipWhereInput, at: Date, on: Transaction): Promise<UnitPerson[]> {
  const rows = await on.membership.findMany({
    where: { ...which, ...inForce(at), person: { lockedAt: null } },
    include: {
      person: {
        select: { ...shown, deputies: { where: { ...deputyInForce(at), deputy: { lockedAt: null } }, select: { deputy: { select: shown } } } },
      },
      unit: { select: { name: true } },
    },
    orderBy: { person: { name: 'asc' } },
  })
  const found: UnitPerson[] = []
  const add = (who: Shown, row: (typeof rows)[number], onBehalfOf: string | null) => {
    const role = RoleSchema.parse(row.role)
    if (found.some((one) => one.personId === who.id && one.role === role)) return
    found.push({
      personId: who.id,
      name: who.name,
      title: who.title,
      phone: who.phone,
      email: who.email,
      role,
      unitId: row.unitId,
      unitName: row.unit.name,
      onBehalfOf,
    })
  }
  for (const row of rows) add(row.person, row, null)
  for (const row of rows)
    if (deputisedRoles.includes(RoleSchema.parse(row.role))) for (const { deputy } of row.person.deputies) add(deputy, row, row.person.name)
  return found
}

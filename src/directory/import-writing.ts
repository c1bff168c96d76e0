// Writing what an import planned, in its transaction.
import { Role } from '../contract/values.ts'
import type { Transaction } from './deps.ts'
import { type Actor, changeEvents, type NewEvent, writeEvents } from './directory-history.ts'
import type { PeoplePlan } from './import-people-rules.ts'
import type { ImportedUnit } from './import-units-rules.ts'
import { inviteAll, type NewInvitation } from './invitations.ts'
import { heldWords } from './membership-rules.ts'
import { endMemberships, localDay } from './moving.ts'
import { dateOf, toShape, type UnitRow, unitWords } from './unit-rows.ts'

/** Writes new and changed units; says how many. */
export async function saveUnits(tx: Transaction, units: readonly ImportedUnit[], before: readonly UnitRow[], by: Actor, now: Date): Promise<number> {
  const names = new Map<string, string>([...before, ...units].map(({ id, name }) => [id, name]))
  const rowOf = ({ id, code, name, kind, capabilities, parentId, headIsFocal, validFrom, validTo }: ImportedUnit) => ({
    id,
    code,
    name,
    kind,
    capabilities: [...capabilities],
    parentId,
    headIsFocal,
    validFrom: dateOf(validFrom),
    validTo: validTo ? dateOf(validTo) : null,
  })
  const added = parentsFirst(units.filter(({ isNew }) => isNew))
  await tx.unit.createMany({ data: added.map(rowOf) })
  const events: NewEvent[] = added.map(({ id, name }) => ({ unitId: id, action: 'unit-added', newValue: name }))
  for (const unit of units.filter(({ isNew }) => !isNew)) {
    const row = before.find(({ id }) => id === unit.id)
    if (!row) continue
    const { id, name, kind, capabilities, parentId, headIsFocal } = rowOf(unit)
    await tx.unit.update({ where: { id }, data: { name, kind, capabilities, parentId, headIsFocal, version: { increment: 1 } } })
    const nameOf = (one: string) => names.get(one) ?? ''
    events.push(...changeEvents({ unitId: id }, unitWords({ ...toShape(row), kind: row.kind, headIsFocal: row.headIsFocal }, nameOf), unitWords(unit, nameOf)))
  }
  await writeEvents(tx, by, now, events)
  return units.length
}

/** A parent that stands in the same file is there before its sub-units. */
function parentsFirst(units: readonly ImportedUnit[]): ImportedUnit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const depth = (unit: ImportedUnit): number => {
    const parent = unit.parentId === null ? undefined : byId.get(unit.parentId)
    return parent ? depth(parent) + 1 : 0
  }
  return units
    .map((unit) => ({ unit, at: depth(unit) }))
    .sort((a, b) => a.at - b.at)
    .map(({ unit }) => unit)
}

/** Accounts by their number, with the roles they hold or will hold. */
export async function knownPeople(tx: Transaction, now: Date) {
  const rows = await tx.person.findMany({
    select: {
      id: true,
      name: true,
      phone: true,
      memberships: { where: { OR: [{ validTo: null }, { validTo: { gt: now } }] }, include: { unit: { select: { name: true } } } },
    },
  })
  return new Map(
    rows.map(({ id, name, phone, memberships }) => [
      phone,
      {
        id,
        name,
        held: memberships.map((one) => ({
          id: one.id,
          role: Role.parse(one.role),
          unitId: one.unitId,
          unitName: one.unit.name,
          from: one.validFrom.getTime(),
          to: one.validTo?.getTime() ?? null,
          beside: one.beside,
        })),
      },
    ]),
  )
}

/** Writes accounts and roles; the invitations of new accounts, by person. */
export async function savePeople(tx: Transaction, plan: PeoplePlan, by: Actor, now: Date): Promise<Map<string, NewInvitation>> {
  await tx.person.createMany({ data: plan.people.map(({ id, name, phone, title, email }) => ({ id, name, phone, title, email, createdAt: now })) })
  const events: NewEvent[] = plan.people.map(({ id, name }) => ({ personId: id, action: 'account-created', newValue: name }))
  const ending = await tx.membership.findMany({
    where: { id: { in: plan.roles.flatMap(({ endIds }) => endIds) } },
    include: { unit: { select: { name: true } }, person: { select: { name: true } } },
  })
  events.push(...(await endMemberships(tx, ending, now)))
  await tx.membership.createMany({ data: plan.roles.map(({ personId, unitId, role, beside }) => ({ personId, unitId, role, beside, validFrom: now })) })
  for (const { personId, personName, unitId, unitName, role } of plan.roles)
    events.push({ personId, unitId, action: 'membership-added', newValue: heldWords(personName, role, unitName, localDay(now), null) })
  await tx.person.updateMany({ where: { id: { in: plan.roles.map(({ personId }) => personId) } }, data: { version: { increment: 1 } } })
  await writeEvents(tx, by, now, events)
  return inviteAll(
    tx,
    plan.people.map(({ id }) => id),
    now,
  )
}

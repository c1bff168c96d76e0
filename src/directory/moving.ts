// Ending roles and giving new ones, with their lines of history; the caller holds the locks.
import { Role } from '../contract/values.ts'
import { type Transaction, todayOf } from './deps.ts'
import { type Actor, type NewEvent, writeEvents } from './directory-history.ts'
import { heldWords } from './membership-rules.ts'
import { dayOf } from './unit-rows.ts'

interface HeldRow {
  id: string
  personId: string
  unitId: string
  role: string
  validFrom: Date
  validTo: Date | null
  beside: boolean
  person: { name: string }
}

export const localDay = (moment: Date): string => dayOf(todayOf(moment))

/** Ends roles at a moment; those that would only have begun then are taken back. */
export async function endMemberships(tx: Transaction, held: readonly (HeldRow & { unit: { name: string } })[], at: Date): Promise<NewEvent[]> {
  const planned = held.filter(({ validFrom }) => validFrom >= at)
  const begun = held.filter(({ validFrom }) => validFrom < at)
  await tx.membership.deleteMany({ where: { id: { in: planned.map(({ id }) => id) } } })
  await tx.membership.updateMany({ where: { id: { in: begun.map(({ id }) => id) } }, data: { validTo: at } })
  return held.map((row) => ({
    personId: row.personId,
    unitId: row.unitId,
    action: row.validFrom >= at ? 'membership-withdrawn' : 'membership-ended',
    newValue: heldWords(row.person.name, Role.parse(row.role), row.unit.name, localDay(row.validFrom), row.validFrom >= at ? null : localDay(at)),
  }))
}

/** All of `held` ends at a moment; with `to`, each goes on there in the same role. */
export async function moveMembers(
  tx: Transaction,
  {
    held,
    to,
    at,
    by,
    now,
  }: { held: readonly (HeldRow & { unit: { name: string } })[]; to: { id: string; name: string } | null; at: Date; by: Actor; now: Date },
): Promise<void> {
  const events = await endMemberships(tx, held, at)
  if (to) {
    const there = await tx.membership.findMany({
      where: { unitId: to.id, OR: [{ validTo: null }, { validTo: { gt: at } }] },
      select: { personId: true, role: true },
    })
    const taken = new Set(there.map(({ personId, role }) => `${personId} ${role}`))
    for (const { personId, role, validFrom, validTo, beside, person } of held) {
      if (taken.has(`${personId} ${role}`)) continue
      taken.add(`${personId} ${role}`)
      const from = validFrom > at ? validFrom : at
      await tx.membership.create({ data: { personId, unitId: to.id, role, validFrom: from, validTo, beside } })
      events.push({
        personId,
        unitId: to.id,
        action: 'membership-added',
        newValue: heldWords(person.name, Role.parse(role), to.name, localDay(from), validTo && localDay(validTo)),
      })
    }
  }
  await tx.person.updateMany({ where: { id: { in: held.map(({ personId }) => personId) } }, data: { version: { increment: 1 } } })
  await writeEvents(tx, by, now, events)
}

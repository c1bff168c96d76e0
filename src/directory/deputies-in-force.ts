// Who acts for whom at a moment, as the identity and the unit book need to know it.
import type { Membership } from '../contract/accounts.ts'
import { Role } from '../contract/values.ts'
import { inForce, type Transaction } from './deps.ts'

/** Filter for deputies in force. Neither of a locked person nor by one. */
export function deputyInForce(at: Date) {
  return { validFrom: { lte: at }, validTo: { gt: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] }
}

/** What somebody holds for others at a moment: their own memberships, never what they hold for a third. */
export async function heldForOthers(on: Transaction, personId: string, at: Date): Promise<Membership[]> {
  const rows = await on.deputy.findMany({
    where: { deputyId: personId, ...deputyInForce(at), person: { lockedAt: null } },
    orderBy: { validFrom: 'asc' },
    select: {
      person: {
        select: {
          id: true,
          name: true,
          memberships: { where: inForce(at), include: { unit: { select: { name: true } } }, orderBy: { validFrom: 'asc' } },
        },
      },
    },
  })
  return rows.flatMap(({ person }) =>
    person.memberships.map(({ role, unitId, unit }) => ({
      role: Role.parse(role),
      unitId,
      unitName: unit.name,
      onBehalfOf: { personId: person.id, name: person.name },
    })),
  )
}

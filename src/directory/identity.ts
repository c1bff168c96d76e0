// Who a person is right now: roles and memberships in force, and the phone to ring.
import { type Me, PhoneProfile } from '../contract/accounts.ts'
import { Role } from '../contract/values.ts'
import type { Identity } from '../platform/http/session-context.ts'
import { type Database, inForce } from './deps.ts'
import { heldForOthers } from './deputies-in-force.ts'
import { effectiveMemberships } from './deputy-rules.ts'

interface MembershipRow {
  role: string
  unitId: string
  unit: { name: string }
}

/** Memberships as they cross the wire. */
export function toMemberships(rows: MembershipRow[]): Me['memberships'] {
  return rows.map((row) => ({ role: Role.parse(row.role), unitId: row.unitId, unitName: row.unit.name }))
}

/** The stored phone; a hardware phone without an address falls back to the browser. */
export function toPhoneProfile(row: { phoneKind: string; sipContact: string | null }): PhoneProfile {
  const profile = PhoneProfile.safeParse(row.phoneKind === 'sip' ? { kind: 'sip', contact: row.sipContact } : { kind: 'browser' })
  return profile.success ? profile.data : { kind: 'browser' }
}

/** Reads a person, with what he holds for others as their deputy; null when there is none or the account is locked. */
export async function readIdentity(db: Database, personId: string, now: Date): Promise<Identity | null> {
  const [row, forOthers] = await Promise.all([
    db.person.findUnique({
      where: { id: personId },
      include: { memberships: { where: inForce(now), include: { unit: { select: { name: true } } }, orderBy: { validFrom: 'asc' } } },
    }),
    heldForOthers(db, personId, now),
  ])
  if (!row || row.lockedAt) return null
  const memberships = effectiveMemberships(toMemberships(row.memberships), forOthers)
  return {
    personId: row.id,
    name: row.name,
    phone: row.phone,
    title: row.title,
    memberships,
    roles: [...new Set(memberships.map((one) => one.role))],
    phoneProfile: toPhoneProfile(row),
  }
}

/** What the page learns about its user. */
export function toMe(identity: Identity): Me {
  const { personId, name, phone, title, memberships, roles, phoneProfile } = identity
  return { id: personId, name, phone, title, memberships, roles, phoneProfile }
}

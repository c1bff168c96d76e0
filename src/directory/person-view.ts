// A stored person as it crosses the wire.
import type { z } from 'zod'
import type { Person } from '../contract/accounts.ts'
import { toMemberships } from './identity.ts'

export type PersonView = z.infer<typeof Person>

interface PersonRow {
  id: string
  name: string
  phone: string
  title: string | null
  email: string | null
  version: number
  lockedAt: Date | null
  passwordHash: string | null
  createdAt: Date
  memberships: Parameters<typeof toMemberships>[0]
}

export function statusOf({ lockedAt, passwordHash }: Pick<PersonRow, 'lockedAt' | 'passwordHash'>): PersonView['status'] {
  return lockedAt ? 'locked' : passwordHash ? 'active' : 'invited'
}

/** `memberships`: those in force. */
export function toPersonView(row: PersonRow): PersonView {
  const { id, name, phone, title, email, version } = row
  return { id, name, phone, title, email, version, status: statusOf(row), memberships: toMemberships(row.memberships), createdAt: row.createdAt.toISOString() }
}

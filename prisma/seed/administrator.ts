// The first administrator of a real installation: an account without a password, and a link to set it, shown once.
import { toE164 } from '../../src/contract/phone-number.ts'
import { invite } from '../../src/directory/invitations.ts'
import type { Database } from '../../src/platform/database/client.ts'

/** The token of the first administrator's invitation; null when there is an administrator already. */
export async function seedAdministrator(db: Database, adminPhone: string): Promise<string | null> {
  const phone = toE164(adminPhone)
  if (!phone) throw new Error('ADMIN_PHONE is no telephone number')
  return db.$transaction(async (tx) => {
    if (await tx.membership.findFirst({ where: { role: 'administrator', validTo: null } })) return null
    const unit = await tx.unit.findFirstOrThrow({ where: { capabilities: { has: 'operator' } }, orderBy: { validFrom: 'desc' } })
    const person = await tx.person.upsert({ where: { phone }, create: { phone, name: 'Quản trị hệ thống', title: 'Quản trị hệ thống' }, update: {} })
    await tx.membership.create({ data: { personId: person.id, unitId: unit.id, role: 'administrator' } })
    return (await invite(tx, person.id, new Date())).token
  })
}

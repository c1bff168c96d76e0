// A new installation has nobody who could invite anybody: the first administrator gets his invitation on the console, once.
import { createHash, randomBytes } from 'node:crypto'
import { toE164 } from '../../src/contract/phone-number.ts'
import type { Database } from '../../src/platform/database/client.ts'

const WEEK_MS = 7 * 86_400_000

/** Invites ADMIN_PHONE when no administrator exists yet. */
export async function seedFirstAdministrator(db: Database, adminPhone: string): Promise<void> {
  const phone = toE164(adminPhone)
  if (!phone || (await db.membership.count({ where: { role: 'administrator' } })) > 0) return
  const unit = await db.unit.findFirstOrThrow({ where: { capabilities: { has: 'operator' } } })
  const token = randomBytes(32).toString('base64url')
  await db.person.create({
    data: {
      phone,
      name: 'Quản trị hệ thống',
      memberships: { create: { role: 'administrator', unitId: unit.id } },
      invitations: { create: { tokenHash: createHash('sha256').update(token).digest('hex'), expiresAt: new Date(Date.now() + WEEK_MS) } },
    },
  })
  process.stdout.write(`Invitation of the first administrator, valid 7 days, shown once: /kich-hoat/${token}\n`)
}

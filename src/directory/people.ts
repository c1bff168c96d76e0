// Accounts as the administrator keeps them.
import type { z } from 'zod'
import type { NewPersonBody, Person, PhoneProfile } from '../contract/accounts.ts'
import { Refusal } from '../contract/errors.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import type { SessionRegistry } from '../platform/http/session-registry.ts'
import { type DirectoryDeps, inForce, todayOf } from './deps.ts'
import { deputyInForce } from './deputies-in-force.ts'
import { toMemberships, toPhoneProfile } from './identity.ts'
import { invite, type NewInvitation } from './invitations.ts'
import { capabilityFor } from './role-rules.ts'

type PersonView = z.infer<typeof Person>

/** Makes the accounts part of the directory. */
export function createPeople({ db, clock, logger, sessions }: DirectoryDeps & { sessions: SessionRegistry }) {
  const withMemberships = () => ({
    memberships: { where: inForce(clock.now()), include: { unit: { select: { name: true } } }, orderBy: { validFrom: 'asc' as const } },
  })

  async function view(personId: string): Promise<PersonView> {
    const row = await db.person.findUnique({ where: { id: personId }, include: withMemberships() })
    if (!row) throw new Refusal('not-found', 'Không tìm thấy tài khoản này')
    return toView(row)
  }

  return {
    async all(): Promise<PersonView[]> {
      const rows = await db.person.findMany({ include: withMemberships() })
      const byName = new Intl.Collator('vi')
      return rows.map(toView).sort((a, b) => byName.compare(a.name, b.name))
    },

    /** A new account without a password, and the invitation to set one. */
    async add(body: z.output<typeof NewPersonBody>, by: string): Promise<{ person: PersonView; invitation: NewInvitation }> {
      const now = clock.now()
      const unit = await db.unit.findFirst({ where: { id: body.unitId, ...inForce(todayOf(now)) } })
      if (!unit) throw wrongUnit('Đơn vị này không còn hoạt động')
      const needed = capabilityFor(body.role)
      if (needed && !unit.capabilities.includes(needed)) throw wrongUnit('Vai trò này không thuộc đơn vị đã chọn')
      try {
        const { id, invitation } = await db.$transaction(async (tx) => {
          const person = await tx.person.create({
            data: {
              name: body.name,
              phone: body.phone,
              title: body.title || null,
              createdAt: now,
              memberships: { create: { unitId: unit.id, role: body.role, validFrom: now } },
            },
          })
          return { id: person.id, invitation: await invite(tx, person.id, now) }
        })
        logger.info('account created', { personId: id, by, role: body.role, unitId: unit.id })
        return { person: await view(id), invitation }
      } catch (error) {
        if (isUniqueViolation(error)) throw new Refusal('conflict', 'Số điện thoại này đã có tài khoản', { phone: 'Số điện thoại này đã có tài khoản' })
        throw error
      }
    },

    /** Starts an account anew: the old password, earlier invitations and all sessions are void. */
    async invite(personId: string, by: string): Promise<NewInvitation> {
      const person = await view(personId)
      if (personId === by) throw new Refusal('conflict', 'Hãy dùng Đổi mật khẩu cho tài khoản của chính bạn')
      if (person.status === 'locked') throw new Refusal('conflict', 'Tài khoản đang bị khóa, hãy mở khóa trước')
      const invitation = await db.$transaction(async (tx) => {
        await tx.person.update({ where: { id: personId }, data: { passwordHash: null } })
        return invite(tx, personId, clock.now())
      })
      await sessions.endAllOf(personId, 'password-changed')
      logger.info('account invited again', { personId, by })
      return invitation
    },

    /** Locks or unlocks; locking ends the sessions and voids open invitations. */
    async lock(personId: string, locked: boolean, by: string): Promise<PersonView> {
      // An administrator who locks himself out could leave the platform without any.
      if (personId === by) throw new Refusal('conflict', 'Bạn không thể khóa tài khoản của chính mình')
      await view(personId)
      const now = clock.now()
      await db.$transaction(async (tx) => {
        await tx.person.updateMany({ where: { id: personId, lockedAt: locked ? null : { not: null } }, data: { lockedAt: locked ? now : null } })
        if (locked) await tx.invitation.updateMany({ where: { personId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
      })
      if (locked) await sessions.endAllOf(personId, 'locked')
      logger.info(locked ? 'account locked' : 'account unlocked', { personId, by })
      return view(personId)
    },

    /** Browser softphone or hardware phone. */
    async setPhone(personId: string, profile: PhoneProfile): Promise<void> {
      const sipContact = profile.kind === 'sip' ? profile.contact : null
      await db.person.update({ where: { id: personId }, data: { phoneKind: profile.kind, sipContact } })
      logger.info('phone profile changed', { personId, kind: profile.kind })
    },

    /** Everyone who may sit at a desk, the supervisor's deputies in force included. */
    async agents(): Promise<{ personId: string; name: string; phoneProfile: PhoneProfile }[]> {
      const now = clock.now()
      const supervisor = { lockedAt: null, memberships: { some: { role: 'supervisor', ...inForce(now) } } }
      const rows = await db.person.findMany({
        where: {
          lockedAt: null,
          OR: [
            { memberships: { some: { role: { in: ['operator', 'supervisor'] }, ...inForce(now) } } },
            { standsInFor: { some: { ...deputyInForce(now), person: supervisor } } },
          ],
        },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map((row) => ({ personId: row.id, name: row.name, phoneProfile: toPhoneProfile(row) }))
    },
  }
}

const wrongUnit = (message: string): Refusal => new Refusal('invalid-input', message, { unitId: message })

type PersonRow = Parameters<typeof toMemberships>[0] extends infer M
  ? { id: string; name: string; phone: string; title: string | null; lockedAt: Date | null; passwordHash: string | null; createdAt: Date; memberships: M }
  : never

function toView(row: PersonRow): PersonView {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    title: row.title,
    status: row.lockedAt ? 'locked' : row.passwordHash ? 'active' : 'invited',
    memberships: toMemberships(row.memberships),
    createdAt: row.createdAt.toISOString(),
  }
}

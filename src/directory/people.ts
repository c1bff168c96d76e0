// Accounts as the administrator keeps them: list, new ones, invitations, locks, the telephone.
import type { z } from 'zod'
import type { NewPersonBody, PhoneProfile } from '../contract/accounts.ts'
import { Refusal } from '../contract/errors.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import type { SessionRegistry } from '../platform/http/session-registry.ts'
import { type DirectoryDeps, inForce, todayOf } from './deps.ts'
import { deputyInForce } from './deputies-in-force.ts'
import { type Actor, writeEvents } from './directory-history.ts'
import { toPhoneProfile } from './identity.ts'
import { invite, type NewInvitation } from './invitations.ts'
import { heldWords, inUnitWords, roleProblem } from './membership-rules.ts'
import { localDay } from './moving.ts'
import { type PersonView, toPersonView } from './person-view.ts'

/** Makes the accounts part of the directory. */
export function createPeople({ db, clock, logger, sessions }: DirectoryDeps & { sessions: SessionRegistry }) {
  const withMemberships = () => ({
    memberships: { where: inForce(clock.now()), include: { unit: { select: { name: true } } }, orderBy: { validFrom: 'asc' as const } },
  })

  async function view(personId: string): Promise<PersonView> {
    const row = await db.person.findUnique({ where: { id: personId }, include: withMemberships() })
    if (!row) throw new Refusal('not-found', 'Không tìm thấy tài khoản này')
    return toPersonView(row)
  }

  /** Whose number it is already, and where that person serves: the role is then given there, not by a second account. */
  async function numberTaken(phone: string): Promise<Refusal> {
    const owner = await db.person.findUnique({ where: { phone }, include: withMemberships() })
    const units = owner?.memberships.map(({ unit }) => ({ unitName: unit.name })) ?? []
    const who = owner ? ` của ${owner.name}${units.length > 0 ? `, ${inUnitWords(units)}` : ''}. Mở tài khoản đó để giao thêm hoặc chuyển vai trò.` : ''
    return new Refusal('conflict', `Số điện thoại này đã có tài khoản${who}`, { phone: `Số này đã có tài khoản${owner ? ` của ${owner.name}` : ''}` })
  }

  return {
    view,

    async all(): Promise<PersonView[]> {
      const rows = await db.person.findMany({ include: withMemberships() })
      const byName = new Intl.Collator('vi')
      return rows.map(toPersonView).sort((a, b) => byName.compare(a.name, b.name))
    },

    /** A new account without a password, and the invitation to set one. */
    async add(body: z.output<typeof NewPersonBody>, by: Actor): Promise<{ person: PersonView; invitation: NewInvitation }> {
      const now = clock.now()
      try {
        const { id, invitation } = await db.$transaction(async (tx) => {
          // The unit cannot be closed meanwhile: whoever closes it waits, or we see it closed.
          await tx.$executeRaw`SELECT 1 FROM unit WHERE id = ${body.unitId}::uuid FOR SHARE`
          const unit = await tx.unit.findFirst({ where: { id: body.unitId, ...inForce(todayOf(now)) } })
          if (!unit) throw wrongUnit('Đơn vị này không còn hoạt động')
          const unfit = roleProblem(body.role, unit)
          if (unfit) throw wrongUnit(unfit)
          const person = await tx.person.create({
            data: {
              name: body.name,
              phone: body.phone,
              title: body.title || null,
              email: body.email ?? null,
              createdAt: now,
              memberships: { create: { unitId: unit.id, role: body.role, validFrom: now } },
            },
          })
          await writeEvents(tx, by, now, [
            { personId: person.id, action: 'account-created', newValue: body.name },
            { personId: person.id, unitId: unit.id, action: 'membership-added', newValue: heldWords(body.name, body.role, unit.name, localDay(now), null) },
          ])
          return { id: person.id, invitation: await invite(tx, person.id, now) }
        })
        logger.info('account created', { personId: id, by: by.id, role: body.role, unitId: body.unitId })
        return { person: await view(id), invitation }
      } catch (error) {
        if (isUniqueViolation(error)) throw await numberTaken(body.phone)
        throw error
      }
    },

    /** Starts an account anew: the old password, earlier invitations and all sessions are void. */
    async invite(personId: string, by: Actor): Promise<NewInvitation> {
      const person = await view(personId)
      if (personId === by.id) throw new Refusal('conflict', 'Hãy dùng Đổi mật khẩu cho tài khoản của chính bạn')
      if (person.status === 'locked') throw new Refusal('conflict', 'Tài khoản đang bị khóa, hãy mở khóa trước')
      const invitation = await db.$transaction(async (tx) => {
        await tx.person.update({ where: { id: personId }, data: { passwordHash: null } })
        await writeEvents(tx, by, clock.now(), [{ personId, action: 'account-invited' }])
        return invite(tx, personId, clock.now())
      })
      await sessions.endAllOf(personId, 'password-changed')
      logger.info('account invited again', { personId, by: by.id })
      return invitation
    },

    /** Locks or unlocks; locking ends the sessions and voids open invitations. */
    async lock(personId: string, locked: boolean, by: Actor): Promise<PersonView> {
      // An administrator who locks himself out could leave the platform without any.
      if (personId === by.id) throw new Refusal('conflict', 'Bạn không thể khóa tài khoản của chính mình')
      await view(personId)
      const now = clock.now()
      await db.$transaction(async (tx) => {
        const changed = await tx.person.updateMany({
          where: { id: personId, lockedAt: locked ? null : { not: null } },
          data: { lockedAt: locked ? now : null },
        })
        if (locked) await tx.invitation.updateMany({ where: { personId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
        if (changed.count > 0) await writeEvents(tx, by, now, [{ personId, action: locked ? 'account-locked' : 'account-unlocked' }])
      })
      if (locked) await sessions.endAllOf(personId, 'locked')
      logger.info(locked ? 'account locked' : 'account unlocked', { personId, by: by.id })
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

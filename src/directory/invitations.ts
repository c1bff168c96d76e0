// One-time invitations: a link that lets a person set the own password, once, within seven days.
import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { InvitationInfo } from '../contract/accounts.ts'
import { Refusal } from '../contract/errors.ts'
import { formatPhone } from '../contract/phone-number.ts'
import type { SessionRegistry } from '../platform/http/session-registry.ts'
import type { DirectoryDeps, Transaction } from './deps.ts'
import { hashPassword } from './passwords.ts'

const lifeMs = 7 * 24 * 60 * 60 * 1000

export interface NewInvitation {
  token: string
  expiresAt: Date
}

/** The page where an invitation is accepted. */
export function invitationPath(token: string): string {
  return `/kich-hoat/${token}`
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes an invitation and voids earlier ones. The token is returned once; only its hash is kept. */
export async function invite(tx: Transaction, personId: string, now: Date): Promise<NewInvitation> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + lifeMs)
  await tx.invitation.updateMany({ where: { personId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
  await tx.invitation.create({ data: { personId, tokenHash: hashOf(token), createdAt: now, expiresAt } })
  return { token, expiresAt }
}

/** The same for many new accounts, by person. */
export async function inviteAll(tx: Transaction, personIds: readonly string[], now: Date): Promise<Map<string, NewInvitation>> {
  const expiresAt = new Date(now.getTime() + lifeMs)
  const made = new Map(personIds.map((id) => [id, { token: randomBytes(32).toString('base64url'), expiresAt }]))
  await tx.invitation.createMany({ data: [...made].map(([personId, { token }]) => ({ personId, tokenHash: hashOf(token), createdAt: now, expiresAt })) })
  return made
}

const spent = (): Refusal => new Refusal('conflict', 'Lời mời này đã được dùng hoặc đã hết hạn, xin liên hệ quản trị viên để nhận lời mời mới')

/** Makes the invited person's side. */
export function createInvitations({ db, clock, logger, sessions }: DirectoryDeps & { sessions: SessionRegistry }) {
  async function open(token: string) {
    const found = await db.invitation.findUnique({ where: { tokenHash: hashOf(token) }, include: { person: true } })
    if (!found) throw new Refusal('not-found', 'Không tìm thấy lời mời này')
    if (found.usedAt || found.revokedAt || found.expiresAt <= clock.now() || found.person.lockedAt) throw spent()
    return found
  }

  return {
    /** Whom it is for, with most of the number hidden: the link may have gone astray. */
    async info(token: string): Promise<z.infer<typeof InvitationInfo>> {
      const { person, expiresAt } = await open(token)
      const shown = formatPhone(person.phone)
      return { name: person.name, phoneMasked: `${shown.slice(0, -3).replace(/\d/g, '•')}${shown.slice(-3)}`, expiresAt: expiresAt.toISOString() }
    },

    /** Sets the password. Of two people with the same link the first wins, for the claim and the password are one transaction. */
    async accept(token: string, password: string): Promise<void> {
      const { id, personId } = await open(token)
      const passwordHash = await hashPassword(password)
      await db.$transaction(async (tx) => {
        const now = clock.now()
        const claimed = await tx.invitation.updateMany({ where: { id, usedAt: null, revokedAt: null, expiresAt: { gt: now } }, data: { usedAt: now } })
        if (claimed.count !== 1) throw spent()
        const updated = await tx.person.updateMany({ where: { id: personId, lockedAt: null }, data: { passwordHash } })
        if (updated.count !== 1) throw spent()
      })
      await sessions.endAllOf(personId, 'password-changed')
      logger.info('invitation accepted', { personId, invitationId: id })
    },
  }
}

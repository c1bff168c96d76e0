// Signing in and the own password.
import { Refusal } from '../contract/errors.ts'
import type { SessionRegistry } from '../platform/http/session-registry.ts'
import type { DirectoryDeps } from './deps.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { createSignInThrottle } from './sign-in-throttle.ts'

/** Makes the password part of the directory. */
export function createSignIn({ db, clock, logger, sessions }: DirectoryDeps & { sessions: SessionRegistry }) {
  const throttle = createSignInThrottle(() => clock.now().getTime())

  function beginTry(account: string): void {
    const wait = throttle.begin(account)
    if (wait > 0) throw new Refusal('too-many-requests', `Sai mật khẩu nhiều lần. Xin thử lại sau ${Math.ceil(wait / 1000)} giây`)
  }

  return {
    /** Whose phone and password these are. One answer for an unknown phone and a wrong password. */
    async identify(phone: string, password: string): Promise<string> {
      const person = await db.person.findUnique({ where: { phone }, select: { id: true, passwordHash: true, lockedAt: true } })
      // Only now, so that tries while the database is away do not count.
      beginTry(phone)
      if (!(await checkPassword(person?.passwordHash ?? null, password)) || !person) {
        logger.info('sign-in refused', { personId: person?.id ?? null })
        throw new Refusal('wrong-credentials', 'Số điện thoại hoặc mật khẩu không đúng')
      }
      throttle.succeeded(phone)
      // Only who knows the password learns that the account is locked.
      if (person.lockedAt) throw new Refusal('locked', 'Tài khoản đã bị khóa, xin liên hệ quản trị viên')
      logger.info('signed in', { personId: person.id })
      return person.id
    },

    /** Sets the own password; every other session ends, and invitations that could still set another are void. */
    async changePassword(personId: string, sessionId: string, current: string, next: string): Promise<void> {
      const person = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { passwordHash: true } })
      beginTry(personId)
      if (!(await checkPassword(person.passwordHash, current)))
        throw new Refusal('invalid-input', 'Mật khẩu hiện tại không đúng', { current: 'Mật khẩu hiện tại không đúng' })
      throttle.succeeded(personId)
      if (current === next) throw new Refusal('invalid-input', 'Mật khẩu mới phải khác mật khẩu hiện tại', { next: 'Mật khẩu mới phải khác mật khẩu hiện tại' })
      const passwordHash = await hashPassword(next)
      await db.$transaction([
        db.person.update({ where: { id: personId }, data: { passwordHash } }),
        db.invitation.updateMany({ where: { personId, usedAt: null, revokedAt: null }, data: { revokedAt: clock.now() } }),
      ])
      await sessions.endAllOf(personId, 'password-changed', sessionId)
      logger.info('password changed', { personId })
    },
  }
}

// Who is behind a request, as the rooms see it.
import type { z } from 'zod'
import type { Membership } from '../../contract/accounts.ts'
import type { Role } from '../../contract/values.ts'

/** A person with what he may do now; read again from the directory at every request. */
export interface Identity {
  personId: string
  name: string
  roles: Role[]
  memberships: z.infer<typeof Membership>[]
}

/** `sessionId` is the hash of the cookie's value: it opens nothing, but stays out of logs all the same. */
export interface SessionContext extends Identity {
  sessionId: string
}

/** Why a session ended; the words of the socket event `session:ended`. */
export type SessionEndReason = 'signed-out' | 'password-changed' | 'locked'

export interface EndedSession {
  sessionId: string
  personId: string
  reason: SessionEndReason
}

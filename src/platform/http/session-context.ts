// Who is behind a request, as the rooms see it.
import type { Me } from '../../contract/accounts.ts'

/** A person with what he may do now; read again from the directory at every request. */
export interface Identity extends Omit<Me, 'id'> {
  personId: string
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

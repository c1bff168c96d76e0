// What a request tells: who acts, and how the server is called from outside.
import type { Request } from 'express'
import type { Actor } from './directory-history.ts'
import { invitationPath, type NewInvitation } from './invitations.ts'

export const actorOf = ({ personId, name }: { personId: string; name: string }): Actor => ({ id: personId, name })

/** The invitation's link as the person who asked sees the server. */
export function linkOf({ token, expiresAt }: NewInvitation, req: Request): { url: string; expiresAt: string } {
  return { url: `${req.protocol}://${req.get('host') ?? 'localhost'}${invitationPath(token)}`, expiresAt: expiresAt.toISOString() }
}

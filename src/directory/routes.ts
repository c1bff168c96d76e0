// The room's HTTP endpoints. Who may call them and what the bodies look like stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import { forgetCookie, openSession, sessionOf } from '../platform/http/session-middleware.ts'
import { bindDirectoryAdminRoutes } from './admin-routes.ts'
import { actorOf, linkOf } from './from-request.ts'
import { toMe } from './identity.ts'
import type { DirectoryService } from './service.ts'

/** Binds every account and unit endpoint of the contract. */
export function bindDirectoryRoutes(http: HttpBinder, service: DirectoryService): void {
  const { signIn, invitations, people } = service

  http.handle('signIn', async ({ body, req }) => {
    const personId = await signIn.identify(body.phone, body.password)
    const before = sessionOf(req)
    await openSession(req, personId)
    // The browser's earlier session, if any, ends with its softphone.
    if (before) await service.signOut(before.sessionId, before.personId)
    return service.me(personId)
  })
  // From the session itself, so that a page can be reloaded while the database is away.
  http.handle('me', async ({ session }) => toMe(session))
  http.handle('signOut', async ({ session, req, res }) => {
    await service.signOut(session.sessionId, session.personId)
    forgetCookie(req, res)
  })
  http.handle('changePassword', async ({ session, body }) => {
    await signIn.changePassword(session.personId, session.sessionId, body.current, body.next)
  })
  http.handle('setPhone', ({ session, body }) => service.setPhone(session.personId, body))

  http.handle('invitation', ({ params }) => invitations.info(params.token))
  http.handle('acceptInvitation', async ({ params, body }) => {
    await invitations.accept(params.token, body.password)
  })

  http.handle('people', () => people.all())
  http.handle('addPerson', async ({ body, session, req }) => {
    const { person, invitation } = await people.add(body, actorOf(session))
    return { person, invitation: linkOf(invitation, req) }
  })
  http.handle('invitePerson', async ({ params, session, req }) => linkOf(await people.invite(params.id, actorOf(session)), req))
  http.handle('lockPerson', ({ params, body, session }) => people.lock(params.id, body.locked, actorOf(session)))
  http.handle('units', () => service.units())
  http.handle('unitContacts', () => service.unitContacts())
  bindDirectoryAdminRoutes(http, service)
}

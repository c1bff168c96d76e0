// The administrator's endpoints: units through time, people and their roles, deputies, imports.
import type { Response } from 'express'
import { importFileLimit } from '../contract/imports.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import { readUpload, sendFile, xlsxType } from '../platform/http/upload.ts'
import { actorOf, linkOf } from './from-request.ts'
import type { DirectoryService } from './service.ts'

/** Binds them; after every change of roles the people concerned are told. */
export function bindDirectoryAdminRoutes(http: HttpBinder, service: DirectoryService): void {
  const { personEdit, deputies, unitAdmin, unitClosing, imports, rolesChanged } = service

  http.handle('person', ({ params }) => personEdit.detail(params.id))
  http.handle('savePerson', async ({ params, body, session }) => {
    const saved = await personEdit.save(params.id, body, actorOf(session))
    rolesChanged([params.id])
    return saved
  })
  http.handle('addMembership', async ({ params, body, session }) => {
    const saved = await personEdit.addMembership(params.id, body, actorOf(session))
    rolesChanged(withDeputies(saved))
    return saved
  })
  http.handle('endMembership', async ({ params, body, session }) => {
    const saved = await personEdit.endMembership(params.id, body, actorOf(session))
    rolesChanged(withDeputies(saved))
    return saved
  })

  http.handle('addDeputy', async ({ params, body, session }) => {
    await deputies.name(params.id, body, actorOf(session))
    rolesChanged([body.deputyId])
    return personEdit.detail(params.id)
  })
  http.handle('endDeputy', async ({ params, session }) => {
    const ended = await deputies.end(params.id, actorOf(session))
    rolesChanged([ended.deputy.id])
    return ended
  })
  const own = async (personId: string) => {
    const [all, colleagues] = await Promise.all([deputies.of(personId), deputies.colleaguesOf(personId)])
    return { deputies: all, colleagues }
  }
  http.handle('ownDeputies', ({ session }) => own(session.personId))
  http.handle('nameDeputy', async ({ body, session }) => {
    await deputies.name(session.personId, body, actorOf(session))
    rolesChanged([body.deputyId])
    return own(session.personId)
  })
  http.handle('endOwnDeputy', async ({ params, session }) => {
    const ended = await deputies.end(params.id, actorOf(session), session.personId)
    rolesChanged([ended.deputy.id])
    return own(session.personId)
  })

  http.handle('directoryUnits', () => unitAdmin.all())
  http.handle('directoryUnit', ({ params }) => unitAdmin.detail(params.id))
  http.handle('addUnit', ({ body, session }) => unitAdmin.add(body, actorOf(session)))
  http.handle('saveUnit', ({ params, body, session }) => unitAdmin.save(params.id, body, actorOf(session)))
  http.handle('closeUnits', async ({ body, session }) => {
    rolesChanged(await unitClosing.close(body, actorOf(session)))
    return unitAdmin.all()
  })
  http.handle('reopenUnit', async ({ params, body, session }) => {
    await unitClosing.reopen(params.id, body, actorOf(session))
    return unitAdmin.detail(params.id)
  })

  const template = (res: Response, name: string, content: Buffer) => sendFile(res, name, xlsxType, content)
  http.handle('unitsTemplate', async ({ res }) => template(res, 'mau-don-vi.xlsx', await imports.template('units')))
  http.handle('peopleTemplate', async ({ res }) => template(res, 'mau-tai-khoan.xlsx', await imports.template('people')))
  http.handle('importUnits', async ({ query, session, req }) => imports.units(await readUpload(req, importFileLimit), query, actorOf(session)))
  http.handle('importPeople', async ({ query, session, req }) => {
    const { report, invitations, changed } = await imports.people(await readUpload(req, importFileLimit), query, actorOf(session))
    rolesChanged(changed)
    return { ...report, invitations: invitations.map((one) => ({ ...one, invitation: linkOf(one.invitation, req) })) }
  })
}

/** Whose roles change with this person's: whoever stands in for him now. */
function withDeputies({
  person,
  deputies,
}: {
  person: { id: string }
  deputies: { person: { id: string }; deputy: { id: string }; standing: string }[]
}): string[] {
  return [person.id, ...deputies.filter((one) => one.person.id === person.id && one.standing === 'in-force').map(({ deputy }) => deputy.id)]
}

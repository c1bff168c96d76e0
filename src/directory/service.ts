// People, roles, sessions, invitations and units: the room's one door.
import { EventEmitter } from 'node:events'
import type { Me, PhoneProfile, Unit } from '../contract/accounts.ts'
import { Refusal } from '../contract/errors.ts'
import { createSessionRegistry } from '../platform/http/session-registry.ts'
import { type DirectoryDeps, inForce, type OpenSlips, todayOf } from './deps.ts'
import { createDeputies } from './deputies.ts'
import { readIdentity, toMe } from './identity.ts'
import { createImports } from './imports.ts'
import { createInvitations } from './invitations.ts'
import { createPeople } from './people.ts'
import { createPersonEdit } from './person-edit.ts'
import { createSignIn } from './sign-in.ts'
import { createUnitBook } from './unit-book.ts'
import { createUnitClosing } from './unit-closing.ts'
import { createUnitAdmin } from './units-admin.ts'

export type DirectoryService = ReturnType<typeof createDirectoryService>

/** Makes the directory. */
export function createDirectoryService(deps: DirectoryDeps) {
  const { db, clock } = deps
  const logger = deps.logger.child({ room: 'directory' })
  const sessions = createSessionRegistry({ db, clock, logger, loadIdentity: (personId) => readIdentity(db, personId, clock.now()) })
  const parts = { db, clock, logger, sessions }
  const signIn = createSignIn(parts)
  const invitations = createInvitations(parts)
  const people = createPeople(parts)
  const notices = new EventEmitter<{ phone: [{ personId: string; profile: PhoneProfile }]; roles: [string] }>()
  // Until the tickets room is there, no unit has an open slip.
  let askOpenSlips: OpenSlips = async () => 0
  const openSlips: OpenSlips = (unitId, on) => askOpenSlips(unitId, on)

  async function me(personId: string): Promise<Me> {
    const identity = await readIdentity(db, personId, clock.now())
    if (!identity) throw new Refusal('not-signed-in', 'Bạn chưa đăng nhập hoặc phiên đã hết')
    return toMe(identity)
  }

  return {
    sessions,
    me,
    signIn,
    invitations,
    people,
    agents: people.agents,
    personEdit: createPersonEdit(parts),
    deputies: createDeputies(parts),
    unitAdmin: createUnitAdmin({ ...parts, openSlips }),
    unitClosing: createUnitClosing({ ...parts, openSlips }),
    imports: createImports(parts),
    /** The tickets room says how it counts a unit's open slips. */
    countOpenSlipsBy: (ask: OpenSlips): void => {
      askOpenSlips = ask
    },
    /** Somebody's roles are others now: sessions read them at the next request, open pages are told at once. */
    rolesChanged: (personIds: Iterable<string>): void => {
      for (const id of new Set(personIds)) notices.emit('roles', id)
    },
    onRolesChanged: (listener: (personId: string) => void) => void notices.on('roles', listener),
    /** What other rooms ask of units and their people. */
    unitBook: createUnitBook(db),
    /** Ends the own session at once; a database that is away is no reason to stay signed in. */
    signOut: (sessionId: string, personId: string): Promise<void> => sessions.end(sessionId, personId, 'signed-out'),
    async setPhone(personId: string, profile: PhoneProfile): Promise<Me> {
      await people.setPhone(personId, profile)
      notices.emit('phone', { personId, profile })
      return me(personId)
    },
    /** Units in force today, in Vietnamese order. */
    async units(): Promise<Unit[]> {
      const rows = await db.unit.findMany({ where: inForce(todayOf(clock.now())), select: { id: true, name: true, kind: true } })
      const byName = new Intl.Collator('vi')
      return rows.sort((a, b) => byName.compare(a.name, b.name))
    },
    /** How people are called, by their ids; who does not exist is left out. */
    async namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await db.person.findMany({ where: { id: { in: [...new Set(personIds)] } }, select: { id: true, name: true } })
      return new Map(rows.map(({ id, name }) => [id, name]))
    },
    /** Does the database answer? */
    async ping(): Promise<boolean> {
      await db.$queryRaw`SELECT 1`
      return true
    },
    onPhoneProfileChanged: (listener: (change: { personId: string; profile: PhoneProfile }) => void) => void notices.on('phone', listener),
    onSessionStarted: sessions.onStarted,
    onSessionEnded: sessions.onEnded,
  }
}

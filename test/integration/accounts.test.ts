// Accounts on a real PostgreSQL and Redis: signing in, invitations, passwords, locks, two processes, a database that is away.
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { waitUntil } from '../harness/wait.ts'
import { addPerson, startWeb, type TestPerson, type TestWeb } from '../harness/web.ts'

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
/** A second process of the same platform. */
let other: TestWeb
let shift = 0
const clock = { now: () => new Date(Date.now() + shift) }
const hour = 60 * 60 * 1000

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  const urls = { database: database.url, redis: redis.url }
  ;[web, other] = await Promise.all([startWeb(urls, clock), startWeb(urls, clock)])
})
afterAll(async () => {
  await Promise.all([web?.stop(), other?.stop()])
  await Promise.all([database?.stop(), redis?.stop()])
})

async function signedIn(person: TestPerson, at = web): Promise<HttpClient> {
  const client = new HttpClient(at.baseUrl)
  await client.signIn(person)
  return client
}
const trySignIn = (phone: string, password: string, at = web) =>
  new HttpClient(at.baseUrl).request<{ code: string; message: string }>('POST', '/api/session', { phone, password })
const whoAmI = async (client: HttpClient) => (await client.request('GET', '/api/session')).status

/** The same browser talking to the other process. */
function atOther(client: HttpClient): HttpClient {
  const twin = new HttpClient(other.baseUrl)
  twin.cookie = client.cookie
  return twin
}

function connect(client: HttpClient): Promise<Socket> {
  const socket = io(client.baseUrl, { extraHeaders: { cookie: client.cookie }, transports: ['websocket'], forceNew: true, reconnection: false })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

/** An account that has been invited and not yet accepted: its invitation's path in the API. */
async function invited(): Promise<{ id: string; phone: string; invitation: string; admin: HttpClient }> {
  const administrator = await addPerson(database.db, 'administrator')
  const admin = await signedIn(administrator)
  const unit = await database.db.membership.findFirstOrThrow({ where: { personId: administrator.id } })
  const phone = `09000${String(Math.floor(Math.random() * 1e5)).padStart(5, '0')}`
  const added = await admin.request<{ person: { id: string; status: string }; invitation: { url: string } }>('POST', '/api/people', {
    name: 'Ksor H’Lan',
    phone,
    role: 'operator',
    unitId: unit.unitId,
  })
  expect(added).toMatchObject({ status: 200, body: { person: { status: 'invited' } } })
  return { id: added.body.person.id, phone, invitation: apiPathOf(added.body.invitation.url), admin }
}
const apiPathOf = (url: string) => `/api/invitations/${url.split('/').at(-1)}`
const accept = (invitation: string, password: string) => new HttpClient(web.baseUrl).request<{ code: string }>('POST', invitation, { password })

describe('signing in', () => {
  it('takes the number in every form and gives a new cookie', async () => {
    const person = await addPerson(database.db, 'operator')
    for (const phone of [person.phone, person.phone.replace('+84', '0'), person.phone.replace('+', '')])
      expect((await trySignIn(phone, person.password)).status).toBe(200)
    const client = await signedIn(person)
    const before = client.cookie
    await client.signIn(person)
    expect(client.cookie).not.toBe(before)
    const old = new HttpClient(web.baseUrl)
    old.cookie = before
    expect([await whoAmI(client), await whoAmI(old)]).toEqual([200, 401])
  })
  it('answers an unknown number and a wrong password alike', async () => {
    const person = await addPerson(database.db, 'operator')
    const wrong = await trySignIn(person.phone, 'not the password')
    const unknown = await trySignIn('0900 099 999', 'not the password')
    expect(wrong).toEqual(unknown)
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } })
  })
  it('makes an account wait after several wrong passwords, also when they come at once', async () => {
    const person = await addPerson(database.db, 'operator')
    const answers = await Promise.all(Array.from({ length: 12 }, () => trySignIn(person.phone, 'guess')))
    expect(answers.filter((answer) => answer.status === 401).length).toBe(5)
    expect(answers.filter((answer) => answer.body.code === 'too-many-requests').length).toBe(7)
    expect((await trySignIn(person.phone, person.password)).status).toBe(429)
    shift += 2_000
    expect((await trySignIn(person.phone, person.password)).status).toBe(200)
  })
  it('keeps only the hash of the cookie and of the password', async () => {
    const person = await addPerson(database.db, 'operator')
    const client = await signedIn(person)
    const value =
      decodeURIComponent(client.cookie.split('=')[1] ?? '')
        .slice(2)
        .split('.')[0] ?? ''
    const rows = JSON.stringify(await database.db.session.findMany({ where: { personId: person.id } }))
    expect(rows).toContain(person.id)
    expect(rows).not.toContain(value)
    expect((await database.db.person.findUniqueOrThrow({ where: { id: person.id } })).passwordHash).toMatch(/^\$argon2id\$/)
  })
})

describe('a session', () => {
  it('slides: used within twelve hours it goes on, unused it ends', async () => {
    const client = await signedIn(await addPerson(database.db, 'operator'))
    shift += 11 * hour
    expect(await whoAmI(client)).toBe(200)
    shift += 11 * hour
    expect(await whoAmI(client)).toBe(200)
    shift += 12 * hour + 1
    expect(await whoAmI(client)).toBe(401)
  })
  it('that nobody used is ended by the sweep, page included', async () => {
    const client = await signedIn(await addPerson(database.db, 'operator'))
    const page = await connect(client)
    const cut = new Promise((resolve) => page.once('disconnect', resolve))
    shift += 12 * hour + 1
    await web.directory.sessions.sweep()
    await cut
    expect(await database.db.session.count({ where: { expiresAt: { lte: clock.now() } } })).toBe(0)
  })
  it('ends at sign-out in every process and cuts its page', async () => {
    const client = await signedIn(await addPerson(database.db, 'operator'))
    expect(await whoAmI(atOther(client))).toBe(200)
    const [here, there] = await Promise.all([connect(client), connect(atOther(client))])
    const ended = Promise.all([here, there].map((socket) => new Promise((resolve) => socket.once('session:ended', resolve))))
    const cut = Promise.all([here, there].map((socket) => new Promise((resolve) => socket.once('disconnect', resolve))))
    const kept = client.cookie
    expect((await client.request('DELETE', '/api/session')).status).toBe(204)
    expect(client.cookie).toBe('hotline.sid=')
    expect(await ended).toEqual([{ reason: 'signed-out' }, { reason: 'signed-out' }])
    await cut
    client.cookie = kept
    expect([await whoAmI(client), await whoAmI(atOther(client))]).toEqual([401, 401])
  })
  it('outlives a database that is away, and a sign-out then still counts', async () => {
    const client = await signedIn(await addPerson(database.db, 'operator'))
    const leaving = await signedIn(await addPerson(database.db, 'operator'))
    await database.pause()
    try {
      expect([await whoAmI(client), await whoAmI(leaving)]).toEqual([200, 200])
      const socket = await connect(client)
      expect(await socket.timeout(5000).emitWithAck('agent:ready', {})).toMatchObject({ ok: true })
      socket.disconnect()
      const kept = leaving.cookie
      expect((await leaving.request('DELETE', '/api/session')).status).toBe(204)
      leaving.cookie = kept
      expect(await whoAmI(leaving)).toBe(401)
      expect(await client.request('GET', '/api/units')).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect(await trySignIn('0900000100', 'x')).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect((await fetch(`${web.baseUrl}/health/ready`)).status).toBe(503)
      expect((await fetch(`${web.baseUrl}/health/live`)).status).toBe(200)
    } finally {
      await database.resume()
    }
    await waitUntil(async () => (await fetch(`${web.baseUrl}/health/ready`)).ok)
    shift += 3_000
    expect([await whoAmI(client), await whoAmI(leaving)]).toEqual([200, 401])
    await web.directory.sessions.sweep()
    expect(await whoAmI(leaving)).toBe(401)
  })
})

describe('the own password', () => {
  it('changes only with the current one, and ends all other sessions everywhere', async () => {
    const person = await addPerson(database.db, 'focal-point')
    const [mine, second] = [await signedIn(person), await signedIn(person, other)]
    const page = await connect(second)
    const told = new Promise((resolve) => page.once('session:ended', resolve))
    const change = (current: string, next: string) => mine.request('PUT', '/api/session/password', { current, next })
    expect(await change('wrong', 'mật khẩu rất mới')).toMatchObject({ status: 400, body: { fields: { current: 'Mật khẩu hiện tại không đúng' } } })
    expect(await change(person.password, 'ngắn')).toMatchObject({ status: 400, body: { fields: { next: 'Mật khẩu cần ít nhất 10 ký tự' } } })
    expect(await change(person.password, person.password)).toMatchObject({ status: 400 })
    expect(await change(person.password, 'mật khẩu rất mới')).toMatchObject({ status: 204 })
    expect(await told).toEqual({ reason: 'password-changed' })
    expect([await whoAmI(mine), await whoAmI(second)]).toEqual([200, 401])
    expect((await trySignIn(person.phone, person.password)).status).toBe(401)
    // The same words typed with composed and with combining accents are one password.
    expect((await trySignIn(person.phone, 'mật khẩu rất mới'.normalize('NFD'))).status).toBe(200)
  })
})

describe('an invitation', () => {
  it('shows whom it is for without giving the number away, and is used once', async () => {
    const { phone, invitation } = await invited()
    const info = await new HttpClient(web.baseUrl).request<{ name: string; phoneMasked: string }>('GET', invitation)
    expect(info.body).toMatchObject({ name: 'Ksor H’Lan', phoneMasked: `•••• ••• ${phone.slice(-3)}` })
    expect((await accept(invitation, 'ngắn')).status).toBe(400)
    expect((await accept(invitation, 'mật khẩu của tôi')).status).toBe(204)
    expect(await accept(invitation, 'mật khẩu khác nữa')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await new HttpClient(web.baseUrl).request('GET', invitation)).status).toBe(409)
    expect((await trySignIn(phone, 'mật khẩu của tôi')).status).toBe(200)
  })
  it('used by several people at once works for exactly one', async () => {
    const { phone, invitation } = await invited()
    const passwords = Array.from({ length: 6 }, (_, index) => `mật khẩu số ${index}`)
    const answers = await Promise.all(passwords.map((password) => accept(invitation, password)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 409, 409, 409, 409, 409])
    const winner = passwords[answers.findIndex((answer) => answer.status === 204)] ?? ''
    expect((await trySignIn(phone, winner)).status).toBe(200)
  })
  it('expires after seven days', async () => {
    const { invitation } = await invited()
    shift += 7 * 24 * hour + 1000
    expect((await accept(invitation, 'mật khẩu của tôi')).status).toBe(409)
  })
  it('voids the earlier one, the old password and the sessions', async () => {
    const { id, phone, invitation, admin } = await invited()
    const again = await admin.request<{ url: string }>('POST', `/api/people/${id}/invitation`)
    expect((await accept(invitation, 'mật khẩu của tôi')).status).toBe(409)
    expect((await accept(apiPathOf(again.body.url), 'mật khẩu của tôi')).status).toBe(204)
    const client = await signedIn({ id, phone, password: 'mật khẩu của tôi' })
    await admin.request('POST', `/api/people/${id}/invitation`)
    expect(await whoAmI(client)).toBe(401)
    expect((await trySignIn(phone, 'mật khẩu của tôi')).status).toBe(401)
  })
  it('that nobody gave is not found', async () => {
    expect((await accept(`/api/invitations/${'a'.repeat(43)}`, 'mật khẩu của tôi')).status).toBe(404)
  })
  it('keeps only the hash of its token', async () => {
    const { id, invitation } = await invited()
    const rows = JSON.stringify(await database.db.invitation.findMany({ where: { personId: id } }))
    expect(rows).not.toContain(invitation.split('/').at(-1))
  })
})

describe('the administrator', () => {
  it('cannot give one number to two accounts, nor a role to the wrong unit', async () => {
    const { phone, admin } = await invited()
    const unit = await database.db.unit.findFirstOrThrow({ where: { capabilities: { has: 'operator' } } })
    const add = (body: object) => admin.request('POST', '/api/people', { name: 'Trùng Số', phone, role: 'operator', unitId: unit.id, ...body })
    expect(await add({})).toMatchObject({ status: 409, body: { fields: { phone: expect.any(String) } } })
    expect(await add({ phone: '0900099001', role: 'overseer' })).toMatchObject({ status: 400, body: { fields: { unitId: expect.any(String) } } })
    expect(await add({ phone: '0900099002', unitId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ status: 400 })
  })
  it('locks an account: its sessions end, it cannot sign in, and unlocking lets it in again', async () => {
    const { admin } = await invited()
    const person = await addPerson(database.db, 'operator')
    const client = await signedIn(person)
    const page = await connect(client)
    const told = new Promise((resolve) => page.once('session:ended', resolve))
    expect(await admin.request('PUT', `/api/people/${person.id}/lock`, { locked: true })).toMatchObject({ status: 200, body: { status: 'locked' } })
    expect(await told).toEqual({ reason: 'locked' })
    expect(await whoAmI(client)).toBe(401)
    expect(await trySignIn(person.phone, person.password)).toMatchObject({ status: 423, body: { code: 'locked' } })
    expect(await trySignIn(person.phone, 'wrong')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } })
    expect((await web.directory.agents()).map((agent) => agent.personId)).not.toContain(person.id)
    expect(await admin.request('PUT', `/api/people/${person.id}/lock`, { locked: false })).toMatchObject({ status: 200, body: { status: 'active' } })
    expect((await trySignIn(person.phone, person.password)).status).toBe(200)
  })
  it('cannot lock or re-invite himself', async () => {
    const { admin } = await invited()
    const me = await admin.request<{ id: string }>('GET', '/api/session')
    expect((await admin.request('PUT', `/api/people/${me.body.id}/lock`, { locked: true })).status).toBe(409)
    expect((await admin.request('POST', `/api/people/${me.body.id}/invitation`)).status).toBe(409)
  })
})

it('a role taken away counts from the next request on', async () => {
  const person = await addPerson(database.db, 'administrator')
  const client = await signedIn(person)
  expect((await client.request('GET', '/api/people')).status).toBe(200)
  await database.db.membership.updateMany({ where: { personId: person.id }, data: { validTo: new Date() } })
  expect((await client.request('GET', '/api/people')).status).toBe(403)
})

it('an operator chooses his telephone', async () => {
  const client = await signedIn(await addPerson(database.db, 'operator'))
  const changed: unknown[] = []
  web.directory.onPhoneProfileChanged((change) => changed.push(change.profile))
  const sip = { kind: 'sip', contact: 'sip:201@192.0.2.15:5060' }
  expect(await client.request('PUT', '/api/profile/phone', sip)).toMatchObject({ status: 200, body: { phoneProfile: sip } })
  expect(await client.request('PUT', '/api/profile/phone', { kind: 'sip', contact: 'sip:a@b\r\nX: y' })).toMatchObject({ status: 400 })
  expect(await client.request('PUT', '/api/profile/phone', { kind: 'browser' })).toMatchObject({ status: 200, body: { phoneProfile: { kind: 'browser' } } })
  expect(changed).toEqual([sip, { kind: 'browser' }])
})

// Deny by default: every endpoint and every socket command, tried by everyone who may not.
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Endpoint, type EndpointName, endpoints } from '../../src/contract/endpoints.ts'
import { type CommandName, commands } from '../../src/contract/socket.ts'
import { type Role, roles } from '../../src/contract/values.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { addPerson, startWeb, type TestWeb } from '../harness/web.ts'

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
const clients = new Map<Role, HttpClient>()
const sockets = new Map<Role, Socket>()
const all = Object.entries<Endpoint>(endpoints) as [EndpointName, Endpoint][]
const anyId = '00000000-0000-4000-8000-000000000000'
const pathOf = (endpoint: Endpoint) => endpoint.path.replace(':id', anyId).replace(':token', 'x'.repeat(43)).replace(':number', '0900000014')

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  web = await startWeb({ database: database.url, redis: redis.url }, systemClock)
  for (const role of roles) {
    const client = new HttpClient(web.baseUrl)
    await client.signIn(await addPerson(database.db, role))
    clients.set(role, client)
    sockets.set(role, await connect(client.cookie))
  }
})
afterAll(async () => {
  // The pages stay connected: the server must end all the same.
  await web?.stop()
  for (const socket of sockets.values()) socket.disconnect()
  await Promise.all([database?.stop(), redis?.stop()])
})

function connect(cookie: string, origin = web.baseUrl): Promise<Socket> {
  const socket = io(web.baseUrl, { extraHeaders: { ...(cookie ? { cookie } : {}), origin }, transports: ['websocket'], forceNew: true, reconnection: false })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', (error) => reject(error))
  })
}

describe('without a session', () => {
  it.each(all.filter(([, endpoint]) => endpoint.access !== 'public'))('%s answers not-signed-in', async (_name, endpoint) => {
    const answer = await new HttpClient(web.baseUrl).request<{ code: string }>(endpoint.method, pathOf(endpoint), endpoint.body ? {} : undefined)
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })
  it.each([
    ['invented', 'hotline.sid=s%3Ainvented.AAAA'],
    ['empty', 'hotline.sid='],
  ])('an %s cookie opens nothing', async (_case, cookie) => {
    const client = new HttpClient(web.baseUrl)
    client.cookie = cookie
    expect((await client.request('GET', '/api/session')).status).toBe(401)
    await expect(connect(cookie)).rejects.toThrow('not-signed-in')
  })
  it('the socket refuses to connect', () => expect(connect('')).rejects.toThrow('not-signed-in'))
})

describe('with a session', () => {
  const restricted = all.flatMap(([name, endpoint]) => (typeof endpoint.access === 'string' ? [] : roles.map((role) => [name, role, endpoint] as const)))
  it.each(restricted)('%s by %s', async (_name, role, endpoint) => {
    const answer = await clients.get(role)?.request<{ code: string }>(endpoint.method, pathOf(endpoint), endpoint.body ? {} : undefined)
    if (endpoint.access.includes(role)) expect([401, 403]).not.toContain(answer?.status)
    else expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  /** A body that every command takes; `to` is an operator, or the state he is set to. */
  const bodyOf = (name: CommandName) => ({
    tabId: 't',
    reason: 'break',
    callId: anyId,
    agentId: anyId,
    seen: 0,
    mode: 'listen',
    number: '0900000014',
    keys: '1',
    to: name === 'agent:set' ? { state: 'offline' } : anyId,
  })
  const commandNames = Object.keys(commands) as CommandName[]
  it.each(commandNames.flatMap((name) => roles.map((role) => [name, role] as const)))('command %s by %s', async (name, role) => {
    const ack = await sockets.get(role)?.timeout(5000).emitWithAck(name, bodyOf(name))
    if (commands[name].roles.includes(role)) expect(ack).toEqual({ ok: true, data: { reached: true } })
    else expect(ack).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
  })
  it.each(['nothing', 'constructor', '__proto__', 'toString', 'agent:state'])('an unknown command %s is refused', async (name) => {
    const ack = await sockets.get('operator')?.timeout(5000).emitWithAck(name, {})
    expect(ack).toMatchObject({ ok: false, problem: { code: 'not-found' } })
  })
  it('a command with a bad body names the field', async () => {
    const ack = await sockets.get('operator')?.timeout(5000).emitWithAck('agent:pause', { reason: 'sleep' })
    expect(ack).toMatchObject({ ok: false, problem: { code: 'invalid-input', fields: { reason: expect.any(String) } } })
    const withoutBody = await sockets.get('operator')?.timeout(5000).emitWithAck('agent:ready')
    expect(withoutBody).toMatchObject({ ok: true })
  })
})

describe('a foreign page', () => {
  it('cannot change anything in the name of a signed-in person', async () => {
    const cookie = clients.get('operator')?.cookie ?? ''
    for (const origin of ['http://evil.example', 'null']) {
      const answer = await fetch(`${web.baseUrl}/api/session`, { method: 'DELETE', headers: { cookie, origin } })
      expect(answer.status).toBe(403)
    }
    expect((await clients.get('operator')?.request('GET', '/api/session'))?.status).toBe(200)
  })
  it('cannot open the socket', async () => {
    await expect(connect(clients.get('operator')?.cookie ?? '', 'http://evil.example')).rejects.toThrow()
  })
})

describe('bad requests', () => {
  const send = async (body: string, type = 'application/json') => {
    const answer = await fetch(`${web.baseUrl}/api/session`, { method: 'POST', headers: { 'content-type': type }, body })
    return { status: answer.status, body: (await answer.json()) as { fields?: Record<string, string> } }
  }
  it.each([
    ['broken JSON', '{"phone":', 'application/json'],
    ['a bare text', '"x"', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a form', 'phone=1', 'application/x-www-form-urlencoded'],
    ['more than 1 MB', `{"phone":"${'0'.repeat(1_100_000)}"}`, 'application/json'],
    ['an unknown charset', '{}', 'application/json; charset=klingon'],
  ])('%s is invalid input, not a fault', async (_case, body, type) => {
    expect(await send(body, type)).toMatchObject({ status: 400, body: { code: 'invalid-input', message: expect.stringMatching(/\p{L}/u) } })
  })
  it('names each bad field in Vietnamese', async () => {
    const { body } = await send('{"phone":"12","password":""}')
    expect(body.fields).toEqual({ phone: 'Số điện thoại không đúng, ví dụ đúng: 0900 000 014', password: expect.stringContaining('Quá nhỏ') })
  })
  it.each(['/api/nothing', '/api', '/health/nothing', '/api/tickets/x/y/z'])('%s is not found', async (path) => {
    const answer = await fetch(web.baseUrl + path)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not-found' })
  })
  it('a bad id in the path is invalid input', async () => {
    expect(await clients.get('operator')?.request('GET', '/api/tickets/none')).toMatchObject({ status: 400, body: { fields: { id: expect.any(String) } } })
  })
  it('a path that cannot be decoded is invalid input', async () => {
    expect((await fetch(`${web.baseUrl}/api/invitations/%E0%A4%A`)).status).toBe(400)
  })
})

it('the session cookie is kept from scripts and foreign sites', async () => {
  const person = await addPerson(database.db, 'operator')
  const answer = await fetch(`${web.baseUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: person.phone, password: person.password }),
  })
  expect(answer.headers.getSetCookie()[0]).toMatch(/^hotline\.sid=s%3A.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(JSON.stringify(await answer.json())).not.toMatch(/argon2|passwordHash/)
})

it('tells whether it is ready, component by component, and still serves without Redis', async () => {
  const ready = async () => {
    const answer = await fetch(`${web.baseUrl}/health/ready`)
    return { status: answer.status, body: await answer.json() }
  }
  expect(await ready()).toMatchObject({ status: 200, body: { ok: true, components: { database: { ok: true }, redis: { ok: true } } } })
  await redis.pause()
  expect(await ready()).toMatchObject({ status: 200, body: { ok: true, components: { redis: { ok: false } } } })
  const person = await addPerson(database.db, 'operator')
  const began = performance.now()
  const client = new HttpClient(web.baseUrl)
  await client.signIn(person)
  const socket = await connect(client.cookie)
  const told = new Promise((resolve) => socket.once('telephony:state', resolve))
  web.gateway.toPerson(person.id, 'telephony:state', { connected: true })
  expect(await told).toEqual({ connected: true })
  // Nothing waited for the Redis that is away.
  expect(performance.now() - began).toBeLessThan(1_500)
  socket.disconnect()
  await redis.resume()
})

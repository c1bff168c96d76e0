// Messages out on a real database, to a provider that is a real HTTP server with a mind of its own, and to a mail server.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createNetServer, type Server as NetServer } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMessageAdmin } from '../../src/channels/message-admin.ts'
import type { NewMessage } from '../../src/channels/outbox.ts'
import { createEsms } from '../../src/channels/providers/esms.ts'
import { createMail } from '../../src/channels/providers/mail.ts'
import type { Provider, Sent } from '../../src/channels/providers/provider.ts'
import { createOutbox } from '../../src/channels/put-messages.ts'
import { bindMessageRoutes } from '../../src/channels/routes.ts'
import { createSending } from '../../src/channels/sending.ts'
import { createTexts } from '../../src/channels/texts.ts'
import { mountEndpoint } from '../../src/platform/http/endpoint-route.ts'
import { problemHandler } from '../../src/platform/http/problems.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { refusal } from './ticket-room.ts'

type PostMood = 'takes all' | 'wants another password' | 'knows nobody' | 'says nothing'
type Mood = 'accepts' | 'accepts and hangs up' | 'is broken' | 'refuses'
const clock = { at: new Date('2026-11-18T02:00:00Z'), now: () => clock.at }
const settings = { quietHours: { from: 21 * 60, to: 7 * 60 }, accents: true, brand: 'GL1022' }
let database: TestDatabase
let provider: Server
let mail: NetServer
let mood: Mood = 'accepts'
let postMood: PostMood = 'takes all'
/** What reached people: one entry a message, however often it was asked for. */
const delivered = new Map<string, { Phone: string; Content: string; IsUnicode: string; Brandname: string }>()
const asked: string[] = []
const letters: string[] = []
let made: Awaited<ReturnType<typeof make>>

/** Accepts each RequestId once, as the carriers' gateways do. */
function startProvider(): Promise<Server> {
  const server = createServer((req, res) => {
    let text = ''
    req.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    req.on('end', () => {
      const body = JSON.parse(text) as { RequestId: string; Phone: string; Content: string; IsUnicode: string; Brandname: string }
      asked.push(body.RequestId)
      if (mood === 'is broken') return void res.writeHead(502).end('<html>')
      if (mood === 'refuses') return void res.end(JSON.stringify({ CodeResult: '104', ErrorMessage: 'Brandname' }))
      const again = delivered.has(body.RequestId)
      if (!again) delivered.set(body.RequestId, body)
      if (mood === 'accepts and hangs up') return void req.socket.destroy()
      res.end(JSON.stringify(again ? { CodeResult: '124' } : { CodeResult: '100', SMSID: `id-${delivered.size}` }))
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** As much of SMTP as one letter needs. */
function startMail(): Promise<NetServer> {
  const server = createNetServer((socket) => {
    let data: string | null = null
    socket.on('error', () => undefined)
    if (postMood === 'says nothing') return
    socket.write('220 test ESMTP\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (data !== null) {
          if (line === '.') {
            letters.push(data)
            data = null
            socket.write('250 ok\r\n')
          } else data += `${line}\n`
        } else if (/^DATA/i.test(line)) {
          data = ''
          socket.write('354 go\r\n')
        } else if (/^MAIL/i.test(line) && postMood === 'wants another password') socket.write('530 5.7.0 authentication required\r\n')
        else if (/^RCPT/i.test(line) && postMood === 'knows nobody') socket.write(`550 5.1.1 ${line} unknown\r\n`)
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else if (line) socket.write('250 ok\r\n')
      }
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function make() {
  const { db } = database
  const texts = createTexts(db)
  const outbox = createOutbox({ clock, logger: silentLogger, texts, settings })
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/MainService.svc/json/`
  const providers = {
    sms: createEsms({ url, apiKey: 'k', secretKey: 's', brand: settings.brand, sandbox: true, callbackUrl: null }),
    email: createMail({ url: `smtp://127.0.0.1:${(mail.address() as AddressInfo).port}`, from: 'Tổng đài 1022 <1022@localhost>', tryMs: 300 }),
  }
  const sending = createSending({ db, clock, logger: silentLogger, providers, quietHours: settings.quietHours })
  const admin = createMessageAdmin({ db, clock, texts, sending, settings, providers: { sms: 'esms', email: 'smtp' } })
  return { db, outbox, sending, admin }
}

beforeAll(async () => {
  ;[database, provider, mail] = await Promise.all([startTestDatabase(), startProvider(), startMail()])
  made = await make()
}, 60_000)
afterAll(async () => {
  provider?.close()
  mail?.close()
  await database?.stop()
})
beforeEach(() => {
  mood = 'accepts'
  postMood = 'takes all'
  clock.at = new Date('2026-11-18T02:00:00Z')
})

let keys = 0
const message = (more: Partial<NewMessage> = {}): NewMessage => {
  keys += 1
  const to = { name: 'Rơ Châm H’Loan', phone: '+84900000014', email: null }
  return {
    key: `key ${keys}`,
    ticketId: null,
    template: 'citizen-received',
    values: { code: 'GL26-000001', title: 'x' },
    audience: 'citizen',
    to,
    at: clock.at,
    ...more,
  }
}
async function put(...messages: NewMessage[]) {
  await made.db.$transaction((tx) => made.outbox.put(tx, messages))
  return made.db.message.findMany({ where: { key: { in: messages.map(({ key }) => key) } }, orderBy: { channel: 'asc' } })
}
const state = async (id: string) => (await made.db.message.findUniqueOrThrow({ where: { id } })).state
const later = (minutes: number) => {
  clock.at = new Date(clock.at.getTime() + minutes * 60_000)
}

describe('putting down', () => {
  it('renders, counts and gives each a job; a rollback takes all of it back; a key is used once', async () => {
    const jobs = async () => Number((await made.db.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM graphile_worker._private_jobs`)[0]?.n)
    const before = await jobs()
    const one = message()
    const [row] = await put(one, one)
    expect(row).toMatchObject({ encoding: 'unicode', segments: 2, state: 'queued' })
    expect(row?.text).toContain('GL26-000001')
    await put({ ...one, values: { code: 'khác', title: '' } })
    expect(await jobs()).toBe(before + 1)
    const lost = message()
    await made.db
      .$transaction(async (tx) => {
        await made.outbox.put(tx, [lost])
        throw new Error('back')
      })
      .catch(() => undefined)
    expect(await made.db.message.count({ where: { key: lost.key } })).toBe(0)
    expect(await jobs()).toBe(before + 1)
  })

  it('wakes no citizen at night; staff are told when the clock says so; a landline gets none and the log says why', async () => {
    clock.at = new Date('2026-11-18T15:30:00Z')
    const [citizen] = await put(message())
    expect(citizen?.sendAfter.toISOString()).toBe('2026-11-19T00:00:00.000Z')
    const [staff] = await put(message({ audience: 'staff', template: 'slip-late' }))
    expect(staff?.sendAfter).toEqual(clock.at)
    const [landline] = await put(message({ to: { name: 'UBND', phone: '+842693000014', email: null } }))
    expect(landline).toMatchObject({ state: 'not-sent', reason: 'Số cố định không nhận được tin nhắn' })
    const [nobody] = await put(message({ to: { name: 'A', phone: null, email: null } }))
    expect(nobody).toMatchObject({ state: 'not-sent', reason: 'Không có số điện thoại hay e-mail' })
  })
})

describe('sending', () => {
  it('by SMS with brand name, by e-mail with the same words', async () => {
    const [letter, sms] = await put(message({ to: { name: 'Đinh Văn Hlưk', phone: '+84900000038', email: 'hluk@example.vn' } }))
    await made.sending.sendAll([sms?.id ?? ''])
    await made.sending.sendAll([letter?.id ?? ''])
    expect(await state(sms?.id ?? '')).toBe('accepted')
    expect(delivered.get(sms?.requestId ?? '')).toMatchObject({ Phone: '84900000038', Brandname: 'GL1022', IsUnicode: '1' })
    expect(await state(letter?.id ?? '')).toBe('accepted')
    expect(letters.at(-1)).toContain(`<${letter?.requestId}@hotline-1022>`)
  })

  it('a provider that hangs up after accepting: asked again under the same request id, and nobody gets it twice', async () => {
    const [row] = await put(message())
    const { id = '', requestId = '' } = row ?? {}
    mood = 'accepts and hangs up'
    await made.sending.sendAll([id])
    expect(await state(id)).toBe('queued')
    mood = 'accepts'
    await made.sending.sendAll([id])
    expect(await state(id), 'not before its time').toBe('queued')
    later(1)
    await made.sending.sendAll([id])
    expect(await state(id)).toBe('accepted')
    expect(asked.filter((one) => one === requestId)).toHaveLength(2)
    expect([...delivered.keys()].filter((one) => one === requestId)).toHaveLength(1)
  })

  it('two workers at once send it once; one that died in the middle is taken up by the sweep', async () => {
    const [row] = await put(message())
    const { id = '', requestId = '' } = row ?? {}
    await Promise.all([made.sending.sendAll([id]), made.sending.sendAll([id]), made.sending.sendAll([id])])
    expect(asked.filter((one) => one === requestId)).toHaveLength(1)
    const [dead] = await put(message())
    await made.db.message.update({ where: { id: dead?.id ?? '' }, data: { state: 'sending', claimedAt: clock.at, attempts: 1 } })
    await made.sending.sweep()
    expect(await state(dead?.id ?? '')).toBe('sending')
    later(3)
    await made.sending.sweep()
    later(1)
    await made.sending.sweep()
    expect(await state(dead?.id ?? '')).toBe('accepted')
  })

  it('one that was thought dead and comes back: what it got accepted stands, and what it got refused spoils no later try', async () => {
    const { db } = made
    const stalled = (sent: Sent) => {
      const { promise: waiting, resolve: go } = Promise.withResolvers<void>()
      const { promise: there, resolve: reached } = Promise.withResolvers<void>()
      const provider: Provider = {
        name: 'slow',
        send: async () => {
          reached()
          await waiting
          return sent
        },
      }
      return {
        go,
        there,
        sending: createSending({ db, clock, logger: silentLogger, providers: { sms: provider, email: null }, quietHours: settings.quietHours }),
      }
    }
    const [first] = await put(message())
    const old = stalled({ outcome: 'refused', reason: 'cũ' })
    const oldTry = old.sending.sendAll([first?.id ?? ''])
    await old.there
    later(3)
    await db.message.update({ where: { id: first?.id ?? '' }, data: { state: 'queued', sendAfter: clock.at } })
    const fresh = stalled({ outcome: 'accepted', providerId: 'mới' })
    const freshTry = fresh.sending.sendAll([first?.id ?? ''])
    await fresh.there
    old.go()
    await oldTry
    expect(await state(first?.id ?? '')).toBe('sending')
    fresh.go()
    await freshTry
    expect(await state(first?.id ?? '')).toBe('accepted')

    const [second] = await put(message())
    const taken = stalled({ outcome: 'accepted', providerId: 'x' })
    const takenTry = taken.sending.sendAll([second?.id ?? ''])
    await taken.there
    await db.message.update({ where: { id: second?.id ?? '' }, data: { state: 'queued', sendAfter: clock.at } })
    taken.go()
    await takenTry
    expect(await state(second?.id ?? '')).toBe('accepted')
    await made.sending.sendAll([second?.id ?? ''])
    expect(asked).not.toContain(second?.requestId)
  })

  it('a mail server that is slow or wants another password is tried again; one that knows no such address is believed', async () => {
    const letterTo = async (email: string) => (await put(message({ to: { name: 'Siu Blếch', phone: null, email } })))[0]?.id ?? ''
    const tried = async (id: string) => made.db.messageEvent.findFirstOrThrow({ where: { messageId: id }, orderBy: { id: 'desc' } })
    for (const [trouble, detail] of [
      ['wants another password', 'mail not taken: EENVELOPE MAIL FROM 530'],
      ['says nothing', 'mail not taken: ETIMEDOUT'],
    ] as const) {
      postMood = trouble
      const id = await letterTo('blech@example.vn')
      await made.sending.sendAll([id])
      expect(await state(id), trouble).toBe('queued')
      expect(await tried(id)).toMatchObject({ what: 'try-failed', detail })
    }
    postMood = 'knows nobody'
    const id = await letterTo('nobody@example.vn')
    await made.sending.sendAll([id])
    expect(await made.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'failed', reason: 'Máy chủ thư từ chối (550)' })
    expect((await tried(id)).detail).not.toContain('nobody@')
  })

  it('fails for good only after the last try, is seen, and can be tried again by the administrator', async () => {
    const [row] = await put(message())
    const id = row?.id ?? ''
    mood = 'is broken'
    for (const wait of [0, 1, 5, 15, 60, 180, 360]) {
      later(wait)
      await made.sending.sendAll([id])
    }
    expect(await made.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      attempts: 7,
      reason: 'Đã thử 7 lần, nhà cung cấp không nhận',
    })
    mood = 'accepts'
    await made.admin.again(id, 'Hồ Gia Huy')
    await made.sending.sendAll([id])
    expect(await state(id)).toBe('accepted')
    expect(await refusal(made.admin.again(id, 'Hồ Gia Huy'))).toMatchObject({ code: 'illegal-transition' })
    mood = 'refuses'
    const [refused] = await put(message())
    await made.sending.sendAll([refused?.id ?? ''])
    expect(await made.db.message.findUniqueOrThrow({ where: { id: refused?.id ?? '' } })).toMatchObject({
      state: 'failed',
      reason: 'Nhà cung cấp từ chối (104)',
    })
  })
})

describe('at night', () => {
  it('no late try and no sweep wakes a citizen; the morning sends what waited, staff are told at once', async () => {
    clock.at = new Date('2026-11-18T13:58:00Z')
    mood = 'is broken'
    const [citizen] = await put(message())
    await made.sending.sendAll([citizen?.id ?? ''])
    mood = 'accepts'
    later(5)
    const [staff] = await put(message({ audience: 'staff', template: 'slip-received' }))
    await made.sending.sendAll([citizen?.id ?? '', staff?.id ?? ''])
    await made.sending.sweep()
    expect([await state(citizen?.id ?? ''), await state(staff?.id ?? '')]).toEqual(['queued', 'accepted'])
    clock.at = new Date('2026-11-19T00:01:00Z')
    await made.sending.sweep()
    expect(await state(citizen?.id ?? '')).toBe('accepted')
  })
})

describe('an administrator sends again', () => {
  it('what the provider reported undelivered while the next try waited', async () => {
    mood = 'accepts and hangs up'
    const [row] = await put(message())
    const { id = '', requestId = '' } = row ?? {}
    await made.sending.sendAll([id])
    await made.admin.delivery(requestId, false, '6')
    expect(await state(id)).toBe('failed')
    mood = 'accepts'
    const before = delivered.size
    await made.admin.again(id, 'Hồ Gia Huy')
    await made.sending.sendAll([id])
    expect([await state(id), delivered.size]).toEqual(['accepted', before + 1])
  })

  it('what the provider took and could not deliver: under a new request id, so that it is no duplicate', async () => {
    mood = 'accepts'
    const [row] = await put(message())
    const { id = '', requestId = '' } = row ?? {}
    await made.sending.sendAll([id])
    await made.admin.delivery(requestId, false, '6')
    const before = delivered.size
    await made.admin.again(id, 'Hồ Gia Huy')
    await made.sending.sendAll([id])
    expect(delivered.size).toBe(before + 1)
    expect(await state(id)).toBe('accepted')
  })

  it('what no provider was there for, once there is one', async () => {
    mood = 'accepts'
    const [row] = await put(message())
    const id = row?.id ?? ''
    const { db } = made
    await createSending({ db, clock, logger: silentLogger, providers: { sms: null, email: null }, quietHours: settings.quietHours }).sendAll([id])
    expect(await made.db.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'not-sent', reason: 'Chưa khai báo nhà cung cấp' })
    await made.admin.again(id, 'Hồ Gia Huy')
    await made.sending.sendAll([id])
    expect(await state(id)).toBe('accepted')
    const [landline] = await put(message({ to: { name: '', phone: '+842693000001', email: null } }))
    expect(await refusal(made.admin.again(landline?.id ?? '', 'Hồ Gia Huy'))).toMatchObject({ code: 'illegal-transition' })
  })
})

describe('delivery reports', () => {
  it('repeated, late and contrary ones change nothing more; delivered is never taken back', async () => {
    const [row] = await put(message())
    const { id = '', requestId = '' } = row ?? {}
    await made.sending.sendAll([id])
    await made.admin.delivery(requestId, true, '5')
    await made.admin.delivery(requestId, true, '5')
    await made.admin.delivery(requestId, false, '6')
    expect(await state(id)).toBe('delivered')
    expect(await made.db.messageEvent.count({ where: { messageId: id, what: 'delivered' } })).toBe(1)
    const [late] = await put(message())
    await made.sending.sendAll([late?.id ?? ''])
    await made.admin.delivery(late?.requestId ?? '', false, '6')
    expect(await state(late?.id ?? '')).toBe('failed')
    await made.admin.delivery(late?.requestId ?? '', true, '5')
    expect(await state(late?.id ?? '')).toBe('delivered')
    expect(await made.admin.delivery('00000000-0000-4000-8000-000000000000', true, '5')).toBe(false)
  })
})

describe('delivery reports over HTTP', () => {
  const token = 'a token of the installation'
  let server: Server
  let address = ''
  beforeAll(async () => {
    const app = express().use(express.json())
    const router = express.Router()
    app.use(router, problemHandler(silentLogger))
    bindMessageRoutes(
      { handle: (name, handler) => mountEndpoint(router, name, handler, {}) },
      { admin: made.admin, callbackToken: token, ticket: () => Promise.reject(new Error('not asked for here')) },
    )
    server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages/delivery/`
  })
  afterAll(() => void server?.close())
  const inAddress = (report: Record<string, string>, at = token) => fetch(`${address}${encodeURIComponent(at)}?${new URLSearchParams(report)}`)
  const inBody = (report: object, at = token) =>
    fetch(address + encodeURIComponent(at), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(report) })
  const sent = async () => {
    const [row] = await put(message())
    await made.sending.sendAll([row?.id ?? ''])
    return { id: row?.id ?? '', RequestId: row?.requestId ?? '' }
  }

  it('as eSMS sends them: on the way is not the end, over with a failure is one, delivered stays', async () => {
    const { id, RequestId } = await sent()
    expect((await inAddress({ RequestId, SMSID: 'x', SendStatus: '7', SendFailed: '0', phonenumber: '0900000014' })).status).toBe(200)
    expect(await state(id)).toBe('accepted')
    expect((await inAddress({ RequestId, SendStatus: '5', SendFailed: '0', SendSuccess: '1' })).status).toBe(200)
    await inAddress({ RequestId, SendStatus: '5', SendFailed: '1', SendSuccess: '0' })
    expect(await state(id)).toBe('delivered')
    const lost = await sent()
    await inAddress({ RequestId: lost.RequestId, SendStatus: '5', SendFailed: '1', SendSuccess: '0' })
    expect(await made.db.message.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({ state: 'failed', reason: 'Nhà mạng báo không gửi được' })
    const posted = await sent()
    expect((await inBody({ RequestId: posted.RequestId, SendStatus: 5 })).status).toBe(200)
    expect(await state(posted.id)).toBe('delivered')
  })

  it('another token is nothing known and changes nothing; an id we never gave is answered alike', async () => {
    const { id, RequestId } = await sent()
    for (const wrong of ['x', `${token}x`]) {
      expect((await inAddress({ RequestId, SendStatus: '5' }, wrong)).status).toBe(404)
      expect((await inBody({ RequestId, SendStatus: '5' }, wrong)).status).toBe(404)
    }
    expect(await state(id)).toBe('accepted')
    expect((await inAddress({ RequestId: '00000000-0000-4000-8000-000000000000', SendStatus: '5' })).status).toBe(200)
    expect((await inAddress({ RequestId: '', SendStatus: '5' })).status).toBe(400)
  })
})

describe('templates', () => {
  it('edited by the administrator they hold for the next message; an unknown {name} is refused, two editors at once too', async () => {
    const body = { template: 'citizen-received', channel: 'sms' as const, version: 0, subject: '', text: '1022: da nhan {code}' }
    expect(await refusal(made.admin.saveTemplate({ ...body, text: '{ma}' }, database.url))).toMatchObject({
      fields: { text: expect.stringContaining('Không có {ma}') },
    })
    for (const [text, problem] of [
      ['1022: da nhan', 'Thiếu {code}'],
      ['1022: da nhan {code} tai {', 'Dấu { đứng lẻ'],
    ] as const)
      expect(await refusal(made.admin.saveTemplate({ ...body, text }, database.url)), text).toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining(problem),
        fields: { text: expect.stringContaining(problem) },
      })
    const { id: by } = await made.db.person.create({ data: { name: 'Hồ Gia Huy', phone: '+84900000009' } })
    await made.admin.saveTemplate(body, by)
    expect(await refusal(made.admin.saveTemplate(body, by))).toMatchObject({ code: 'conflict' })
    const [row] = await put(message())
    expect(row).toMatchObject({ text: '1022: da nhan GL26-000001', encoding: 'gsm7', segments: 1 })
  })
})

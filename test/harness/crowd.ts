// The whole platform but Asterisk, in this process: real database, Redis, web server, sockets, controller, dispatcher, desks and boards, with as
// many callers as one likes told to the controller. Telephones do at once what they are asked; nothing of media is measured here.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type ContactCenter, createContactCenter } from '../../src/acd/contact-center.ts'
import { createLocalDeskLine } from '../../src/acd/local-desk-line.ts'
import { createPops } from '../../src/acd/pops.ts'
import { openJournal } from '../../src/calls/journal.ts'

import { loadPlatformConfig } from '../../src/config.ts'
import { hashPassword } from '../../src/directory/passwords.ts'
import { createAmi } from '../../src/platform/asterisk/ami.ts'
import type { Ari } from '../../src/platform/asterisk/ari.ts'
import { asteriskServers } from '../../src/platform/asterisk/several.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { openFoundation } from '../../src/start/foundation.ts'
import { bindWeb, openWebDoor } from '../../src/start/web.ts'
import { startTestDatabase, startTestRedis } from './database.ts'
import { addPerson, type TestPerson } from './web.ts'

export interface Crowd {
  baseUrl: string
  center: ContactCenter
  db: Database
  /** Operators with a telephone, off duty at first. */
  operators: { id: string; name: string }[]
  supervisors: TestPerson[]
  /** A caller comes and stands in the queue; his call's id. */
  arrive(): string
  /** The operator's telephone that rings for this call is picked up. */
  answer(callId: string): void
  hangUp(callId: string): void
  stop(): Promise<void>
}

/** A telephone network that does what it is told, and says nothing of its own. */
function willingAsterisk(): { ari: Ari; connect: () => Promise<void> } {
  const listeners: (() => void | Promise<void>)[] = []
  const own: Record<string, unknown> = {
    connected: () => true,
    onEvent: () => undefined,
    onConnected: (listener: () => void) => void listeners.push(listener),
    onLost: () => undefined,
    start: () => undefined,
    stop: () => undefined,
    channelExists: async () => true,
  }
  const ari = new Proxy(own, { get: (known, name: string) => known[name] ?? (async () => []) }) as unknown as Ari
  return {
    ari,
    connect: async () => {
      for (const listener of listeners) await listener()
    },
  }
}

interface Size {
  operators: number
  supervisors: number
  env?: Record<string, string>
}

/** Starts it; nobody calls yet and nobody is on duty. */
export async function startCrowd({ operators: count, supervisors: bosses, env = {} }: Size): Promise<Crowd> {
  const [database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  const config = loadPlatformConfig({
    ...{ NODE_ENV: 'test', DATA_DIR: database.dataDir, DATABASE_URL: database.url, REDIS_URL: redis.url, ARI_URL: 'http://127.0.0.1:9', ARI_PASSWORD: 'none' },
    ...{ AMI_PASSWORD: 'none', SESSION_SECRET: 'a secret for crowds, long enough to be one', HOTLINE_HOURS: 'always', GREETING: 'off', WRAPUP_SECONDS: '0' },
    ...{ LOG_LEVEL: 'error', ...env },
  })
  Object.assign(config.http, { host: '127.0.0.1', port: 0 })
  mkdirSync(config.recordingDir, { recursive: true })
  const { db } = database
  const supervisors: TestPerson[] = []
  for (let n = 0; n < bosses; n += 1) supervisors.push(await addPerson(db, 'supervisor'))
  const operators = await hire(db, count)
  const foundation = await openFoundation(config)
  const door = openWebDoor({ ...foundation, logger: silentLogger })
  const journal = openJournal(path.join(config.dataDir, 'journal'))
  const { ari, connect } = willingAsterisk()
  const { tickets, calendars, clock, hotlineSettings } = foundation
  const pops = createPops({
    logger: silentLogger,
    prefill: (number, ticketId) => tickets.prefill(number, 'hotline', ticketId),
    savedDraft: (ticketId) => tickets.written(ticketId),
  })
  const lease = { mayAct: () => true, isHolder: () => true, replaced: () => undefined, onConfirmed: () => undefined }
  // Nobody asks its manager interface for anything, and so it is never connected.
  const ami = createAmi({ host: '127.0.0.1', port: 9, username: 'none', password: 'none', logger: silentLogger, mayAct: () => false })
  const center = createContactCenter({
    ...{
      config,
      hotlineHours: calendars,
      hotlineSettings,
      servers: asteriskServers([{ id: 'asterisk-1', ari, ami }]),
      journal,
      clock,
      logger: silentLogger,
      pops,
      wire: door.gateway.here,
      lease,
    },
    databaseIsThere: async () => true,
    lastAgent: async () => null,
    notes: async () => null,
    onRecordingFailed: () => undefined,
    orphanRecording: () => undefined,
  })
  center.takeOver({ calls: [], agents: [] })
  for (const { id, name } of operators) {
    center.agents.know(id, name)
    center.phones.setProfile(id, { kind: 'sip', contact: 'sip:desk@127.0.0.1:9' })
  }
  await connect()
  center.knowTalks()
  bindWeb(foundation, door, createLocalDeskLine({ center, alarms: { open: () => [] }, telephony: () => true, logger: silentLogger }))
  await door.http.start()
  let callers = 0
  const began = Date.now() - 600_000
  return {
    baseUrl: `http://127.0.0.1:${(door.http.httpServer.address() as AddressInfo).port}`,
    ...{ center, db, operators, supervisors },
    arrive() {
      callers += 1
      const callId = randomUUID()
      const callerNumber = `+8490${String(callers % 10_000_000).padStart(7, '0')}`
      center.calls.dispatch(callId, {
        ...{ type: 'arrived', callId, ticketId: randomUUID(), recordingId: randomUUID(), serverId: 'asterisk-1', channelId: `crowd-${callers}` },
        ...{ callerNumber, callerRaw: callerNumber, callerDisplay: '', hotlineNumber: '1022', open: true, greeting: false },
        // No two at the same moment: their order is that of their coming.
        arrivedAt: began + callers,
      })
      return callId
    },
    answer(callId) {
      const call = center.calls.get(callId)
      if (call?.leg) center.calls.dispatch(callId, { type: 'leg-answered', legId: call.leg.legId })
    },
    hangUp: (callId) => void center.calls.dispatch(callId, { type: 'caller-gone', cause: 16 }),
    async stop() {
      center.stop()
      await door.http.stop()
      await foundation.close()
      journal.close()
      await Promise.all([database.stop(), redis.stop()])
    },
  }
}

/** Operators without a way to sign in: only their states are wanted. */
async function hire(db: Database, count: number): Promise<{ id: string; name: string }[]> {
  const unit = await db.unit.create({
    data: { code: 'crowd', name: 'Tổng đài', kind: 'department', capabilities: ['operator'], validFrom: new Date('2021-01-01') },
  })
  const family = ['Trần', 'Nguyễn', 'Rơ Mah', 'Siu', 'Ksor', 'Lê', 'Phạm', 'Đinh', 'Hoàng', 'Võ']
  const given = ['Oanh', 'Hà', 'Tuyn', 'Bia', 'Nhung', 'Vinh', 'Diễm', 'Hloan', 'Mai', 'Khôi']
  const passwordHash = await hashPassword(randomBytes(9).toString('base64url'))
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const name = `${family[n % 10]} ${given[Math.floor(n / 10) % 10]} ${n + 1}`
      const { id } = await db.person.create({
        data: {
          ...{ name, phone: `+8490008${String(n).padStart(4, '0')}`, passwordHash },
          memberships: { create: { unitId: unit.id, role: 'operator', validFrom: new Date('2026-01-01') } },
        },
      })
      return { id, name }
    }),
  )
}

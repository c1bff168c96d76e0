// What the database itself refuses, whatever the program asks; and the seed, which runs at each start.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { deskTaskKinds } from '../../src/contract/slips.ts'
import * as values from '../../src/contract/values.ts'
import { capabilities } from '../../src/directory/role-rules.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { isUniqueViolation } from '../../src/platform/database/errors.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await startTestDatabase()
  db = database.db
})
afterAll(() => database?.stop())

let phones = 0
const person = () => {
  phones += 1
  return db.person.create({ data: { name: 'Người thử', phone: `+84900001${String(phones).padStart(3, '0')}` } })
}
const ticket = (data: object = {}) => db.ticket.create({ data: { id: randomUUID(), channel: 'hotline', reportedAt: new Date(), ...data } })

describe('closed lists', () => {
  it.each([
    ['membership_role', values.roles],
    ['agent_interval_state', values.agentStates],
    ['agent_interval_reason_known', values.pauseReasons],
    ['ticket_channel', values.intakeChannels],
    ['ticket_status', values.ticketStatuses],
    ['ticket_progress', values.ticketProgresses],
    ['ticket_step', values.ticketSteps],
    ['ticket_kind', values.requestKinds],
    ['ticket_reporter_kind', values.reporterKinds],
    ['call_outcome', values.callOutcomes],
    ['callback_task_reason', values.callbackReasons],
    ['desk_task_kind', deskTaskKinds],
    ['person_phone_kind', values.phoneKinds],
    ['unit_capabilities', capabilities],
  ])('%s is the list of the contract', async (name, list) => {
    const rows = await db.$queryRaw<{ def: string }[]>`SELECT pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conname = ${name}`
    const listed = [...(rows[0]?.def ?? '').matchAll(/'([^']+)'::text/g)].map((match) => match[1])
    expect(listed.sort()).toEqual([...list].sort())
  })
})

describe('it refuses', () => {
  it('a telephone number that is not E.164', async () => {
    for (const phone of ['0900000014', '+0900000014', '+84', '+84900000014 '])
      await expect(db.person.create({ data: { name: 'x', phone } })).rejects.toThrow('person_phone_e164')
    await expect(ticket({ reporterNumber: '0900000014' })).rejects.toThrow('ticket_reporter_number')
  })
  it('a saved ticket without a code, a draft with one, and a code twice', async () => {
    await expect(ticket({ status: 'waiting' })).rejects.toThrow('ticket_code_when_saved')
    await expect(ticket({ code: 'GL26-900001' })).rejects.toThrow('ticket_code_when_saved')
    await ticket({ status: 'waiting', code: 'GL26-900001' })
    const twice = await ticket({ status: 'waiting', code: 'GL26-900001' }).catch((error: unknown) => error)
    expect(isUniqueViolation(twice, 'ticket_code_key')).toBe(true)
  })
  it('two open intervals of one agent', async () => {
    const { id: agentId } = await person()
    const open = () => db.agentInterval.create({ data: { id: randomUUID(), agentId, state: 'ready', startedAt: new Date() } })
    await open()
    expect(isUniqueViolation(await open().catch((error: unknown) => error))).toBe(true)
  })
  it('a changed or removed line of history', async () => {
    const { id: ticketId } = await ticket()
    const line = await db.ticketHistory.create({ data: { ticketId, actor: 'Hệ thống', action: 'draft-opened' } })
    await expect(db.ticketHistory.update({ where: { id: line.id }, data: { actor: 'x' } })).rejects.toThrow('append-only')
    await expect(db.ticketHistory.delete({ where: { id: line.id } })).rejects.toThrow('append-only')
    await expect(db.$executeRaw`TRUNCATE ticket_history`).rejects.toThrow('append-only')
    await expect(db.ticket.delete({ where: { id: ticketId } })).rejects.toThrow()
  })
  it('a recording of negative length', async () => {
    const call = await db.call.create({ data: { id: randomUUID(), serverId: 's', channelId: 'c', hotlineNumber: '1022', arrivedAt: new Date() } })
    const recording = { id: randomUUID(), callId: call.id, path: 'a.wav', startedAt: new Date() }
    await expect(db.recording.create({ data: { ...recording, durationMs: -1 } })).rejects.toThrow('recording_size')
  })
})

it('a recording is at the server of its call, whoever writes it', async () => {
  const call = await db.call.create({ data: { id: randomUUID(), serverId: 'asterisk-2', channelId: 'c', hotlineNumber: '1022', arrivedAt: new Date() } })
  const recording = { callId: call.id, startedAt: new Date() }
  const { serverId } = await db.recording.create({ data: { ...recording, id: randomUUID(), path: 'b.wav' } })
  expect(serverId).toBe('asterisk-2')
  expect((await db.recording.create({ data: { ...recording, id: randomUUID(), path: 'c.wav', serverId: 'asterisk-1' } })).serverId).toBe('asterisk-1')
  await expect(db.recording.updateMany({ where: { callId: call.id }, data: { serverId: '' } })).rejects.toThrow('recording_server_named')
})

it('keeps the words without accents, đ included, each once between spaces', async () => {
  const { id } = await ticket({ title: 'ĐƯỜNG Nguyễn Đình Chiểu ngập', place: 'Phường Yên Đỗ' })
  const row = await db.ticket.findUniqueOrThrow({ where: { id } })
  expect(row.searchText).toBe(' chieu dinh do duong ngap nguyen phuong yen ')
  const changed = await db.ticket.update({ where: { id }, data: { title: 'Ổ gà' } })
  expect((await db.ticket.findUniqueOrThrow({ where: { id: changed.id } })).searchText).toBe(' do ga o phuong yen ')
})

describe('the seed', () => {
  const seed = async (env: Record<string, string> = {}) => {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(projectDir, 'prisma/seed.ts')], {
      cwd: projectDir,
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_DIR: database.dataDir, ...env },
    })
    return stdout
  }
  const counts = async () => ({
    units: await db.unit.count(),
    categories: await db.category.count(),
    people: await db.person.count(),
    memberships: await db.membership.count(),
    tickets: await db.ticket.count(),
    calls: await db.call.count(),
  })

  it('in production adds no invented person and gives the first administrator one link, once', async () => {
    const before = await db.person.count()
    const production = { NODE_ENV: 'production', ADMIN_PHONE: '0900099000' }
    expect(await seed(production)).toMatch(/\/kich-hoat\/[\w-]{43}\n$/)
    expect(await seed(production)).toBe('')
    expect(await db.person.count()).toBe(before + 1)
    expect(await db.unit.count({ where: { capabilities: { has: 'operator' } } })).toBe(1)
  })
  it('adds everything once, with a password of each person’s own in a closed file', async () => {
    const guarded = ['call_monitoring', 'recording_segment', 'recording_hold', 'call_score', 'call_score_reply']
    for (const table of guarded) {
      await expect(db.$executeRaw`TRUNCATE call CASCADE`, 'who listened is nothing one empties').rejects.toThrow('is append-only')
      await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_no_truncate`)
    }
    await db.$executeRaw`TRUNCATE call, recording, agent_interval CASCADE`
    for (const table of guarded) await db.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER ${table}_no_truncate`)
    await seed()
    const first = await counts()
    const file = path.join(database.dataDir, 'demo-logins.json')
    const logins = JSON.parse(readFileSync(file, 'utf8')) as { roles: string[]; password: string }[]
    await seed()
    expect(await counts()).toEqual(first)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(logins)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(new Set(logins.map((login) => login.password)).size).toBe(9)
    expect(new Set(logins.flatMap((login) => login.roles))).toEqual(new Set(values.roles))
  })
  it('leaves a password alone that its person has changed, and no longer shows the old one', async () => {
    const file = path.join(database.dataDir, 'demo-logins.json')
    const { id } = await db.person.update({ where: { phone: '+84900000001' }, data: { passwordHash: 'changed' } })
    await seed()
    await seed()
    expect((await db.person.findUniqueOrThrow({ where: { id } })).passwordHash).toBe('changed')
    expect(readFileSync(file, 'utf8')).not.toContain('0900 000 001')
    rmSync(file)
    await seed()
    expect(readFileSync(file, 'utf8')).toContain('0900 000 001')
  })
})

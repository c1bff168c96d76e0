// The ledger of recordings on a real database, real files and the real encoder: compressed, verified, held, removed, and cut off anywhere.
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEncoder } from '../../src/calls/opus.ts'
import { watchRecordingFaults } from '../../src/calls/recording-faults.ts'
import { createRecordingKeeping, type KeepingDeps } from '../../src/calls/recording-keeping.ts'
import { bindRecordingRoutes } from '../../src/calls/recording-routes.ts'
import { verifyRecordings } from '../../src/calls/recording-verify.ts'
import { loadConfig } from '../../src/config.ts'
import type { RecordingDetail } from '../../src/contract/recordings.ts'
import { openRuntime } from '../../src/launcher/debian-runtime.ts'
import { opusEncoder } from '../../src/launcher/opus-encoder.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { runAlone } from '../../src/platform/database/alone.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { presence } from '../audio/tones.ts'
import { encodeWav, readWav } from '../audio/wav.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { waitUntil } from '../harness/wait.ts'
import { addPerson, startWeb, type TestPerson, type TestWeb } from '../harness/web.ts'

const run = promisify(execFile)
const RATE = 8000
const DAY_MS = 86_400_000
const clock = { at: new Date('2026-11-18T01:00:00.000Z'), now: () => clock.at }
const runtimeDir = process.env['RUNTIME_DIR'] ?? path.resolve(import.meta.dirname, '../../.runtime')

let database: TestDatabase
let redis: TestRedis
let web: TestWeb
let dir: string
let encoder: string
let boss: TestPerson
let operator: TestPerson

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  encoder = opusEncoder(loadConfig({ DATA_DIR: database.dataDir, RUNTIME_DIR: runtimeDir }))
  dir = mkdtempSync(path.join(tmpdir(), 'h1022-rec-'))
  web = await startWeb({ database: database.url, redis: redis.url }, systemClock, undefined, (http, db) =>
    bindRecordingRoutes(http, {
      db,
      clock,
      recordingDir: dir,
      mayHear: async (_ticket, viewer) => viewer.roles.includes('operator') || viewer.roles.includes('supervisor'),
    }),
  )
  boss = await addPerson(database.db, 'supervisor')
  operator = await addPerson(database.db, 'operator')
}, 120_000)
afterAll(async () => {
  await web?.stop()
  await Promise.all([database?.stop(), redis?.stop()])
  rmSync(dir, { recursive: true, force: true })
})
beforeEach(async () => {
  clock.at = new Date('2026-11-18T01:00:00.000Z')
  // Each test has recordings of its own.
  const { db } = database
  await db.$executeRaw`ALTER TABLE recording_hold DISABLE TRIGGER USER`
  await db.$executeRaw`DELETE FROM recording_hold`
  await db.$executeRaw`ALTER TABLE recording_hold ENABLE TRIGGER USER`
  await db.recordingListen.deleteMany()
  await db.recording.deleteMany()
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir)
})

/** A second of each tone, as Asterisk leaves it: a call that ended two minutes ago. */
async function recorded(tones: readonly number[] = [700, 1300, 700]) {
  const { db } = database
  const id = randomUUID()
  const samples = Int16Array.from({ length: tones.length * RATE }, (_, n) => 9000 * Math.sin((2 * Math.PI * (tones[Math.floor(n / RATE)] ?? 0) * n) / RATE))
  const ledgerPath = `2026-11-18/${id}.wav`
  const wav = encodeWav({ rate: RATE, samples })
  mkdirSync(path.join(dir, '2026-11-18'), { recursive: true })
  writeFileSync(path.join(dir, ledgerPath), wav)
  const startedAt = new Date(clock.at.getTime() - 120_000 - tones.length * 1000)
  const endedAt = new Date(clock.at.getTime() - 120_000)
  const call = await db.call.create({
    data: { id: randomUUID(), serverId: 's', channelId: randomUUID(), hotlineNumber: '1022', arrivedAt: startedAt, endedAt, outcome: 'answered' },
  })
  await db.recording.create({
    data: {
      id,
      callId: call.id,
      path: ledgerPath,
      startedAt,
      endedAt,
      durationMs: tones.length * 1000,
      bytes: wav.length,
      sha256: createHash('sha256').update(wav).digest('hex'),
    },
  })
  return { id, callId: call.id, file: path.join(dir, ledgerPath), opus: path.join(dir, ledgerPath.replace('.wav', '.opus')), startedAt }
}
const keeping = (more: Partial<KeepingDeps> = {}) =>
  createRecordingKeeping({
    db: database.db,
    clock,
    logger: silentLogger,
    recordingDir: dir,
    encode: createEncoder(encoder),
    originalDays: 7,
    retentionDays: 0,
    ...more,
  })
const rowOf = (id: string) => database.db.recording.findUniqueOrThrow({ where: { id } })
const verify = (note = false) => verifyRecordings(database.db, dir, { now: clock.at, note })
const faults = async () => (await verify()).faults.map(({ kind, path: at }) => `${kind} ${path.extname(at)}`)
/** The whole platform was killed at this step. */
const killedAt = (wanted: string) => ({
  afterStep: (step: string) => {
    if (step === wanted) throw new Error('killed')
  },
})
function flip(file: string): void {
  const bytes = readFileSync(file)
  bytes[1000] = (bytes[1000] ?? 0) ^ 1
  writeFileSync(file, bytes)
}
async function decoded(opusFile: string) {
  const { command, args } = openRuntime(runtimeDir).command('bin/opusdec')
  const wav = `${opusFile}.wav`
  await run(command, [...args, '--quiet', '--rate', String(RATE), '--force-wav', opusFile, wav])
  const sound = await readWav(wav)
  rmSync(wav)
  return sound
}

describe('compression', () => {
  it('keeps tones and length, beside the original until its days are over; then the ledger keeps the other file', async () => {
    const { id, file, opus } = await recorded()
    await keeping().compress()
    const row = await rowOf(id)
    expect(row).toMatchObject({ opusPath: expect.stringMatching(/\.opus$/), originalRemovedAt: null, fault: null })
    expect(row.opusBytes ?? 0).toBeLessThan((row.bytes ?? 0) / 4)
    expect(createHash('sha256').update(readFileSync(opus)).digest('hex')).toBe(row.opusSha256)
    const sound = await decoded(opus)
    expect(Math.abs((sound.samples.length * 1000) / RATE - 3000)).toBeLessThan(100)
    const second = (n: number) => sound.samples.subarray(n * RATE + 800, (n + 1) * RATE - 800)
    expect([presence(second(0), 700), presence(second(1), 1300), presence(second(2), 700)].every((share) => share > 0.8)).toBe(true)
    expect(presence(second(1), 700)).toBeLessThan(0.05)
    expect([existsSync(file), await faults()]).toEqual([true, []])

    clock.at = new Date(clock.at.getTime() + 7 * DAY_MS + 1000)
    await keeping().compress()
    expect((await rowOf(id)).originalRemovedAt).toEqual(clock.at)
    expect([existsSync(file), existsSync(opus), await faults()]).toEqual([false, true, []])
  })
  it('draws how loud it is, once', async () => {
    const { id } = await recorded([700, 0, 700])
    await keeping().compress()
    const peaks = [...((await rowOf(id)).peaks ?? [])]
    expect(peaks).toHaveLength(60)
    expect([Math.min(...peaks.slice(1, 19)) > 50, Math.max(...peaks.slice(21, 39)) < 2, Math.min(...peaks.slice(41, 59)) > 50]).toEqual([true, true, true])
  })
  it('never while the call is on, and not of what has just ended', async () => {
    const { id, callId } = await recorded()
    await database.db.call.update({ where: { id: callId }, data: { endedAt: null, outcome: null } })
    await keeping().compress()
    expect((await rowOf(id)).opusSha256).toBeNull()
    await database.db.call.update({ where: { id: callId }, data: { endedAt: new Date(clock.at.getTime() - 5000), outcome: 'answered' } })
    await keeping().compress()
    expect((await rowOf(id)).opusSha256).toBeNull()
  })
  it('an original that is not what the ledger says is left alone, noted, and an alarm stands until it is put right', async () => {
    const { id, file, opus } = await recorded()
    const whole = readFileSync(file)
    flip(file)
    await keeping({ originalDays: 0 }).compress()
    expect(await rowOf(id)).toMatchObject({ fault: 'changed', opusSha256: null, originalRemovedAt: null })
    expect([existsSync(file), existsSync(opus)]).toEqual([true, false])
    const told: string[] = []
    const watch = watchRecordingFaults({ db: database.db, raise: (detail) => told.push(`raised ${detail}`), clear: () => told.push('cleared') })
    await watch.look()
    writeFileSync(file, whole)
    expect((await verify(true)).faults).toEqual([])
    await watch.look()
    expect(told).toEqual(['raised 1', 'cleared'])
    await keeping({ originalDays: 0 }).compress()
    expect([(await rowOf(id)).fault, existsSync(file), existsSync(opus)]).toEqual([null, false, true])
  })
  it('an original changed after it was compressed is not removed, nor is one whose compressed file was changed', async () => {
    const [one, two] = [await recorded(), await recorded()]
    await keeping().compress()
    flip(one.file)
    flip(two.opus)
    clock.at = new Date(clock.at.getTime() + 8 * DAY_MS)
    await keeping().compress()
    expect([(await rowOf(one.id)).fault, (await rowOf(two.id)).fault]).toEqual(['changed', 'changed'])
    expect([existsSync(one.file), existsSync(two.file)]).toEqual([true, true])
  })
  it.each(['renamed', 'noted', 'marked'])('killed after "%s", the next turn ends it and nothing is lost or left over', async (step) => {
    const { id, file, opus } = await recorded()
    await keeping({ originalDays: 0, ...killedAt(step) })
      .compress()
      .catch(() => undefined)
    clock.at = new Date(clock.at.getTime() + 2 * 3_600_000)
    await keeping({ originalDays: 0 }).compress()
    expect(await rowOf(id)).toMatchObject({ originalRemovedAt: expect.any(Date), cleanupDue: false, fault: null })
    expect([existsSync(file), existsSync(opus), await faults()]).toEqual([false, true, []])
  })
  it('killed while it encodes: the piece is written over', async () => {
    const { id, opus } = await recorded()
    writeFileSync(`${opus}.part`, 'half')
    await keeping().compress()
    expect([(await rowOf(id)).opusSha256 !== null, existsSync(`${opus}.part`)]).toEqual([true, false])
  })
  it('told to stop it ends its encoder, and another process does the work', async () => {
    const { id, file } = await recorded()
    const slow = path.join(database.dataDir, 'slow-encoder')
    writeFileSync(slow, '#!/bin/sh\ntouch "$0.begun"\nexec sleep 30\n', { mode: 0o755 })
    const one = keeping({ encode: createEncoder(slow) })
    const work = one.compress()
    await waitUntil(() => existsSync(`${slow}.begun`))
    const asked = Date.now()
    one.stop()
    await work
    expect(Date.now() - asked).toBeLessThan(3000)
    expect([(await rowOf(id)).opusSha256, existsSync(file)]).toEqual([null, true])
    await keeping().compress()
    expect((await rowOf(id)).opusSha256).not.toBeNull()
  })
  it('without an encoder they stay as they are, drawn all the same', async () => {
    const { id, file } = await recorded()
    await keeping({ encode: createEncoder('/nowhere/opusenc'), originalDays: 0 }).compress()
    expect(await rowOf(id)).toMatchObject({ opusSha256: null, fault: null, peaks: expect.anything() })
    expect([existsSync(file), await faults()]).toEqual([true, []])
  })
  it('one process of all', async () => {
    const order: string[] = []
    const first = runAlone(database.url, 'a test', async () => {
      order.push('first')
      await new Promise((resolve) => setTimeout(resolve, 500))
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await runAlone(database.url, 'a test', async () => order.push('second'))).toBe(false)
    expect(await first).toBe(true)
    expect(await runAlone(database.url, 'a test', async () => order.push('third'))).toBe(true)
    expect(order).toEqual(['first', 'third'])
  })
})

describe('retention', () => {
  it('removes the files of what is old enough; row and checksums stay', async () => {
    const { id, file, opus } = await recorded()
    await keeping().compress()
    clock.at = new Date(clock.at.getTime() + 31 * DAY_MS)
    const fresh = await recorded()
    expect(await keeping({ retentionDays: 0 }).expire()).toBe(0)
    expect(await keeping({ retentionDays: 30 }).expire()).toBe(1)
    expect(await rowOf(id)).toMatchObject({
      removedAt: clock.at,
      removedReason: 'retention',
      sha256: expect.any(String),
      opusSha256: expect.any(String),
      cleanupDue: false,
    })
    expect([existsSync(file), existsSync(opus), existsSync(fresh.file)]).toEqual([false, false, true])
    expect(await verify()).toMatchObject({ removed: 1, faults: [] })
    // An alarm about it would stand for ever.
    await database.db.recording.update({ where: { id: fresh.id }, data: { fault: 'changed', faultAt: clock.at } })
    clock.at = new Date(clock.at.getTime() + 31 * DAY_MS)
    expect(await keeping({ retentionDays: 30 }).expire()).toBe(1)
    expect((await rowOf(fresh.id)).fault).toBeNull()
  })
  it('never what is held for the law, whatever asks for it; killed in between it is ended by the next turn', async () => {
    const [held, loose] = [await recorded(), await recorded()]
    const client = new HttpClient(web.baseUrl)
    await client.signIn(boss)
    const hold = (id: string, body: object) => client.request<RecordingDetail & { code?: string }>('PUT', `/api/recordings/${id}/hold`, body)
    expect(await hold(held.id, { held: true, reason: 'Đơn khiếu nại của người dân, số 12' })).toMatchObject({ status: 200, body: { held: true } })
    clock.at = new Date(clock.at.getTime() + 400 * DAY_MS)
    await keeping({ retentionDays: 365, originalDays: 0, ...killedAt('marked') })
      .expire()
      .catch(() => undefined)
    await keeping({ retentionDays: 365, originalDays: 0 }).compress()
    await keeping({ retentionDays: 365 }).expire()
    expect([(await rowOf(held.id)).removedAt, existsSync(held.file), existsSync(loose.file)]).toEqual([null, true, false])
    await expect(database.db.recording.update({ where: { id: held.id }, data: { removedAt: clock.at, removedReason: 'retention' } })).rejects.toThrow()

    expect(await hold(held.id, { held: true, reason: 'Lần nữa' })).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await hold(held.id, { held: false, reason: ' ' })).toMatchObject({ status: 400 })
    const lifted = await hold(held.id, { held: false, reason: 'Vụ việc đã xong' })
    expect(lifted.body.holds?.map(({ act, reason }) => `${act}: ${reason}`)).toEqual(['lifted: Vụ việc đã xong', 'set: Đơn khiếu nại của người dân, số 12'])
    await expect(database.db.recordingHold.deleteMany()).rejects.toThrow('append-only')
    expect(await keeping({ retentionDays: 365 }).expire()).toBe(1)
    expect(existsSync(held.file)).toBe(false)
    expect(await hold(held.id, { held: true, reason: 'Quá muộn' })).toMatchObject({ status: 409, body: { code: 'illegal-transition' } })
    expect(await client.request('GET', `/api/recordings/${held.id}/audio`)).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('thời hạn lưu giữ') },
    })
    expect((await client.request<RecordingDetail>('GET', `/api/recordings/${held.id}`)).body).toMatchObject({ file: null, removedAt: clock.at.toISOString() })
  })
  it('a hold and a removal in the same moment: never both', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => recorded([700])))
    clock.at = new Date(clock.at.getTime() + 400 * DAY_MS)
    const client = new HttpClient(web.baseUrl)
    await client.signIn(boss)
    await Promise.all([
      keeping({ retentionDays: 365 }).expire(),
      ...all.map(({ id }) => client.request('PUT', `/api/recordings/${id}/hold`, { held: true, reason: 'Cùng lúc' })),
    ])
    for (const { id, file } of all) {
      const row = await rowOf(id)
      expect([row.held, row.removedAt !== null]).toEqual([existsSync(file), !existsSync(file)])
    }
  })
})

describe('npm run verify-recordings', () => {
  const ask = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const environment = { ...process.env, DATABASE_URL: database.url, RECORDING_DIR: dir, DATA_DIR: database.dataDir, ...env }
    try {
      const { stdout } = await run(process.execPath, ['src/verify-recordings.ts', ...args], { env: environment })
      return { code: 0, said: stdout }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, said: stdout + stderr }
    }
  }
  it('names what is changed, missing and unknown, and ends with 0, 1 or 2', async () => {
    const [good, changed, gone] = [await recorded(), await recorded(), await recorded()]
    await keeping().compress()
    expect(await ask()).toMatchObject({ code: 0, said: expect.stringContaining('3 bản ghi âm, 6 tệp') })
    flip(changed.opus)
    rmSync(gone.file)
    const stray = path.join(dir, 'la.wav')
    writeFileSync(stray, 'x')
    utimesSync(stray, new Date('2026-01-01'), new Date('2026-01-01'))
    const { code, said } = await ask(['--json'])
    expect(code).toBe(1)
    const report = JSON.parse(said) as Awaited<ReturnType<typeof verify>>
    expect(report.faults.map(({ kind, path: at }) => [kind, path.basename(at)]).sort()).toEqual(
      [
        ['changed', path.basename(changed.opus)],
        ['missing', path.basename(gone.file)],
        ['unknown', 'la.wav'],
      ].sort(),
    )
    const told = await ask(['--note'])
    expect([told.code, told.said.includes('tệp đã bị sửa'), told.said.includes('thiếu tệp'), told.said.includes('không có trong sổ')]).toEqual([
      1,
      true,
      true,
      true,
    ])
    expect(await Promise.all([good, changed, gone].map(async ({ id }) => (await rowOf(id)).fault))).toEqual([null, 'changed', 'missing'])
    expect(await ask([], { RECORDING_DIR: '/nowhere' })).toMatchObject({ code: 2, said: expect.stringContaining('RECORDING_DIR') })
    expect((await ask(['--what'])).code).toBe(2)
  })
})

describe('on the page', () => {
  it('the compressed file is played by ranges, and each listener is listed for whom it concerns', async () => {
    const { id, file } = await recorded()
    await keeping({ originalDays: 0 }).compress()
    expect(existsSync(file)).toBe(false)
    const [asOperator, asBoss] = [new HttpClient(web.baseUrl), new HttpClient(web.baseUrl)]
    await Promise.all([asOperator.signIn(operator), asBoss.signIn(boss)])
    const answer = await fetch(`${web.baseUrl}/api/recordings/${id}/audio`, { headers: { cookie: asOperator.cookie, range: 'bytes=100-199' } })
    expect([answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]).toEqual([206, 'audio/ogg', 100])
    const seen = (await asBoss.request<RecordingDetail>('GET', `/api/recordings/${id}`)).body
    expect(seen).toMatchObject({ durationMs: 3000, file: { format: 'opus' }, held: false, holds: [], listeners: [{ name: expect.stringContaining('Người') }] })
    expect(Buffer.from(seen.peaks ?? '', 'base64')).toHaveLength(60)
    expect((await asOperator.request<RecordingDetail>('GET', `/api/recordings/${id}`)).body).toMatchObject({ listeners: null, holds: null })
    expect((await asOperator.request('PUT', `/api/recordings/${id}/hold`, { held: true, reason: 'Không được phép' })).status).toBe(403)
    expect((await asBoss.request('GET', `/api/recordings/${randomUUID()}`)).status).toBe(404)
    expect((await asBoss.request('PUT', `/api/recordings/${randomUUID()}/hold`, { held: true, reason: 'Không có' })).status).toBe(404)
  })
  it('segments and pauses come with names, in ms of the file', async () => {
    const { id, callId, startedAt } = await recorded()
    const { db } = database
    const at = (ms: number) => new Date(startedAt.getTime() + ms)
    await db.recordingSegment.createMany({
      data: [
        { callId, seq: 1, at: at(-50), kind: 'queue' },
        { callId, seq: 2, at: at(1000), kind: 'talk', agentId: operator.id },
        { callId, seq: 9, at: at(3010), kind: 'over' },
      ],
    })
    await db.recordingPause.createMany({
      data: [
        { recordingId: id, n: 1, personId: operator.id, fromAt: at(1500), toAt: at(1500), ended: 'refused' },
        { recordingId: id, n: 2, personId: operator.id, fromAt: at(2000), toAt: at(2500), ended: 'resumed' },
      ],
    })
    const client = new HttpClient(web.baseUrl)
    await client.signIn(operator)
    const { body } = await client.request<RecordingDetail>('GET', `/api/recordings/${id}`)
    expect(body.segments.map(({ kind, fromMs, toMs, agentName }) => [kind, fromMs, toMs, agentName !== null])).toEqual([
      ['queue', 0, 1000, false],
      ['talk', 1000, 3000, true],
    ])
    expect(body.pauses).toMatchObject([{ fromMs: 2000, toMs: 2500 }])
    await db.recordingPause.deleteMany()
  })
})

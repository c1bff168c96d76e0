// PostgreSQL and Redis are away for a minute each, on two platforms at the same time: ten calls talk, others come in.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presence } from '../audio/tones.ts'
import { durationMs } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, finishedCall, recordingOf } from '../harness/call-results.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { type ServedCall, serveCallers } from '../harness/incoming-calls.ts'
import { closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'

const OUTAGE_MS = 60_000
const settings = { WRAPUP_SECONDS: '1', RING_SECONDS: '20' }

let database: TestDatabase
let redis: TestRedis
let withoutDatabase: TestPlatform
let withoutRedis: TestPlatform

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  ;[withoutDatabase, withoutRedis] = await Promise.all([
    startPlatform({ ...settings, DATABASE_URL: database.url }),
    startPlatform({ ...settings, REDIS_URL: redis.url }),
  ])
}, 120_000)

afterAll(async () => {
  await Promise.all([withoutDatabase?.stop(), withoutRedis?.stop()])
  await Promise.all([database?.stop(), redis?.stop()])
}, 60_000)

test.concurrent('PostgreSQL away for 60 s with calls coming in, the controller killed in the middle: nothing is missing afterwards', async () => {
  const platform = withoutDatabase
  const operators = await openOperators(platform, 12)
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
  const servers = operators.slice(10)
  await Promise.all(servers.map(({ desk }) => desk.send('agent:ready', {})))
  const from = Date.now()
  await database.pause()
  const until = Date.now() + OUTAGE_MS
  const serving = serveCallers(platform.sipPort, servers, () => Date.now() < until)
  await talkOn(calls, OUTAGE_MS / 2)
  await platform.kill('platform')
  const served = await serving
  await database.resume()
  await platform.ready()
  await reopenDesks(operators)
  expect(await interruptions(calls, from, Date.now() - 200)).toEqual([])
  expect(served.length).toBeGreaterThan(10)
  await endWhole(platform, calls)
  for (const one of served) await isOnRecord(operators[0] as Operator, one)
  closeOperators(operators)
}, 180_000)

test.concurrent('Redis away for 60 s: nobody is logged out, pops arrive, calls go on', async () => {
  const platform = withoutRedis
  const operators = await openOperators(platform, 12)
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
  const servers = operators.slice(10)
  await Promise.all(servers.map(({ desk }) => desk.send('agent:ready', {})))
  const from = Date.now()
  await redis.pause()
  const until = Date.now() + OUTAGE_MS
  const served = await serveCallers(
    platform.sipPort,
    servers,
    () => Date.now() < until,
    (operator, number) => operator.desk.wait('call:pop', (pop) => pop.call.callerNumber === number, 1000),
  )
  for (const { desk } of operators) {
    expect((await desk.request('GET', '/api/session')).status).toBe(200)
    expect(desk.disconnects).toBe(0)
    expect(desk.told.filter(({ event }) => event === 'session:ended' || event === 'session:taken-over')).toEqual([])
  }
  await new HttpClient(platform.baseUrl).signIn(platform.login('supervisor'))
  await redis.resume()
  expect(served.length).toBeGreaterThan(20)
  expect(await interruptions(calls, from, Date.now() - 200)).toEqual([])
  await endWhole(platform, calls)
  closeOperators(operators)
}, 180_000)

async function endWhole(platform: TestPlatform, calls: readonly TalkingCall[]): Promise<void> {
  const ends = await hangUp(calls)
  for (const call of calls) await expectWhole(call.operator.desk, call, ends.get(call.callId) ?? 0)
  await waitUntilEmpty(platform)
}

/** A call that came during the outage: once, answered, with ticket, recording and every step of its story. */
async function isOnRecord(reader: Operator, served: ServedCall): Promise<void> {
  const rows = await database.db.call.findMany({ where: { callerNumber: served.number }, include: { events: { orderBy: { seq: 'asc' } } } })
  expect(rows, served.number).toHaveLength(1)
  const [row] = rows as [(typeof rows)[number]]
  expect(row.ticketId).not.toBeNull()
  const result = await finishedCall(reader.desk, { callId: row.id, ticketId: row.ticketId ?? '' })
  expect(result.outcome).toBe('answered')
  expect(row.events.map(({ seq }) => seq)).toEqual(row.events.map((_, n) => n + 1))
  const wav = await recordingOf(reader.desk, result)
  const talk = wav.samples.subarray(-(served.endedAt - served.talkingFrom) * (wav.rate / 1000))
  for (const hz of [served.callerHz, served.operator.toneHz]) expect(presence(talk, hz, wav.rate)).toBeGreaterThan(0.1)
  // The dialplan's own recording begins with the talk.
  if (row.servedBy === 'controller') expect(Math.abs(durationMs(wav) - (served.endedAt - served.answeredAt))).toBeLessThan(200)
}

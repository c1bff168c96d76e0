// Two Asterisk servers, one controller: one queue over both, talks on both, and one of them dies and comes back.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alarm } from '../../src/contract/alarms.ts'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import { connect } from '../../src/launcher/manager-session.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { pictureOf, waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, finishedCall } from '../harness/call-results.ts'
import { callerHz, clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { answerNext, type Dialled, dialIn, hangUp, interruptions, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import { FIRST, SECOND, startTwoServers, type TwoServers } from '../harness/two-servers.ts'
import { waitUntil } from '../harness/wait.ts'

let two: TwoServers
let operators: [Operator, Operator]
let db: Database

beforeAll(async () => {
  two = await startTwoServers({ WRAPUP_SECONDS: '1', RING_SECONDS: '20' })
  operators = (await openOperators(two.platform, 2)) as [Operator, Operator]
  db = createDatabase({ url: two.platform.servers().databaseUrl, logger: silentLogger })
  await bothConnected()
}, 180_000)

afterAll(async () => {
  await db?.$disconnect()
  closeOperators(operators ?? [])
  await two?.stop()
}, 90_000)

/** A caller at a server waits in the controller's hands only when both know each other. */
const bothConnected = () =>
  waitUntil(
    async () => (await fetch(`${two.second.url}/ari/applications/hotline?api_key=hotline:only-for-this-test`)).ok,
    30_000,
    () => `the controller is not at ${SECOND}`,
  )

/** One caller at each server of the list, in this order; each is in the queue before the next one dials. */
async function queueUp(servers: readonly (0 | 1)[]): Promise<Map<string, Dialled>> {
  const callers = new Map<string, Dialled>()
  for (const [n, server] of servers.entries()) {
    const mark = operators[0].desk.mark
    const [number, dialled] = await dialIn(two.sipPorts[server], callerHz(n))
    await operators[0].desk.wait('queue:waiting', (calls) => calls.some((call) => call.callerNumber === number), 10_000, mark)
    callers.set(number, dialled)
  }
  return callers
}

/** Makes both operators ready and lets each answer one caller: the first in the queue, and the second. */
async function talkOnBoth(servers: readonly [0 | 1, 0 | 1]): Promise<[TalkingCall, TalkingCall]> {
  const callers = await queueUp(servers)
  const numbers = [...callers.keys()]
  const talks: TalkingCall[] = []
  for (const [n, operator] of operators.entries()) {
    const mark = operator.desk.mark
    await operator.desk.send('agent:ready', {})
    const talk = await answerNext(operator, mark, callers)
    expect(talk.number, 'the longest waiting first').toBe(numbers[n])
    talks.push(talk)
  }
  return talks as [TalkingCall, TalkingCall]
}

test('one queue over both servers: the longest waiting first, wherever he came in', async () => {
  await clearDesks(operators)
  const [operator] = operators
  const servers = [1, 0, 1, 0] as const
  const callers = await queueUp(servers)
  const served: string[] = []
  for (const _ of servers) {
    const mark = operator.desk.mark
    await waitUntil(async () => (await operator.desk.try('agent:ready', {})).ok)
    const talk = await answerNext(operator, mark, callers)
    served.push(talk.number)
    await talk.caller.hangup()
    await talk.leg.ended
    await operator.desk.send('agent:pause', { reason: 'break' })
    await operator.desk.try('wrapup:finish', {})
  }
  expect(served).toEqual([...callers.keys()])
  const rows = await waitUntil(async () => {
    const found = await db.call.findMany({ where: { callerNumber: { in: served }, endedAt: { not: null } }, orderBy: { arrivedAt: 'asc' } })
    return found.length === 4 ? found : null
  })
  expect(rows.map(({ serverId }) => serverId)).toEqual(servers.map((n) => (n === 1 ? SECOND : FIRST)))
  // A channel's name tells its server.
  for (const { serverId, channelId } of rows) expect(channelId.startsWith(`${serverId}-`), channelId).toBe(true)
}, 120_000)

test('both sides hear each other at both servers, hold works at both, each recording is kept with its server', async () => {
  await clearDesks(operators)
  const talks = await talkOnBoth([0, 1])
  const from = Date.now()
  await talkOn(talks, 2000)
  expect(await interruptions(talks, from, Date.now() - 200)).toEqual([])
  for (const { operator, caller, callId } of talks) {
    await operator.desk.send('call:hold', { callId })
    await caller.received.toneGone(operator.toneHz)
    await operator.desk.send('call:unhold', { callId })
    await caller.received.tone(operator.toneHz)
  }
  const ends = await Promise.all(
    talks.map(async ({ caller, leg }) => {
      await caller.hangup()
      await leg.ended
      return (await caller.ended).at
    }),
  )
  for (const [n, { callId, operator, ticketId }] of talks.entries()) {
    const serverId = n === 0 ? FIRST : SECOND
    const result = await finishedCall(operator.desk, { callId, ticketId })
    expect(result.outcome).toBe('answered')
    const recording = await db.recording.findFirstOrThrow({ where: { callId } })
    expect(recording.serverId).toBe(serverId)
    expect(existsSync(path.join(two.platform.recordingDir, recording.path))).toBe(true)
    expect(Math.abs((recording.durationMs ?? 0) - ((ends[n] ?? 0) - (talks[n]?.answeredAt ?? 0)))).toBeLessThan(300)
  }
  await waitUntilEmpty(two.platform)
  await waitUntilEmpty(two.secondAccess)
}, 120_000)

test('one server is killed: its call is closed and called back, the other talk goes on without a gap, and it serves again', async () => {
  await clearDesks(operators)
  const [stays, dies] = await talkOnBoth([0, 1])
  const from = Date.now()
  await talkOn([stays, dies], 2000)
  expect((await pictureOf(two.secondAccess)).bridges).toHaveLength(1)
  const before = await pictureOf(two.platform)
  const killedAt = Date.now()
  await two.killSecond()
  expect(await interruptions([stays, dies], from, killedAt - 100)).toEqual([])
  dies.caller.vanish()
  dies.leg.vanish()
  const alarms = async () => (await operators[0].desk.request<Alarm[]>('GET', '/api/alarms')).body
  await waitUntil(
    async () => (await alarms()).some(({ code, detail }) => code === 'asterisk-away' && detail === SECOND),
    15_000,
    async () => `no alarm names ${SECOND}: ${JSON.stringify(await alarms())}`,
  )
  expect((await fetch(`${two.platform.baseUrl}/health/ready`)).status).toBe(200)
  // Nothing was made anew at the other server, and nobody there missed a word.
  expect(await pictureOf(two.platform)).toEqual(before)
  await talkOn([stays], 500)
  expect(await interruptions([stays], killedAt - 500, Date.now() - 200)).toEqual([])
  const stayedUntil = Date.now()
  await stays.caller.hangup()
  await stays.leg.ended
  await expectWhole(stays.operator.desk, stays, (await stays.caller.ended).at)

  // New callers are served at the one that is left.
  const mark = stays.operator.desk.mark
  await waitUntil(async () => (await stays.operator.desk.try('agent:ready', {})).ok)
  const again = await answerNext(stays.operator, mark, new Map([await dialIn(two.sipPorts[0], callerHz(4))]))
  await talkOn([again], 500)
  await hangUp([again])

  const deadMark = dies.operator.desk.mark
  dies.operator.phone.forgetArrived()
  await two.startSecond()
  const ended = await dies.operator.desk.wait('call:state', (call) => call.status === 'ended' && call.callId === dies.callId, 40_000, deadMark)
  expect(ended.outcome).toBe('interrupted')
  const task = await waitUntil(async () => {
    const { body } = await operators[0].desk.request<CallbackTask[]>('GET', '/api/callbacks')
    return body.find(({ callId }) => callId === dies.callId)
  })
  expect(task).toMatchObject({ number: dies.number, reason: 'interrupted', ticketId: dies.ticketId })
  const { endedAt } = await finishedCall(dies.operator.desk, dies)
  expect(Math.abs(Date.parse(endedAt ?? '') - killedAt), 'its end is the time of the fault').toBeLessThan(2500)
  expect(stayedUntil - killedAt, 'the other talk outlived the fault').toBeGreaterThan(4000)
  await waitUntil(
    async () => (await alarms()).length === 0,
    15_000,
    async () => `open alarms: ${JSON.stringify(await alarms())}`,
  )

  await clearDesks(operators)
  const both = await talkOnBoth([1, 0])
  const goodFrom = Date.now()
  await talkOn(both, 1000)
  expect(await interruptions(both, goodFrom, Date.now() - 200)).toEqual([])
  await hangUp(both)
  await waitUntilEmpty(two.platform)
  await waitUntilEmpty(two.secondAccess)
}, 180_000)

test('the platform freezes: a new caller is not left with a controller that claims nobody, and is taken back once', async () => {
  await clearDesks(operators)
  const [operator] = operators
  await two.platform.kill('platform', 'SIGSTOP')
  const dialledAt = Date.now()
  const [number, dialled] = await dialIn(two.sipPorts[1], callerHz(5))
  const answeredAt = await dialled.caller.answered
  expect(answeredAt - dialledAt, 'unanswered').toBeLessThan(2500)
  await dialled.caller.received.sound()
  await two.platform.kill('platform', 'SIGCONT')
  await operator.desk.wait('queue:waiting', (calls) => calls.some((call) => call.callerNumber === number), 30_000)
  const mark = operator.desk.mark
  await operator.desk.send('agent:ready', {})
  const talk = await answerNext(operator, mark, new Map([[number, dialled]]))
  await talk.caller.hangup()
  await talk.leg.ended
  await finishedCall(operator.desk, talk)
  expect(await db.call.findMany({ where: { callerNumber: number }, select: { serverId: true, outcome: true } })).toEqual([
    { serverId: SECOND, outcome: 'answered' },
  ])
}, 120_000)

test('the platform is killed: each server rings the operators alone, and what happened is on record with its server', async () => {
  await clearDesks(operators)
  await Promise.all(operators.map(({ desk }) => waitUntil(async () => (await desk.try('agent:ready', {})).ok)))
  for (const port of [two.platform.servers().amiPort, two.second.config.ami.port]) await waitUntil(async () => (await membersAt(port)) === 2)
  await two.platform.kill('launcher')
  await two.platform.kill('platform')
  const numbers: string[] = []
  for (const [n, port] of two.sipPorts.entries()) {
    const [number, { caller, hz }] = await dialIn(port, callerHz(6 + n))
    numbers.push(number)
    const { leg, operator } = await Promise.race(operators.map(async (one) => ({ leg: await one.phone.incoming(), operator: one })))
    leg.answer()
    await Promise.all([caller.received.tone(operator.toneHz), leg.received.tone(hz)])
    await caller.hangup()
    await leg.ended
  }
  await two.platform.relaunch()
  await reopenDesks(operators)
  const rows = await waitUntil(async () => {
    const found = await db.call.findMany({ where: { callerNumber: { in: numbers } }, include: { recordings: true }, orderBy: { arrivedAt: 'asc' } })
    return found.length === 2 && found.every(({ recordings }) => recordings.length === 1) ? found : null
  }, 30_000)
  expect(rows.map(({ serverId, servedBy, outcome, recordings }) => ({ serverId, servedBy, outcome, recording: recordings[0]?.serverId }))).toEqual(
    [FIRST, SECOND].map((serverId) => ({ serverId, servedBy: 'fallback', outcome: 'answered', recording: serverId })),
  )
}, 150_000)

/** How many telephones Asterisk's own queue would ring. */
async function membersAt(amiPort: number): Promise<number> {
  const session = await connect('127.0.0.1', amiPort, 'hotline', two.platform.servers().amiPassword)
  try {
    return (await session.list({ Action: 'QueueStatus' })).filter(({ Event }) => Event === 'QueueMember').length
  } finally {
    session.close()
  }
}

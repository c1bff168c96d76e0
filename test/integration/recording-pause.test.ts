// The operator keeps something out of the recording, on real Asterisk: silence in the file exactly then, both voices around it, the
// file as long as the call; a controller that dies in between changes nothing; who had the call when stands beside it.
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { startTalking, type TalkingCall } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'
import { SipPhone } from '../sip/phone.ts'

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '5', WRAPUP_SECONDS: '1' })
  operators = await openOperators(platform, 2)
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)
afterEach(() => clearDesks(operators))

const operator = (n: number) => operators[n] as Operator

async function talk(): Promise<TalkingCall> {
  const [call] = await startTalking(platform.sipPort, [operator(0)])
  if (!call) throw new Error('no call')
  return call
}

/** The file of a call that is over, cut by moments of the clock. */
async function fileOf(call: TalkingCall) {
  const ticket = await waitUntil(async () => {
    const answer = await operator(0).desk.request<Ticket>('GET', `/api/tickets/${call.ticketId}`)
    return answer.status === 200 && answer.body.calls[0]?.endedAt && answer.body.calls[0].recording?.durationMs ? answer.body : null
  }, 15_000)
  const recording = ticket.calls[0]?.recording
  const day = new Date(call.answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const wav = await readWav(path.join(platform.recordingDir, day, `${recording?.id}.wav`))
  const between = (from: number, to: number) => wav.samples.subarray(((from - call.answeredAt) * wav.rate) / 1000, ((to - call.answeredAt) * wav.rate) / 1000)
  const voices = (from: number, to: number) => [
    presence(between(from, to), call.callerHz, wav.rate) > 0.2,
    presence(between(from, to), call.operator.toneHz, wav.rate) > 0.2,
  ]
  return { id: recording?.id ?? '', durationMs: recording?.durationMs ?? 0, between, voices }
}

async function onDatabase<T>(ask: (db: ReturnType<typeof createDatabase>) => Promise<T>): Promise<T> {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    return await ask(db)
  } finally {
    await db.$disconnect()
  }
}

/** Asterisk works in packets, and the recorder's clock and ours begin some ms apart. */
const EDGE_MS = 150
const wait = (call: TalkingCall, ms: number) => call.caller.received.next(ms)

test('paused and resumed: silence in between, both voices around it, everybody hears on, the length holds', async () => {
  const boss = await DeskClient.open(platform.baseUrl, platform.login('supervisor'), (await SipPhone.open({ name: 'boss', toneHz: 2400 })).contact)
  await boss.send('board:open', { wall: false })
  const call = await talk()
  const { desk } = operator(0)
  await wait(call, 1500)
  const pausedAt = Date.now()
  const view = await desk.send('recording:pause', { callId: call.callId })
  expect(view).toMatchObject({ recording: true, recordingPausedSince: expect.any(String), recordingPauseRefused: false })
  await boss.wait('board:change', ({ calls }) =>
    (calls?.put ?? []).some(({ callId, recordingPausedSince }) => callId === call.callId && recordingPausedSince !== null),
  )
  // Pressed once more it is still one pause.
  await desk.send('recording:pause', { callId: call.callId })
  await wait(call, 2000)
  await Promise.all([call.caller.received.tone(call.operator.toneHz), call.leg.received.tone(call.callerHz)])
  const resumedAt = Date.now()
  expect(await desk.send('recording:resume', { callId: call.callId })).toMatchObject({ recordingPausedSince: null })
  await boss.wait('board:change', ({ calls }) =>
    (calls?.put ?? []).some(({ callId, recordingPausedSince }) => callId === call.callId && recordingPausedSince === null),
  )
  await wait(call, 1500)
  const { at: endedAt } = await call.caller.hangup()
  const file = await fileOf(call)
  expect(Math.abs(file.durationMs - (endedAt - call.answeredAt)), `recorded ${file.durationMs} ms`).toBeLessThan(100)
  expect(file.voices(pausedAt - 1000, pausedAt - EDGE_MS)).toEqual([true, true])
  expect(isSilent(file.between(pausedAt + EDGE_MS, resumedAt - EDGE_MS))).toBe(true)
  expect(file.voices(resumedAt + EDGE_MS, resumedAt + 1200)).toEqual([true, true])
  const pauses = await onDatabase((db) => db.recordingPause.findMany({ where: { recordingId: file.id }, include: { person: true } }))
  expect(pauses.map(({ n, ended, person }) => [n, ended, person.name])).toEqual([[1, 'resumed', operator(0).login.name]])
  expect(Math.abs((pauses[0]?.fromAt.getTime() ?? 0) - pausedAt)).toBeLessThan(300)
  boss.close()
})

test('a controller that dies in a pause: it goes on, can be ended afterwards, and no step is decided otherwise', async () => {
  const call = await talk()
  await wait(call, 1000)
  const pausedAt = Date.now()
  await operator(0).desk.send('recording:pause', { callId: call.callId })
  await wait(call, 500)
  await platform.kill('platform')
  await wait(call, 500)
  await reopenDesks(operators)
  const shown = operator(0).desk.snapshot?.pop?.call
  expect(shown).toMatchObject({ callId: call.callId, recordingPausedSince: expect.any(String) })
  await wait(call, 800)
  const resumedAt = Date.now()
  await operator(0).desk.send('recording:resume', { callId: call.callId })
  await wait(call, 1500)
  const { at: endedAt } = await call.caller.hangup()
  const file = await fileOf(call)
  expect(Math.abs(file.durationMs - (endedAt - call.answeredAt)), `recorded ${file.durationMs} ms`).toBeLessThan(100)
  expect(isSilent(file.between(pausedAt + EDGE_MS, resumedAt - EDGE_MS))).toBe(true)
  expect(file.voices(resumedAt + EDGE_MS, resumedAt + 1200)).toEqual([true, true])
  for (const { decided, again } of replayJournal(platform.dataDir)) if (again) expect(again).toEqual(decided)
})

test('passed on in a pause: the next operator is recorded; the segments say who had the call when', async () => {
  const call = await talk()
  const { desk } = operator(0)
  const second = operator(1)
  await wait(call, 800)
  await desk.send('recording:pause', { callId: call.callId })
  await wait(call, 800)
  await desk.send('call:hold', { callId: call.callId })
  await wait(call, 800)
  const to = (await second.desk.send('agent:ready', {})).agentId
  await desk.send('call:transfer', { callId: call.callId, to })
  const leg = await second.phone.incoming()
  leg.answer()
  await call.caller.received.tone(second.toneHz)
  const from = Date.now()
  await wait(call, 1200)
  const until = Date.now()
  await call.caller.hangup()
  const file = await fileOf(call)
  expect(presence(file.between(from, until), second.toneHz)).toBeGreaterThan(0.2)
  const { pauses, segments } = await onDatabase(async (db) => ({
    pauses: await db.recordingPause.findMany({ where: { recordingId: file.id } }),
    segments: await db.recordingSegment.findMany({ where: { callId: call.callId }, orderBy: { seq: 'asc' }, include: { agent: true } }),
  }))
  expect(pauses.map(({ ended }) => ended)).toEqual(['talk-over'])
  const told = segments.map(({ kind, agent }) => `${kind} ${agent?.name ?? ''}`.trim()).filter((word, i, all) => word !== all[i - 1])
  expect(told).toEqual(['queue', `talk ${operator(0).login.name}`, `hold ${operator(0).login.name}`, 'queue', `talk ${second.login.name}`, 'over'])
  expect(await desk.try('recording:pause', { callId: call.callId })).toMatchObject({
    ok: false,
    problem: { code: expect.stringMatching(/illegal-transition|not-found/) },
  })
})

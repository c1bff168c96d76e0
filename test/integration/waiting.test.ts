// Callers who wait, on real servers: what they are told over the music, what becomes of them beyond a limit, and who knows them.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DayFigures } from '../../src/contract/board.ts'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { longestSilence } from '../audio/continuity.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts, SAME_SOUND } from '../harness/hears.ts'
import { type HotlineChange, saveHotline } from '../harness/hotline-change.ts'
import { clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const CALLER_HZ = 700
const BEEP_HZ = 1000
/** What is said in one go takes no longer, however late a test hears of it. */
const WORDS_MS = 12_000
/** Music gives way to words and comes back with no more silence than there is in front of a word. */
const ALLOWED_MS = 500
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let platform: TestPlatform
let operators: Operator[]
let prompts: Prompts
const callers: SipCaller[] = []
const an = () => operators[0] as Operator
const binh = () => operators[1] as Operator

beforeAll(async () => {
  prompts = await openPrompts([
    ...['all-busy', 'waiting-position', 'waiting-stay', 'waiting-estimate', 'waiting-minutes', ...numbers],
    ...['apology-goodbye', 'nobody-answers', 'leave-message', 'recording-notice'],
  ])
  // Nothing of what the settings say is held by the environment.
  platform = await startPlatform({ GREETING: '', RATING: '', VOICEMAIL: '' })
  operators = await openOperators(platform, 2)
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  for (const { phone } of operators ?? []) await phone.close()
  await platform?.stop()
}, 60_000)
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.hangup()
  await clearDesks(operators)
})

const save = (change: HotlineChange) => saveHotline(platform, { greeting: false, rating: false, wrapupSeconds: 0, ...change })
async function call(from: string): Promise<SipCaller> {
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  callers.push(caller)
  await caller.answered
  return caller
}
const queueIs = (length: number) => an().desk.wait('queue:waiting', (calls) => calls.length === length, 5000)
const stillUp = (caller: SipCaller) => Promise.race([caller.ended.then(() => false), pause(50).then(() => true)])
const likeness = async (caller: SipCaller, from: number, names: readonly string[]) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await prompts.likeness(caller.receivedBetween(from, Date.now()), name)] as const)))
const numbers = ['number-nhat', 'number-1', 'number-2', 'number-3', 'number-10']
/** Which of the numbers was said since then: short words are told by which is the most alike. */
async function numberSaid(caller: SipCaller, from: number): Promise<string | null> {
  const [best] = Object.entries(await likeness(caller, from, numbers)).sort(([, a], [, b]) => b - a)
  return best && best[1] >= SAME_SOUND ? best[0] : null
}
async function answer(operator: Operator, caller: SipCaller) {
  const leg = await operator.phone.incoming()
  leg.answer()
  await Promise.all([caller.received.tone(operator.toneHz), leg.received.tone(CALLER_HZ)])
  return leg
}

test('nobody free: each is told his place over the music, anew when it has changed, and the answer cuts it short', async () => {
  await save({ waiting: { announceEverySeconds: 20 } })
  const first = await call('0900000014')
  const from = Date.now()
  await queueIs(1)
  const second = await call('0900000015')
  await prompts.heard(first, from, 'all-busy')
  await prompts.heard(second, from, 'waiting-position')
  await pause(1500)
  expect([await numberSaid(first, from), await numberSaid(second, from)]).toEqual(['number-nhat', 'number-2'])
  // After the words the music is back.
  await pause(1500)
  const music = second.receivedBetween(Date.now() - 1000, Date.now())
  expect([isSilent(music), await likeness(second, Date.now() - 1000, ['waiting-position'])]).toEqual([false, { 'waiting-position': expect.closeTo(0, 0) }])
  expect(longestSilence(second.receivedBetween(from, Date.now())).ms).toBeLessThan(ALLOWED_MS)

  await first.hangup()
  const alone = Date.now()
  await prompts.heard(second, alone, 'waiting-position', 30_000)
  const saidFrom = Date.now() - WORDS_MS
  await waitUntil(async () => (await numberSaid(second, saidFrom)) === 'number-nhat', 5000)
  // In the middle of the words somebody is free.
  await an().desk.send('agent:ready', {})
  const leg = await answer(an(), second)
  const talking = Date.now()
  await pause(2000)
  const heard = second.receivedBetween(talking, Date.now())
  expect(presence(heard, an().toneHz)).toBeGreaterThan(0.9)
  expect(await prompts.likeness(heard, 'waiting-stay')).toBeLessThan(SAME_SOUND)
  await leg.hangup()
}, 120_000)

test('after some calls of like length the wait is said as well', async () => {
  await save({ waiting: { announceEverySeconds: 20 } })
  for (let n = 0; n < 5; n += 1) {
    await waitUntil(async () => (await an().desk.try('agent:ready', {})).ok, 5000)
    const leg = await answer(an(), await call(`090000008${n}`))
    await pause(1500)
    await leg.hangup()
  }
  await waitUntil(async () => (await an().desk.try('agent:ready', {})).ok, 5000)
  await answer(an(), await call('0900000085'))
  const waiting = await call('0900000086')
  const from = Date.now()
  await prompts.heard(waiting, from, 'waiting-estimate')
  const saidFrom = Date.now() - WORDS_MS
  await waitUntil(async () => ((await likeness(waiting, saidFrom, ['waiting-minutes']))['waiting-minutes'] ?? 0) >= SAME_SOUND, 10_000)
  // His place is the first, and the wait one minute: both numbers were said.
  expect(await likeness(waiting, saidFrom, ['number-nhat', 'number-1'])).toMatchObject({ 'number-1': expect.closeTo(1, 0) })
}, 60_000)

test('as many as may wait: who comes then is told sorry and let go, and is to be called back; who waited too long leaves a message', async () => {
  await save({ waiting: { announceEverySeconds: 0, mostCallers: 1, longestSeconds: 30, overflow: 'message' } })
  const first = await call('0900000017')
  const queuedAt = Date.now()
  await queueIs(1)
  await save({ waiting: { announceEverySeconds: 0, mostCallers: 1, overflow: 'goodbye' } })
  const second = await call('0900000018')
  const from = Date.now()
  await prompts.heard(second, from, 'apology-goodbye')
  expect((await second.ended).by).toBe('them')
  expect(await stillUp(first)).toBe(true)
  const task = await waitUntil(async () => {
    const { body } = await an().desk.request<CallbackTask[]>('GET', '/api/callbacks')
    return body.find(({ number }) => number === '+84900000018')
  }, 10_000)
  expect(task.reason).toBe('turned-away')

  const beep = first.received.tone(BEEP_HZ)
  await prompts.heard(first, queuedAt, 'leave-message', 45_000)
  expect(Date.now() - queuedAt).toBeGreaterThan(30_000)
  await beep
  await pause(4000)
  first.pressKeys('#')
  await first.ended
  const supervisor = new HttpClient(platform.baseUrl)
  await supervisor.signIn(platform.login('supervisor'))
  const { flowOutTo } = await waitUntil(
    async () => {
      const { body } = await supervisor.request<DayFigures>('GET', '/api/figures')
      return body.total.flowOutTo.overflow === 1 && body.total.flowOutTo.voicemail === 1 ? body.total : null
    },
    20_000,
    () => 'the two are not counted as flow-out',
  )
  expect(flowOutTo).toMatchObject({ overflow: 1, voicemail: 1 })
}, 120_000)

test('who calls again is rung through to the operator who knows him, though another is idle longer; a stranger to that one', async () => {
  await save({ greeting: true })
  await an().desk.send('agent:ready', {})
  const before = await call('0900000019')
  const leg = await answer(an(), before)
  await leg.hangup()
  await before.ended
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    await waitUntil(() => db.call.findFirst({ where: { callerNumber: '+84900000019', endedAt: { not: null }, agentId: { not: null } } }), 10_000)
  } finally {
    await db.$disconnect()
  }
  await binh().desk.send('agent:ready', {})
  // An is set down and up again: he is idle for a shorter time.
  await waitUntil(async () => (await an().desk.try('agent:pause', { reason: 'break' })).ok, 5000)
  await an().desk.send('agent:ready', {})

  const again = await call('0900000019')
  await answer(an(), again)
  expect(binh().phone.calls).toHaveLength(0)
  await again.hangup()
  await waitUntil(async () => (await an().desk.try('agent:ready', {})).ok, 5000)
  const stranger = await call('0900000020')
  await answer(binh(), stranger)
}, 90_000)

test('the platform killed while a place is told: words, then music, and the caller is told again by the next one', async () => {
  await save({ waiting: { announceEverySeconds: 20 } })
  const caller = await call('0900000016')
  const from = Date.now()
  await prompts.heard(caller, from, 'all-busy')
  await platform.kill('platform')
  const killedAt = Date.now()
  await pause(3000)
  await platform.ready()
  // All the time there was something to be heard.
  await prompts.heard(caller, killedAt + 3000, 'waiting-stay', 45_000)
  expect(longestSilence(caller.receivedBetween(from, Date.now())).ms).toBeLessThan(ALLOWED_MS)
  expect(await stillUp(caller)).toBe(true)
  await caller.hangup()
  await reopenDesks(operators)
  // What the first process wrote may be in the database only: those steps have nothing to be decided from here.
  for (const { event, decided, again } of replayJournal(platform.dataDir)) if (again) expect(again, event).toEqual(decided)
}, 120_000)

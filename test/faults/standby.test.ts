// Two platforms on the same servers: the standby takes over from a killed and from a frozen controller, with ten calls talking.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pictureOf, waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, recordingNames } from '../harness/call-results.ts'
import { callerHz, clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { isActive, type SecondPlatform, startSecond } from '../harness/standby.ts'
import { answerNext, dialIn, hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'

const TAKEOVER_MS = 5000

let platform: TestPlatform
let second: SecondPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '30' })
  second = await startSecond(platform)
  operators = await openOperators(platform, 11)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await second?.stop()
  await platform?.stop()
}, 60_000)

afterEach(() => clearDesks(operators))

test('active controller killed: the standby takes over within 5 s, no call notices, a new call is served by it', async () => {
  expect(await isActive(platform.baseUrl)).toBe(true)
  expect(await isActive(second.baseUrl)).toBe(false)
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
  await takesOver(calls, second.baseUrl, async () => {
    // Without its launcher, which would start it again before the standby's turn comes.
    await platform.kill('launcher')
    await platform.kill('platform')
  })
  await endWhole(calls)
}, 90_000)

test('active controller frozen and woken again: the standby takes over within 5 s, and the old one stays quiet', async () => {
  await platform.relaunch()
  expect(await isActive(second.baseUrl)).toBe(true)
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
  const recordings = await recordingNames(calls)
  await takesOver(calls, platform.baseUrl, async () => second.signal('SIGSTOP'))
  const before = await pictureOf(platform, recordings)
  const wokenAt = Date.now()
  second.signal('SIGCONT')
  await talkOn(calls, 5000)
  expect(await isActive(second.baseUrl)).toBe(false)
  expect(await isActive(platform.baseUrl)).toBe(true)
  expect(await pictureOf(platform, recordings)).toEqual(before)
  expect(interruptions(calls, wokenAt, Date.now() - 200)).toEqual([])
  await endWhole(calls)
}, 90_000)

/** After `fault` the controller at `next` goes on with the ten calls where they are, and serves an eleventh. */
async function takesOver(calls: TalkingCall[], next: string, fault: () => Promise<void>): Promise<void> {
  const from = Date.now()
  const recordings = await recordingNames(calls)
  const before = await pictureOf(platform, recordings)
  await fault()
  const failedAt = Date.now()
  await waitUntil(
    () => isActive(next),
    15_000,
    () => `nobody took over; ${second.output().slice(-2000)}`,
  )
  expect(Date.now() - failedAt).toBeLessThan(TAKEOVER_MS)
  await reopenDesks(operators, next)
  for (const { operator, callId } of calls)
    expect(operator.desk.snapshot).toMatchObject({ agent: { state: 'on-call', callId }, pop: { call: { callId, status: 'talking' } } })
  await talkOn(calls, 1000)
  expect(await pictureOf(platform, recordings)).toEqual(before)
  const [eleventh] = operators.slice(10) as [Operator]
  await eleventh.desk.send('agent:ready', {})
  calls.push(await answerNext(eleventh, 0, new Map([await dialIn(platform.sipPort, callerHz(10))])))
  expect(interruptions(calls.slice(0, 10), from, Date.now() - 200)).toEqual([])
}

async function endWhole(calls: readonly TalkingCall[]): Promise<void> {
  const ends = await hangUp(calls)
  await Promise.all(calls.map(({ operator }) => operator.desk.wait('agent:state', (agent) => agent.state === 'wrap-up')))
  for (const call of calls) await expectWhole(call.operator.desk, call, ends.get(call.callId) ?? 0)
  await waitUntilEmpty(platform)
}

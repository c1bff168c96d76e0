// The controller, the launcher and both at once are killed while ten calls talk: nobody hears it, nothing is lost.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pictureOf, waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, recordingNames } from '../harness/call-results.ts'
import { clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { processOf } from '../harness/servers-of.ts'
import { hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '30' })
  operators = await openOperators(platform, 10)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)

afterEach(() => clearDesks(operators))

test('controller killed: no call drops, the same ids in Asterisk, and each call ends with its ticket and recording', async () => {
  await survives(async () => {
    const before = processOf(platform.dataDir, 'platform')
    await platform.kill('platform')
    await platform.ready()
    expect(processOf(platform.dataDir, 'platform')).not.toEqual(before)
  })
}, 90_000)

test('launcher killed: a new one adopts the servers, and no call notices', async () => {
  await survives(async () => {
    const before = processOf(platform.dataDir, 'asterisk')
    await platform.kill('launcher')
    await platform.relaunch()
    expect(processOf(platform.dataDir, 'asterisk')).toEqual(before)
  })
}, 90_000)

test('launcher and controller killed, then started again: no call drops', async () => {
  await survives(async () => {
    await platform.kill('launcher')
    await platform.kill('platform')
    await platform.relaunch()
  })
}, 90_000)

/** Ten calls talk while `fault` happens; each goes on unharmed and is whole at its end. */
async function survives(fault: () => Promise<void>): Promise<void> {
  const calls = await startTalking(platform.sipPort, operators)
  const from = Date.now()
  const recordings = await recordingNames(calls)
  const before = await pictureOf(platform, recordings)
  expect(before.recordings).toHaveLength(calls.length)
  await fault()
  await reopenDesks(operators)
  for (const { operator, callId } of calls)
    expect(operator.desk.snapshot).toMatchObject({ agent: { state: 'on-call', callId }, pop: { call: { callId, status: 'talking' } } })
  await talkOn(calls, 1000)
  expect(await pictureOf(platform, recordings)).toEqual(before)
  expect(interruptions(calls, from, Date.now() - 200)).toEqual([])
  await endWhole(calls)
}

async function endWhole(calls: readonly TalkingCall[]): Promise<void> {
  const ends = await hangUp(calls)
  await Promise.all(calls.map(({ operator }) => operator.desk.wait('agent:state', (agent) => agent.state === 'wrap-up')))
  for (const call of calls) await expectWhole(call.operator.desk, call, ends.get(call.callId) ?? 0)
  await waitUntilEmpty(platform)
}

// The controller, the launcher and both at once are killed while ten calls talk: nobody hears it, nothing is lost.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { longestSilence } from '../audio/continuity.ts'
import { pictureOf, waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, recordingNames } from '../harness/call-results.ts'
import { callerHz, clearDesks, closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { processOf } from '../harness/servers-of.ts'
import { answerNext, dialIn, hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '30', RING_SECONDS: '8' })
  operators = await openOperators(platform, 13)
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

test('controller killed while ten talk, one is on hold, one rings and one waits: each is picked up where he is', async () => {
  const [ringer, other] = operators.slice(11) as [Operator, Operator]
  const [held, ...others] = (await startTalking(platform.sipPort, operators.slice(0, 11))) as [TalkingCall, ...TalkingCall[]]
  await held.operator.desk.send('call:hold', { callId: held.callId })
  const heldFrom = await held.caller.received.toneGone(held.operator.toneHz)
  await ringer.desk.send('agent:ready', {})
  const [ringing, waiting] = [await dialIn(platform.sipPort, callerHz(11)), await dialIn(platform.sipPort, callerHz(12))]
  const { dueAt } = await ringer.desk.wait('agent:state', (agent) => agent.state === 'ringing')
  const leg = await ringer.phone.incoming()
  await ringer.desk.wait('queue:waiting', (list) => list[0]?.callerNumber === waiting[0])
  const from = Date.now()

  await platform.kill('platform')
  await platform.ready()
  await reopenDesks(operators)
  expect(held.operator.desk.snapshot).toMatchObject({ agent: { state: 'on-call' }, pop: { call: { callId: held.callId, status: 'held' } } })
  expect(ringer.desk.snapshot).toMatchObject({ agent: { state: 'ringing', dueAt }, pop: { call: { callerNumber: ringing[0], status: 'ringing' } } })
  expect(ringer.desk.snapshot?.waiting.map((call) => call.callerNumber)).toEqual([waiting[0]])
  for (const caller of [held.caller, ringing[1].caller, waiting[1].caller])
    expect(longestSilence(caller.receivedBetween(Math.max(heldFrom, from), Date.now() - 200)).ms).toBeLessThan(300)

  await held.operator.desk.send('call:unhold', { callId: held.callId })
  const talkingFrom = Math.max(await held.caller.received.tone(held.operator.toneHz), await held.leg.received.tone(held.callerHz))
  // The ring's own time runs on: it ends when it would have ended, and the caller is offered to the next.
  const rung = await leg.ended
  expect(Math.abs(rung.at - Date.parse(dueAt ?? ''))).toBeLessThan(1000)
  await ringer.desk.wait('agent:state', (agent) => agent.state === 'not-responding')
  const callers = new Map([ringing, waiting])
  await other.desk.send('agent:ready', {})
  const first = await answerNext(other, 0, callers)
  expect(first.number).toBe(ringing[0])
  await ringer.desk.send('agent:ready', {})
  const second = await answerNext(ringer, 0, callers)
  expect(interruptions(others, from, Date.now() - 200)).toEqual([])
  await endWhole([{ ...held, talkingFrom }, ...others, first, second])
}, 90_000)

/** Ten calls talk while `fault` happens; each goes on unharmed and is whole at its end. */
async function survives(fault: () => Promise<void>): Promise<void> {
  const calls = await startTalking(platform.sipPort, operators.slice(0, 10))
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

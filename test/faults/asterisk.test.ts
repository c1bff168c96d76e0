// Asterisk is killed with ten calls up: they are closed as interrupted, everybody is called back, and the desks go on.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import { durationMs } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { expectWhole, finishedCall, recordingOf } from '../harness/call-results.ts'
import { closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { hangUp, interruptions, startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'

/** Asterisk writes its files in blocks: that much of each is lost with it. */
const UNWRITTEN_MS = 1000

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '1' })
  operators = await openOperators(platform, 10)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)

test('Asterisk killed: ten calls closed as interrupted, ten call-back tasks, agents ready again without a reload, new calls work', async () => {
  const lost = await startTalking(platform.sipPort, operators)
  const from = Date.now()
  await talkOn(lost, 1500)
  const marks = operators.map(({ desk }) => desk.mark)
  const killedAt = Date.now()
  await platform.kill('asterisk')
  expect(interruptions(lost, from, killedAt - 100)).toEqual([])
  for (const { caller, leg, operator } of lost) {
    caller.vanish()
    leg.vanish()
    operator.phone.forgetArrived()
  }
  await Promise.all(
    operators.map(async ({ desk }, n) => {
      const ended = await desk.wait('call:state', (call) => call.status === 'ended', 40_000, marks[n])
      expect(ended.outcome).toBe('interrupted')
      await desk.wait('agent:state', (agent) => agent.state === 'ready', 20_000, marks[n])
    }),
  )
  await calledBack(lost)
  for (const call of lost) await keptUntil(call, killedAt)

  const again = await startTalking(platform.sipPort, operators)
  const goodFrom = Date.now()
  await talkOn(again, 1000)
  expect(interruptions(again, goodFrom, Date.now() - 200)).toEqual([])
  const ends = await hangUp(again)
  for (const call of again) await expectWhole(call.operator.desk, call, ends.get(call.callId) ?? 0)
  await waitUntilEmpty(platform)
}, 120_000)

/** One task per number, each with its call and its ticket. */
async function calledBack(calls: readonly TalkingCall[]): Promise<void> {
  const [reader] = operators as [Operator]
  const tasks = await waitUntil(async () => {
    const { body } = await reader.desk.request<CallbackTask[]>('GET', '/api/callbacks')
    return body.length >= calls.length ? body : null
  })
  const expected = calls.map(({ number, callId, ticketId }) => ({ number, callId, ticketId, reason: 'interrupted' }))
  expect(tasks.map(({ number, callId, ticketId, reason }) => ({ number, callId, ticketId, reason })).sort(byNumber)).toEqual(expected.sort(byNumber))
}

const byNumber = (a: { number: string }, b: { number: string }) => (a.number < b.number ? -1 : 1)

/** The call has its end at the time of the fault, and its recording holds what was said until then. */
async function keptUntil(call: TalkingCall, killedAt: number): Promise<void> {
  const result = await finishedCall(call.operator.desk, call)
  expect(result.outcome).toBe('interrupted')
  expect(Math.abs(Date.parse(result.endedAt ?? '') - killedAt)).toBeLessThan(2000)
  const recorded = durationMs(await recordingOf(call.operator.desk, result))
  expect(recorded).toBeGreaterThan(killedAt - call.answeredAt - UNWRITTEN_MS)
  expect(Math.abs((result.recording?.durationMs ?? 0) - recorded)).toBeLessThan(2)
}

// Who is asked for whom, on real servers: a need chosen by key rings the best first and wider with time, holds nobody up, and priority overtakes.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { EventBody } from '../../src/contract/socket.ts'
import { HotlineAdministrator } from '../harness/hotline-settings.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { PhoneCall } from '../sip/phone.ts'

const MENU_HZ = 850
const CALLER_HZ = 1000
/** From so long in the queue on everybody is asked. */
const LAST_RING_SECONDS = 6

let platform: TestPlatform
let operators: Operator[]
const callers: SipCaller[] = []
let number = 60
/** An knows nothing of land, Bình all. */
const an = () => operators[0] as Operator
const binh = () => operators[1] as Operator

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '0' })
  operators = await openOperators(platform, 2)
  const administrator = await HotlineAdministrator.signedIn(platform)
  await administrator.save((content) => ({
    ...content,
    skills: [{ code: 'dat-dai', name: 'Đất đai' }],
    agentSkills: { [binh().desk.snapshot?.agent.agentId ?? '']: { 'dat-dai': 3 } },
    rings: [
      { afterSeconds: 0, level: 3 },
      { afterSeconds: LAST_RING_SECONDS, level: 0 },
    ],
    waiting: { ...content.waiting, announceEverySeconds: 0 },
  }))
  await administrator.menu(MENU_HZ, {
    entries: [
      { key: '1', label: 'Đất đai', action: 'queue', skill: 'dat-dai', priorityMinutes: 0 },
      { key: '2', label: 'Khẩn cấp', action: 'queue', skill: null, priorityMinutes: 10 },
      { key: '3', label: 'Việc khác', action: 'queue', skill: null, priorityMinutes: 0 },
    ],
    waitSeconds: 5,
    attempts: 1,
  })
}, 180_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  for (const { phone } of operators ?? []) await phone.close()
  await platform?.stop()
}, 60_000)
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.hangup()
  await clearDesks(operators)
})

/** A caller who presses this key while the menu is said; resolves when he is in the queue or rings. */
async function chooses(key: string): Promise<{ caller: SipCaller; from: string; at: number }> {
  number += 1
  const from = `09000000${number}`
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  callers.push(caller)
  await caller.received.tone(MENU_HZ)
  caller.pressKeys(key)
  await caller.received.toneGone(MENU_HZ)
  return { caller, from, at: Date.now() }
}
const ready = async (operator: Operator) => void (await waitUntil(async () => (await operator.desk.try('agent:ready', {})).ok, 10_000))
async function talk(operator: Operator, caller: SipCaller): Promise<PhoneCall> {
  const leg = await operator.phone.incoming()
  leg.answer()
  await Promise.all([caller.received.tone(operator.toneHz), leg.received.tone(CALLER_HZ)])
  return leg
}
const popped = (operator: Operator, from: string) => operator.desk.wait('call:pop', (pop) => pop.call.callerNumber === from.replace(/^0/, '+84'), 20_000)
const waits = (fits: (calls: EventBody<'queue:waiting'>) => boolean) => an().desk.wait('queue:waiting', fits, 10_000)

test('the one who knows most rings first, though another is idle longer; he lets it pass, and the wider ring asks the other', async () => {
  await ready(an())
  await ready(binh())
  const { caller, from, at } = await chooses('1')
  const { call } = await popped(binh(), from)
  expect(call.branch).toBe('Đất đai')
  await binh().desk.send('call:decline', { callId: call.callId })
  const [shown] = await waits((calls) => calls.length === 1)
  expect(shown).toMatchObject({ branch: 'Đất đai', priorityMinutes: 0, rings: { afterSeconds: [0, LAST_RING_SECONDS] } })
  await popped(an(), from)
  const waited = Date.now() - at
  expect(waited).toBeGreaterThan((LAST_RING_SECONDS - 1) * 1000)
  expect(waited).toBeLessThan((LAST_RING_SECONDS + 2) * 1000)
  await talk(an(), caller)
}, 60_000)

test('who waits for his ring holds nobody up: the next caller without a need is put through at once', async () => {
  await ready(an())
  const { caller: land, from, at } = await chooses('1')
  const { caller: other, from: otherFrom } = await chooses('3')
  await popped(an(), otherFrom)
  expect(Date.now() - at).toBeLessThan(LAST_RING_SECONDS * 1000)
  await talk(an(), other)
  // The specialist comes to his desk: he has the one who waited for him.
  await ready(binh())
  await popped(binh(), from)
  await talk(binh(), land)
}, 60_000)

test('priority: who came later and is more urgent is served first, and is marked so', async () => {
  const { from: early } = await chooses('3')
  await waits((calls) => calls.length === 1)
  const { caller: urgent, from } = await chooses('2')
  const queue = await waits((calls) => calls.length === 2)
  expect(queue.map(({ branch, priorityMinutes }) => [branch, priorityMinutes])).toEqual([
    ['Khẩn cấp', 10],
    ['Việc khác', 0],
  ])
  await ready(an())
  await popped(an(), from)
  const leg = await talk(an(), urgent)
  // Without a wrap-up he is ready at once, and gets who waited on.
  await leg.hangup()
  await popped(an(), early)
}, 60_000)

test('every decision is made again the same', () => {
  const steps = replayJournal(platform.dataDir)
  expect(steps.length).toBeGreaterThan(20)
  for (const step of steps) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

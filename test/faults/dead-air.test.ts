// Nobody hears dead air: the platform dies, or freezes, while callers are greeted or offered by the dialplan.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestSilence } from '../audio/continuity.ts'
import { closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dialIn } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'
import type { SipCaller } from '../sip/caller.ts'

/** The pause in front of a word counts as one; the seams between sounds are shorter. */
const ALLOWED_MS = 500
/** As long as the greeting and the recording notice last. */
const GREETING_MS = 10_500

let platform: TestPlatform
let operators: Operator[]
beforeAll(async () => {
  platform = await startPlatform({ GREETING: 'on', WRAPUP_SECONDS: '1' })
  operators = await openOperators(platform, 2)
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)

const heard = (caller: SipCaller, from: number) => longestSilence(caller.receivedBetween(from, Date.now() - 200)).ms
const secondsIn = (from: number, ms: number) => waitUntil(() => Date.now() - from > ms, 60_000)

test('the launcher and the platform are killed in the greeting: music follows it, and then an operator', async () => {
  const [operator] = operators as [Operator]
  await operator.desk.send('agent:ready', {})
  const [, { caller }] = await dialIn(platform.sipPort, 700)
  const from = (await caller.answered) + 300
  await caller.received.sound()
  await platform.kill('launcher')
  await platform.kill('platform')
  await secondsIn(from, GREETING_MS + 5000)
  expect(heard(caller, from)).toBeLessThan(ALLOWED_MS)
  await platform.relaunch()
  const leg = await operator.phone.incoming()
  leg.answer()
  const [talkingFrom] = await Promise.all([caller.received.tone(operator.toneHz), leg.received.tone(700)])
  expect(longestSilence(caller.receivedBetween(from, talkingFrom - 300)).ms).toBeLessThan(ALLOWED_MS)
  await caller.hangup()
}, 90_000)

test('the platform freezes while callers are greeted, and wakes: they wait with music all the time', async () => {
  const [, first] = await dialIn(platform.sipPort, 700)
  const [, second] = await dialIn(platform.sipPort, 700)
  const from = (await second.caller.answered) + 300
  await secondsIn(from, GREETING_MS - 3000)
  await platform.kill('platform', 'SIGSTOP')
  await secondsIn(from, GREETING_MS + 4000)
  await platform.kill('platform', 'SIGCONT')
  await secondsIn(from, GREETING_MS + 8000)
  for (const { caller } of [first, second]) {
    expect(heard(caller, from)).toBeLessThan(ALLOWED_MS)
    await caller.hangup()
  }
}, 60_000)

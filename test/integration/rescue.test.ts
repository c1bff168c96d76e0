// An operator whose telephone vanishes in a talk, at desk telephones: silent for 20 s the talk survives; for longer the caller
// is told sorry, hears music, and the same operator is rung again, then the next.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isSilent, presence } from '../audio/tones.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts } from '../harness/hears.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { startTalking, type TalkingCall, talkOn } from '../harness/talking-calls.ts'
import type { SipCaller } from '../sip/caller.ts'

let platform: TestPlatform
let operators: Operator[] = []
let prompts: Prompts

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  operators = await openOperators(platform, 2)
  prompts = await openPrompts(['apology-reconnect'])
}, 120_000)
afterAll(async () => {
  closeOperators(operators)
  await platform?.stop()
}, 60_000)
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.hangup()
  await clearDesks(operators)
})

const [first, second] = [() => operators[0] as Operator, () => operators[1] as Operator]
const callers: SipCaller[] = []
async function talk(): Promise<TalkingCall> {
  const [call] = await startTalking(platform.sipPort, [first()])
  if (!call) throw new Error('no call')
  callers.push(call.caller)
  return call
}
const apology = (caller: Parameters<Prompts['heard']>[0], from: number) => prompts.heard(caller, from, 'apology-reconnect', 45_000)

test('network away for 20 s: the talk survives, and both hear each other again', async () => {
  const call = await talk()
  const from = first().desk.mark
  call.leg.setRtp(false)
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  call.leg.setRtp(true)
  const backAt = Date.now()
  await call.caller.received.tone(first().toneHz)
  expect(Date.now() - backAt).toBeLessThan(1500)
  await talkOn([call], 4000)
  expect(presence(call.caller.receivedBetween(Date.now() - 2000, Date.now()), first().toneHz)).toBeGreaterThan(0.2)
  expect(presence(call.leg.receivedBetween(Date.now() - 2000, Date.now()), call.callerHz)).toBeGreaterThan(0.2)
  expect(
    first()
      .desk.told.slice(from)
      .filter(({ event }) => event === 'agent:state'),
  ).toEqual([])
  await call.caller.hangup()
}, 90_000)

test('silent for longer: apology, music, and the same operator is rung again and talks on', async () => {
  const call = await talk()
  const silentAt = Date.now()
  const from = first().desk.mark
  call.leg.setRtp(false)
  const again = await first().phone.incoming()
  const lostAfter = Date.now() - silentAt
  console.log(`a silent desk telephone was given up after ${lostAfter} ms`)
  expect(lostAfter).toBeGreaterThan(25_000)
  expect(lostAfter).toBeLessThan(31_000)
  expect(again.inviteHeader('x-hotline-call')).toBe(`${call.callId};${call.ticketId};again`)
  const view = await first().desk.wait('agent:state', ({ state }) => state === 'ringing', 5000, from)
  expect(Math.abs(Date.parse(view.dueAt ?? '') - Date.parse(view.since) - 10_000)).toBeLessThan(50)
  await apology(call.caller, silentAt + lostAfter - 1000)
  again.answer()
  await call.caller.received.tone(first().toneHz)
  await again.received.tone(call.callerHz)
  await call.caller.hangup()
  await again.ended
}, 120_000)

test('nobody lifts: after 10 s the next operator gets him before whoever came later; the controller was killed meanwhile', async () => {
  const call = await talk()
  call.leg.setRtp(false)
  const again = await first().phone.incoming()
  const rungAt = Date.now()
  await platform.kill('platform')
  await platform.ready()
  first().desk = await DeskClient.reopen(first().desk, 'tab-1')
  second().desk = await DeskClient.reopen(second().desk, 'tab-1')
  await call.caller.received.sound()
  const music = await call.caller.received.next(1500)
  expect(isSilent(music)).toBe(false)
  expect(presence(music, first().toneHz)).toBeLessThan(0.02)
  await again.ended
  const endedAfter = Date.now() - rungAt
  console.log(`the ring of whoever was lost ended after ${endedAfter} ms`)
  expect(endedAfter).toBeGreaterThan(9000)
  expect(endedAfter).toBeLessThan(16_000)
  await second().desk.send('agent:ready', {})
  const next = await second().phone.incoming()
  next.answer()
  await call.caller.received.tone(second().toneHz)
  await next.received.tone(call.callerHz)
  await call.caller.hangup()
}, 150_000)

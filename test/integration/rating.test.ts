// The caller rates his operator by key, on real servers: what he hears, what the operator does meanwhile, what is kept.
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DayFigures, FigureCalls } from '../../src/contract/board.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts, SAME_SOUND } from '../harness/hears.ts'
import { clearDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const AGENT_HZ = 1300

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient
let prompts: Prompts

beforeAll(async () => {
  prompts = await openPrompts(['rating-question', 'rating-wrong-key', 'rating-thanks', 'goodbye'])
  platform = await startPlatform({ RATING: 'on', WRAPUP_SECONDS: '30' })
  phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
}, 120_000)
afterAll(async () => {
  desk?.close()
  await phone?.close()
  await platform?.stop()
}, 60_000)
afterEach(() => clearDesks([{ phone, desk }]))

const heard: Prompts['heard'] = (...given) => prompts.heard(...given)
const stillUp = (caller: SipCaller) => Promise.race([caller.ended.then(() => false), new Promise<true>((resolve) => setImmediate(() => resolve(true)))])

/** A call that talks. */
async function talk(from: string) {
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  const pop = await desk.wait('call:pop')
  const answeredAt = await caller.answered
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  return { caller, leg, pop, answeredAt }
}
const callOf = async (ticketId: string) =>
  waitUntil(
    async () => {
      const { status, body } = await desk.request<Ticket>('GET', `/api/tickets/${ticketId}`)
      return status === 200 && body.calls[0]?.endedAt && body.calls[0].recording?.durationMs ? body.calls[0] : null
    },
    10_000,
    () => `ticket ${ticketId} did not get its call`,
  )

test('hung up by the button: the operator writes on at once, the caller is asked, presses 1, is thanked and let go', async () => {
  const { caller, leg, pop, answeredAt } = await talk('0900000014')
  // What is recorded from here on are the prompts alone.
  caller.setTone(null)
  const overAt = Date.now()
  const told = await desk.send('call:hangup', { callId: pop.call.callId })
  expect(told).toMatchObject({ status: 'ended', outcome: 'answered' })
  await desk.wait('agent:state', (agent) => agent.state === 'wrap-up', 1000)
  await leg.ended
  await heard(caller, overAt, 'rating-question')
  expect(presence(caller.receivedBetween(overAt + 400, Date.now()), AGENT_HZ), 'the operator is not heard any more').toBeLessThan(0.05)
  expect(await stillUp(caller)).toBe(true)
  const pressedAt = Date.now()
  caller.pressKeys('1')
  await heard(caller, pressedAt, 'rating-thanks')
  const end = await caller.ended
  expect(end.by).toBe('them')
  expect(await prompts.likeness(caller.receivedBetween(pressedAt + 300, Date.now()), 'rating-question'), 'the key cuts the question short').toBeLessThan(
    SAME_SOUND,
  )

  const call = await callOf(pop.draft.ticketId)
  expect(call).toMatchObject({ outcome: 'answered', rating: 1, ratingAsked: true })
  expect(call.talkSeconds).toBeLessThanOrEqual(Math.ceil((overAt - answeredAt) / 1000))
  // One recording of all of it, question and thanks included.
  expect(Math.abs((call.recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(150)
  const day = new Date(answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const { samples } = await readWav(path.join(platform.recordingDir, day, `${call.recording?.id}.wav`))
  // A machine under load tears a recording here and there: one of the two is whole.
  const likeness = await Promise.all(['rating-question', 'rating-thanks'].map((prompt) => prompts.likeness(samples, prompt)))
  expect(Math.max(...likeness)).toBeGreaterThan(SAME_SOUND)
}, 60_000)

test('hung up by the telephone: a wrong key is said to be wrong, the question comes once more, silence ends kindly', async () => {
  const { caller, leg, pop } = await talk('0900000015')
  const overAt = Date.now()
  await leg.hangup()
  await heard(caller, overAt, 'rating-question')
  const pressedAt = Date.now()
  caller.pressKeys('7')
  await heard(caller, pressedAt, 'rating-wrong-key')
  await heard(caller, pressedAt, 'rating-question')
  await heard(caller, pressedAt, 'goodbye', 25_000)
  expect((await caller.ended).by).toBe('them')
  expect(await callOf(pop.draft.ticketId)).toMatchObject({ outcome: 'answered', rating: null, ratingAsked: true })
}, 90_000)

test('a caller who hangs up first is not asked', async () => {
  const { caller, leg, pop } = await talk('0900000016')
  await caller.hangup()
  await leg.ended
  expect(await callOf(pop.draft.ticketId)).toMatchObject({ outcome: 'answered', rating: null, ratingAsked: false })
}, 60_000)

test('while the caller rates, his operator takes the next call, and neither hears the other’s', async () => {
  const first = await talk('0900000017')
  await desk.send('call:hangup', { callId: first.pop.call.callId })
  await desk.wait('agent:state', (agent) => agent.state === 'wrap-up', 1000)
  desk.told.length = 0
  await desk.send('wrapup:finish', {})
  const second = await talk('0900000018')
  const from = Date.now()
  expect(await stillUp(first.caller)).toBe(true)
  first.caller.pressKeys('2')
  await heard(first.caller, from, 'rating-thanks')
  await first.caller.ended
  expect(presence(first.caller.receivedBetween(from, Date.now()), AGENT_HZ)).toBeLessThan(0.05)
  expect(presence(second.caller.receivedBetween(from, from + 1500), AGENT_HZ)).toBeGreaterThan(0.9)
  await second.caller.hangup()
  expect(await callOf(first.pop.draft.ticketId)).toMatchObject({ rating: 2 })
}, 60_000)

test('all of it, decided again from the journal, gives the same effects', () => {
  const steps = replayJournal(platform.dataDir)
  for (const step of steps) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

test('the platform killed while the question is heard: the same call takes the key afterwards', async () => {
  const { caller, pop } = await talk('0900000019')
  const overAt = Date.now()
  await desk.send('call:hangup', { callId: pop.call.callId })
  await heard(caller, overAt, 'rating-question')
  await platform.kill('platform')
  desk = await DeskClient.reopen(desk, 'tab-1')
  expect(await stillUp(caller)).toBe(true)
  const pressedAt = Date.now()
  caller.pressKeys('3')
  await heard(caller, pressedAt, 'rating-thanks')
  expect((await caller.ended).by).toBe('them')
  expect(await callOf(pop.draft.ticketId)).toMatchObject({ outcome: 'answered', rating: 3, ratingAsked: true })
}, 90_000)

test('the figures of the day say it, with the calls behind', async () => {
  const supervisor = new HttpClient(platform.baseUrl)
  await supervisor.signIn(platform.login('supervisor'))
  const { total } = (await supervisor.request<DayFigures>('GET', '/api/figures')).body
  expect(total).toMatchObject({ ratingAsked: 4, rated: 3, satisfied: 1, acceptable: 1, dissatisfied: 1, satisfaction: 1 / 3 })
  const behind = (await supervisor.request<FigureCalls>('GET', '/api/figures/calls?figure=dissatisfied')).body
  expect(behind.items.map(({ rating }) => rating)).toEqual([3])
})

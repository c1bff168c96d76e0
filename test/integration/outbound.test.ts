// Calls out through a trunk with a real telephone at its end: who hears whom by tone, what is recorded, how each end is told.
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DayFigures } from '../../src/contract/board.ts'
import { emptyTicketForm, type Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { finishedCall } from '../harness/call-results.ts'
import { addCallbacks } from '../harness/callback-tasks.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { callInVain, callOut, openOutside, outsideHz, taskBecomes, taskOf, trunkSettings } from '../harness/outside.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import type { SipPhone } from '../sip/phone.ts'

const DIAL_SECONDS = 10

let platform: TestPlatform
let operators: Operator[]
let outside: SipPhone
let supervisor: HttpClient
let numbers = 0

beforeAll(async () => {
  outside = await openOutside()
  platform = await startPlatform({ RING_SECONDS: '5', WRAPUP_SECONDS: '60', ...trunkSettings(outside, DIAL_SECONDS) })
  operators = await openOperators(platform, 2)
  supervisor = new HttpClient(platform.baseUrl)
  await supervisor.signIn(platform.login('supervisor'))
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
  await outside?.close()
}, 60_000)
afterEach(async () => {
  await clearDesks(operators)
  outside.behaviour = 'ring'
  outside.forgetArrived()
})

const an = () => operators[0] as Operator
const binh = () => operators[1] as Operator
/** A number nobody in this file has used. */
const nextNumber = () => `0900${String(200_000 + ++numbers)}`
const e164 = (number: string) => `+84${number.slice(1)}`
const state = (operator: Operator, wanted: string, mark = 0) => operator.desk.wait('agent:state', (agent) => agent.state === wanted, 10_000, mark)

async function savedTicket(number: string): Promise<string> {
  const draft = await an().desk.request<{ id: string; version: number; form: Ticket['form'] }>('POST', '/api/tickets', { channel: 'walk-in' })
  expect(draft.status).toBeLessThan(300)
  const { id, version } = draft.body
  const form = { ...emptyTicketForm, ...draft.body.form, reporterPhone: number, title: 'Đèn đường hỏng', content: 'Cả đoạn tối' }
  expect((await an().desk.request('PUT', `/api/tickets/${id}/draft`, { version, form })).status).toBe(200)
  return id
}

test('from a ticket: his own telephone, ringing heard, then both hear each other; recorded from the answer, on the ticket as a call out', async () => {
  const number = nextNumber()
  const ticketId = await savedTicket(number)
  await an().desk.send('agent:ready', {})
  const { callId, own, citizen } = await callOut(an(), outside, { number, ticketId })
  expect(citizen.dialled).toBe(number)
  expect(citizen.from).toContain('02691022')
  await an().desk.wait('call:state', ({ dialing }) => dialing === 'ringing')
  expect((await an().desk.send('desk:open', { tabId: 'tab-1' })).agent.state).toBe('on-call')
  // The far end says "ringing" without sound: the operator hears the tone all the same.
  await own.received.tone(425)
  citizen.answer()
  const answeredAt = Date.now()
  await Promise.all([own.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
  expect(await an().desk.wait('call:state', ({ status }) => status === 'talking')).toMatchObject({ direction: 'out', aboutTicket: true, ticketId })
  await citizen.received.next(1500)
  const endedAt = Date.now()
  await an().desk.send('call:hangup', { callId })
  await Promise.all([own.ended, citizen.ended])
  await state(an(), 'wrap-up')
  const call = await finishedCall(an().desk, { callId, ticketId })
  expect(call).toMatchObject({ direction: 'out', outcome: 'answered', agentName: an().login.name })
  const day = new Date(answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const wav = await readWav(path.join(platform.recordingDir, day, `${call.recording?.id}.wav`))
  expect(presence(wav.samples, outsideHz, wav.rate)).toBeGreaterThan(0.2)
  expect(presence(wav.samples, an().toneHz, wav.rate)).toBeGreaterThan(0.2)
  const durationMs = call.recording?.durationMs ?? 0
  expect(Math.abs(durationMs - (endedAt - answeredAt)), `recorded ${durationMs} ms of ${endedAt - answeredAt}`).toBeLessThan(200)
  await waitUntilEmpty(platform)
})

test('sound of the network before the answer is heard', async () => {
  await an().desk.send('agent:ready', {})
  const { callId, own, citizen } = await callOut(an(), outside, { number: nextNumber() })
  citizen.earlyMedia()
  await own.received.tone(outsideHz)
  expect((await an().desk.send('desk:open', { tabId: 'tab-1' })).pop?.call).toMatchObject({ callId, status: 'dialing' })
  citizen.answer()
  await citizen.received.tone(an().toneHz)
  await citizen.hangup()
  await state(an(), 'wrap-up')
})

describe('nobody answers', () => {
  test.each<[string, SipPhone['behaviour']]>([
    ['busy', { reject: 486 }],
    ['refused', { reject: 603 }],
    ['unreachable', { reject: 480 }],
    ['wrong-number', { reject: 404 }],
    ['no-answer', 'ring'],
  ])('%s: said in a word, and the operator writes it up', async (outcome, behaviour) => {
    outside.behaviour = behaviour
    await an().desk.send('agent:pause', { reason: 'back-office' })
    const mark = an().desk.mark
    const begunAt = Date.now()
    const ended = await callInVain(an(), { number: nextNumber() })
    expect(ended).toMatchObject({ outcome, direction: 'out', answeredAt: null })
    if (behaviour === 'ring') expect(Date.now() - begunAt).toBeGreaterThan(DIAL_SECONDS * 1000 - 200)
    await state(an(), 'wrap-up', mark)
    // He was paused when he called, and is so again.
    await an().desk.send('wrapup:finish', {})
    await state(an(), 'paused', mark)
    await waitUntilEmpty(platform)
  })
})

test('from a call-back task: tried in vain it stays open and counts, answered it is done', async () => {
  const number = nextNumber()
  await addCallbacks(platform, [{ number: e164(number), reason: 'missed', at: new Date() }])
  const task = await waitUntil(() => taskOf(an().desk, e164(number)))
  await an().desk.send('agent:ready', {})
  outside.behaviour = { reject: 486 }
  await callInVain(an(), { number, callbackId: task.id })
  await taskBecomes(an().desk, e164(number), (now) => now?.attempts === 1 && now.lastAttempt?.outcome === 'busy')
  // Again at once, out of the wrap-up.
  outside.behaviour = 'ring'
  const { citizen } = await callOut(an(), outside, { number, callbackId: task.id })
  citizen.answer()
  await citizen.received.tone(an().toneHz)
  await taskBecomes(an().desk, e164(number), (now) => now === null)
  await citizen.hangup()
})

test('held, asked about, passed on: as a call in', async () => {
  await an().desk.send('agent:ready', {})
  const { callId, own, citizen } = await callOut(an(), outside, { number: nextNumber() })
  citizen.answer()
  await Promise.all([own.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
  await an().desk.send('call:hold', { callId })
  await Promise.all([citizen.received.toneGone(an().toneHz), own.received.toneGone(outsideHz)])
  await an().desk.send('call:unhold', { callId })
  await Promise.all([citizen.received.tone(an().toneHz), own.received.tone(outsideHz)])
  const { agentId } = await binh().desk.send('agent:ready', {})
  await an().desk.send('call:transfer', { callId, to: agentId })
  const leg = await binh().phone.incoming()
  leg.answer()
  await Promise.all([citizen.received.tone(binh().toneHz), leg.received.tone(outsideHz)])
  await leg.hangup()
  await citizen.ended
})

test('keys pressed on the page are heard outside as telephone events, those of a desk telephone too', async () => {
  await an().desk.send('agent:ready', {})
  const { callId, own, citizen } = await callOut(an(), outside, { number: nextNumber() })
  expect(await an().desk.try('call:keys', { callId, keys: '1' })).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  citizen.answer()
  await own.received.tone(outsideHz)
  await an().desk.send('call:keys', { callId, keys: '10*#9' })
  await waitUntil(
    () => citizen.heardKeys === '10*#9',
    10_000,
    () => `heard ${citizen.heardKeys}`,
  )
  own.pressKeys('22')
  await waitUntil(
    () => citizen.heardKeys === '10*#922',
    10_000,
    () => `heard ${citizen.heardKeys}`,
  )
  expect(await an().desk.try('call:keys', { callId, keys: 'a' })).toMatchObject({ ok: false, problem: { code: 'invalid-input' } })
  expect(await binh().desk.try('call:keys', { callId, keys: '1' })).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  await citizen.hangup()
})

test('refused in words with a code of its own, and nothing rings', async () => {
  await an().desk.send('agent:ready', {})
  const refusals: [string, string][] = [
    ['1022', 'number-own'],
    ['113', 'number-emergency'],
    ['1900 1234', 'number-premium'],
    ['+1 202 555 0142', 'number-foreign'],
    ['', 'number-unreadable'],
    ['anonymous', 'number-unreadable'],
  ]
  for (const [number, code] of refusals)
    expect([number, await an().desk.try('call:dial', { number })]).toMatchObject([number, { ok: false, problem: { code } }])
  const busy = nextNumber()
  const { citizen, callId } = await callOut(an(), outside, { number: busy })
  expect(await an().desk.try('call:dial', { number: nextNumber() })).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  await binh().desk.send('agent:ready', {})
  expect(await binh().desk.try('call:dial', { number: busy })).toMatchObject({
    ok: false,
    problem: { code: 'conflict', message: `${an().login.name} đang có cuộc gọi với số này` },
  })
  await an().desk.send('call:hangup', { callId })
  await citizen.ended
  expect(binh().phone.calls).toEqual([])
})

test('a ticket that is not there costs nothing: the call is on record without it', async () => {
  await an().desk.send('agent:ready', {})
  outside.behaviour = { reject: 486 }
  const number = nextNumber()
  const { callId } = await callInVain(an(), { number, ticketId: '00000000-0000-4000-8000-00000000ffff' })
  await waitUntil(async () => {
    const { body } = await supervisor.request<{ items: { callId: string }[] }>('GET', '/api/figures/calls?figure=outgoing&pageSize=100')
    return body.items?.some((item) => item.callId === callId)
  }, 10_000)
})

describe('passed on to a number outside', () => {
  /** An talks with a caller. */
  async function talking() {
    await an().desk.send('agent:ready', {})
    const caller = await dial({ sipPort: platform.sipPort, from: nextNumber(), toneHz: 700 })
    const [leg, pop] = await Promise.all([an().phone.incoming(), an().desk.wait('call:pop')])
    leg.answer()
    await Promise.all([caller.received.tone(an().toneHz), leg.received.tone(700)])
    return { caller, leg, callId: pop.call.callId, ticketId: pop.call.ticketId }
  }
  const unit = '0269 3824 123'

  test('they talk, and it is in the recording; the operator writes up', async () => {
    const { caller, callId, ticketId } = await talking()
    const shown = await an().desk.send('call:transfer', { callId, to: { number: unit } })
    expect(shown).toMatchObject({ status: 'ringing', with: { agentId: null, number: '+842693824123' } })
    const there = await outside.incoming()
    expect(there.dialled).toBe('02693824123')
    await state(an(), 'wrap-up')
    there.answer()
    await Promise.all([caller.received.tone(outsideHz), there.received.tone(700)])
    await caller.received.next(1500)
    await caller.hangup()
    await there.ended
    const call = await finishedCall(an().desk, { callId, ticketId })
    expect(call).toMatchObject({ outcome: 'answered', agentName: an().login.name, direction: 'in' })
    const day = new Date(Date.parse(call.arrivedAt) + 7 * 3_600_000).toISOString().slice(0, 10)
    const wav = await readWav(path.join(platform.recordingDir, day, `${call.recording?.id}.wav`))
    expect(presence(wav.samples.subarray(-wav.rate), outsideHz, wav.rate)).toBeGreaterThan(0.2)
    await waitUntilEmpty(platform)
  })
  test.each<[string, SipPhone['behaviour']]>([
    ['busy', { reject: 486 }],
    ['wrong-number', { reject: 404 }],
    ['no-answer', 'ring'],
  ])('%s: the caller hears music, is not dropped, and comes back to who passed him on', async (reason, behaviour) => {
    const { caller, callId } = await talking()
    outside.behaviour = behaviour
    const mark = an().desk.mark
    await an().desk.send('call:transfer', { callId, to: { number: unit } })
    await caller.received.sound()
    const again = await an().phone.incoming()
    const pop = await an().desk.wait('call:pop', () => true, 20_000, mark)
    expect(pop.call).toMatchObject({ callId, consultEnded: { number: '+842693824123', reason } })
    again.answer()
    await Promise.all([caller.received.tone(an().toneHz), again.received.tone(700)])
    await caller.hangup()
    await again.ended
    await waitUntilEmpty(platform)
  })
  test('asked first: they talk alone, then all three, then without the operator', async () => {
    const { caller, leg, callId } = await talking()
    await an().desk.send('call:consult', { callId, to: { number: unit } })
    const there = await outside.incoming()
    there.answer()
    await Promise.all([leg.received.tone(outsideHz), there.received.tone(an().toneHz)])
    await caller.received.toneGone(outsideHz)
    await an().desk.send('call:conference', { callId })
    await Promise.all([caller.received.tone(outsideHz, 0.2), there.received.tone(700, 0.2)])
    await an().desk.send('call:consult-complete', { callId })
    await leg.ended
    await Promise.all([caller.received.tone(outsideHz), there.received.tone(700)])
    await there.hangup()
    await caller.ended
    await waitUntilEmpty(platform)
  })
  test('asked first, busy: the caller is back with the operator, who reads why', async () => {
    const { caller, leg, callId } = await talking()
    outside.behaviour = { reject: 486 }
    await an().desk.send('call:consult', { callId, to: { number: unit } })
    const told = await an().desk.wait('call:state', ({ consultEnded }) => consultEnded !== null)
    expect(told).toMatchObject({ status: 'talking', consultEnded: { reason: 'busy', number: '+842693824123' } })
    await Promise.all([caller.received.tone(an().toneHz), leg.received.tone(700)])
    await caller.hangup()
    await waitUntilEmpty(platform)
  })
  test('not to our own number, a premium one, or the caller himself', async () => {
    const { caller, callId, leg } = await talking()
    const refused = async (number: string) => {
      const ack = await an().desk.try('call:transfer', { callId, to: { number } })
      return ack.ok ? 'done' : ack.problem.code
    }
    expect([await refused('1022'), await refused('1900 1234'), await refused('not a number')]).toEqual(['number-own', 'number-premium', 'number-unreadable'])
    await leg.received.tone(700)
    await caller.hangup()
    await waitUntilEmpty(platform)
  })
})

test('calls out are no offered calls, and each call decides again as it was decided', async () => {
  const { total } = (await supervisor.request<DayFigures>('GET', '/api/figures')).body
  expect(total.outgoing).toBeGreaterThan(5)
  expect(total.outgoingAnswered).toBeGreaterThan(2)
  expect(total.outgoingAnswered).toBeLessThan(total.outgoing)
  const steps = replayJournal(platform.dataDir)
  expect(steps.length).toBeGreaterThan(20)
  for (const step of steps) expect(step.again).toEqual(step.decided)
})

describe('kill -9 of the platform', () => {
  test('while two talk: they go on, and it is picked up again', async () => {
    await an().desk.send('agent:ready', {})
    const { callId, ticketId, own, citizen } = await callOut(an(), outside, { number: nextNumber() })
    citizen.answer()
    await Promise.all([own.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
    await platform.kill('platform')
    await citizen.received.next(1000)
    await Promise.all([own.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
    for (const operator of operators) operator.desk = await DeskClient.reopen(operator.desk, 'tab-1')
    expect(an().desk.snapshot?.pop?.call).toMatchObject({ callId, status: 'talking', direction: 'out' })
    await an().desk.send('call:hangup', { callId })
    await Promise.all([own.ended, citizen.ended])
    expect(await finishedCall(an().desk, { callId, ticketId })).toMatchObject({ outcome: 'answered', direction: 'out' })
    await waitUntilEmpty(platform)
  })
  test('while it is dialled: it rings on, is picked up again, and ends in its time with the task still open', async () => {
    const number = nextNumber()
    await addCallbacks(platform, [{ number: e164(number), reason: 'missed', at: new Date() }])
    const task = await waitUntil(() => taskOf(an().desk, e164(number)))
    await an().desk.send('agent:ready', {})
    const { own, citizen } = await callOut(an(), outside, { number, callbackId: task.id })
    await platform.kill('platform')
    for (const operator of operators) operator.desk = await DeskClient.reopen(operator.desk, 'tab-1')
    await Promise.all([own.ended, citizen.ended])
    await taskBecomes(an().desk, e164(number), (now) => now?.attempts === 1 && now.lastAttempt?.outcome === 'no-answer')
    await waitUntilEmpty(platform)
  })
})

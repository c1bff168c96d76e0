// A call passed on, with and without a word before: who hears whom by tone, one recording over all of it, the ticket with the call.
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { HANDED_MS } from '../../src/calls/reducer-consult.ts'
import { emptyTicketForm, type Ticket } from '../../src/contract/tickets.ts'
import { longestSilence } from '../audio/continuity.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { nextNumber } from '../harness/talking-calls.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { PhoneCall } from '../sip/phone.ts'

const CALLER_HZ = 700
const RING_SECONDS = 5

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: String(RING_SECONDS), WRAPUP_SECONDS: '60' })
  operators = await openOperators(platform, 3)
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)
afterEach(() => clearDesks(operators))

const operator = (n: number) => operators[n] as Operator
const [an, binh, chi] = [() => operator(0), () => operator(1), () => operator(2)]
const idOf = async (one: Operator) => (await one.desk.send('agent:ready', {})).agentId

interface Scene {
  caller: SipCaller
  leg: PhoneCall
  callId: string
  ticketId: string
  answeredAt: number
}

/** An talks with a caller; nobody else is ready yet. */
async function talking(): Promise<Scene> {
  await an().desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: nextNumber(), toneHz: CALLER_HZ })
  const [leg, pop] = await Promise.all([an().phone.incoming(), an().desk.wait('call:pop')])
  leg.answer()
  await Promise.all([caller.received.tone(an().toneHz), leg.received.tone(CALLER_HZ)])
  return { caller, leg, callId: pop.call.callId, ticketId: pop.draft.ticketId, answeredAt: await caller.answered }
}

/** The second operator lifts the receiver; resolves when he and the first hear each other. */
async function asked(scene: Scene, second: Operator): Promise<PhoneCall> {
  const to = await idOf(second)
  await an().desk.send('call:consult', { callId: scene.callId, to })
  const leg = await second.phone.incoming()
  leg.answer()
  await Promise.all([scene.leg.received.tone(second.toneHz), leg.received.tone(an().toneHz)])
  return leg
}

async function recordingOf(scene: Scene) {
  const ticket = await waitUntil(async () => {
    const answer = await an().desk.request<Ticket>('GET', `/api/tickets/${scene.ticketId}`)
    return answer.status === 200 && answer.body.calls[0]?.endedAt && answer.body.calls[0].recording?.durationMs ? answer.body : null
  }, 10_000)
  const day = new Date(scene.answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const call = ticket.calls[0]
  const wav = await readWav(path.join(platform.recordingDir, day, `${call?.recording?.id}.wav`))
  const part = (from: number, to: number) => wav.samples.subarray(((from - scene.answeredAt) * wav.rate) / 1000, ((to - scene.answeredAt) * wav.rate) / 1000)
  return { call, durationMs: call?.recording?.durationMs ?? 0, part, rate: wav.rate }
}

/** The caller is silent, so that only operators or music are heard in the file. */
async function quiet(scene: Scene, ms: number): Promise<[number, number]> {
  scene.caller.setTone(null)
  await scene.caller.received.next(300)
  const from = Date.now()
  await scene.caller.received.next(ms)
  return [from, Date.now()]
}

test('passed on to one operator: music while it rings, then they talk; one recording, the ticket with what was typed', async () => {
  const scene = await talking()
  const { caller, callId, ticketId } = scene
  const first = await quiet(scene, 1000)
  const draft = await waitUntil(async () => {
    const answer = await an().desk.request<Ticket>('GET', `/api/tickets/${ticketId}`)
    return answer.status === 200 ? answer.body : null
  })
  const typed = { ...emptyTicketForm, ...draft.form, content: 'Nước tràn ra đường từ sáng' }
  expect((await an().desk.request('PUT', `/api/tickets/${ticketId}/draft`, { version: draft.version, form: typed })).status).toBe(200)
  const to = await idOf(binh())
  const passedAt = Date.now()
  const after = await an().desk.send('call:transfer', { callId, to })
  expect(after).toMatchObject({ status: 'ringing', with: { agentId: to, name: binh().login.name } })
  const pop = await binh().desk.wait('call:pop')
  expect(pop).toMatchObject({ call: { callId, before: { name: an().login.name } }, draft: { ticketId } })
  const found = await binh().desk.wait('call:caller', ({ draft: given }) => given.form.content !== '')
  expect(found.draft.form.content).toBe('Nước tràn ra đường từ sáng')
  await an().desk.wait('agent:state', ({ state }) => state === 'wrap-up')
  await scene.leg.ended
  const leg = await binh().phone.incoming()
  const music = await caller.received.next(800)
  expect([isSilent(music), presence(music, an().toneHz)]).toEqual([false, expect.closeTo(0, 1)])
  leg.answer()
  const heardAt = await caller.received.tone(binh().toneHz)
  expect(longestSilence(caller.receivedBetween(passedAt, heardAt)).ms).toBeLessThan(400)
  const second = await quiet(scene, 1000)
  caller.setTone(CALLER_HZ)
  await leg.received.tone(CALLER_HZ)
  const end = await caller.hangup()
  const { call, durationMs, part, rate } = await recordingOf(scene)
  expect(call).toMatchObject({ outcome: 'answered', agentName: binh().login.name })
  expect(Math.abs(durationMs - (end.at - scene.answeredAt)), `recorded ${durationMs} ms`).toBeLessThan(100)
  expect([presence(part(...first), an().toneHz, rate), presence(part(...first), binh().toneHz, rate)]).toEqual([expect.closeTo(1, 0), expect.closeTo(0, 1)])
  expect([presence(part(...second), an().toneHz, rate), presence(part(...second), binh().toneHz, rate)]).toEqual([expect.closeTo(0, 1), expect.closeTo(1, 0)])
  await waitUntilEmpty(platform)
})

test('the second does not answer: the caller is at the head of the queue and the third takes him', async () => {
  const scene = await talking()
  const to = await idOf(binh())
  await an().desk.send('call:transfer', { callId: scene.callId, to })
  expect(await binh().desk.wait('call:offer-ended')).toMatchObject({ reason: 'missed' })
  await an().desk.wait('queue:waiting', (waiting) => waiting[0]?.callId === scene.callId)
  await chi().desk.send('agent:ready', {})
  const leg = await chi().phone.incoming()
  leg.answer()
  await scene.caller.received.tone(chi().toneHz)
  await scene.caller.hangup()
  await leg.ended
})

test('passed on to the queue: whoever is ready gets him', async () => {
  const scene = await talking()
  await binh().desk.send('agent:ready', {})
  await an().desk.send('call:transfer', { callId: scene.callId, to: null })
  const leg = await binh().phone.incoming()
  leg.answer()
  await scene.caller.received.tone(binh().toneHz)
  await scene.caller.hangup()
  await leg.ended
})

test('refused in words, and the talk goes on: oneself, not ready, not there, nobody free, somebody else’s call', async () => {
  const scene = await talking()
  const { callId } = scene
  const own = (await an().desk.send('desk:colleagues', {})).colleagues
  const me = await an().desk.send('agent:pause', { reason: 'break' })
  const refusal = async (desk: DeskClient, to: string | null, name: 'call:transfer' | 'call:consult' = 'call:transfer') => {
    const ack = await desk.try(name, { callId, to } as { callId: string; to: string })
    return ack.ok ? 'done' : [ack.problem.code, ack.problem.message]
  }
  const paused = own.find(({ name }) => name === binh().login.name)
  expect(paused).toMatchObject({ state: 'paused', free: false })
  for (const name of ['call:transfer', 'call:consult'] as const) {
    expect(await refusal(an().desk, me.agentId, name)).toEqual(['illegal-transition', expect.stringContaining('chính mình')])
    expect(await refusal(an().desk, paused?.agentId ?? '', name)).toEqual(['illegal-transition', expect.stringContaining('không còn sẵn sàng')])
    expect(await refusal(an().desk, '00000000-0000-4000-8000-000000000000', name)).toEqual(['not-found', expect.any(String)])
    expect(await refusal(binh().desk, me.agentId, name)).toEqual(['illegal-transition', expect.stringContaining('không còn ở máy')])
  }
  expect(await refusal(an().desk, null)).toEqual(['illegal-transition', expect.stringContaining('Chưa có ai khác sẵn sàng')])
  for (const name of ['call:consult-complete', 'call:consult-cancel', 'call:conference'] as const) {
    const ack = await an().desk.try(name, { callId })
    expect(ack).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  }
  await scene.leg.received.tone(CALLER_HZ)
  await scene.caller.hangup()
})

test('asked and handed over: the caller hears music only, then the second alone; the file has nothing of what the two said', async () => {
  const scene = await talking()
  const { caller, callId } = scene
  const leg = await asked(scene, binh())
  const [from, to] = await quiet(scene, 1200)
  const music = caller.receivedBetween(from, to)
  expect(isSilent(music)).toBe(false)
  for (const hz of [an().toneHz, binh().toneHz]) expect(presence(music, hz)).toBeLessThan(0.05)
  caller.setTone(CALLER_HZ)
  await caller.received.next(500)
  expect(presence(await leg.received.next(500), CALLER_HZ)).toBeLessThan(0.05)
  expect(await an().desk.send('call:consult-complete', { callId })).toMatchObject({ status: 'talking', consult: null, with: { name: binh().login.name } })
  await scene.leg.ended
  await Promise.all([caller.received.tone(binh().toneHz), leg.received.tone(CALLER_HZ)])
  expect(presence(await leg.received.next(500), an().toneHz)).toBeLessThan(0.05)
  await an().desk.wait('agent:state', ({ state }) => state === 'wrap-up')
  // The form comes to the second now, with what the first had typed.
  await binh().desk.wait('call:pop', ({ call }) => call.consult === null)
  const after = await quiet(scene, 1000)
  const end = await caller.hangup()
  const { call, durationMs, part, rate } = await recordingOf(scene)
  expect(Math.abs(durationMs - (end.at - scene.answeredAt)), `recorded ${durationMs} ms`).toBeLessThan(100)
  for (const hz of [an().toneHz, binh().toneHz]) expect(presence(part(from, to), hz, rate)).toBeLessThan(0.05)
  expect(presence(part(...after), binh().toneHz, rate)).toBeGreaterThan(0.8)
  expect(call?.agentName).toBe(binh().login.name)
  await waitUntilEmpty(platform)
})

test('all three talk: each hears the other two and is in the file; on hold the operators stay together; the second leaves', async () => {
  const scene = await talking()
  const { caller, callId } = scene
  const leg = await asked(scene, binh())
  expect(await an().desk.send('call:conference', { callId })).toMatchObject({ status: 'talking', consult: { state: 'conference' } })
  await waitUntil(async () => presence(await caller.received.next(300), binh().toneHz) > 0.2)
  const from = Date.now()
  await caller.received.next(1500)
  const to = Date.now()
  const heard = { caller: caller.receivedBetween(from, to), an: scene.leg.receivedBetween(from, to), binh: leg.receivedBetween(from, to) }
  for (const [who, hz] of [
    ['caller', an().toneHz],
    ['caller', binh().toneHz],
    ['an', CALLER_HZ],
    ['an', binh().toneHz],
    ['binh', CALLER_HZ],
    ['binh', an().toneHz],
  ] as const)
    expect(presence(heard[who], hz), `${who} hears ${hz} Hz`).toBeGreaterThan(0.2)
  // Nobody hears himself.
  expect([presence(heard.caller, CALLER_HZ), presence(heard.an, an().toneHz), presence(heard.binh, binh().toneHz)].map((own) => own < 0.05)).toEqual([
    true,
    true,
    true,
  ])
  await an().desk.send('call:hold', { callId })
  await waitUntil(async () => presence(await leg.received.next(300), CALLER_HZ) < 0.05)
  const music = await caller.received.next(600)
  expect([isSilent(music), presence(music, binh().toneHz) < 0.05]).toEqual([false, true])
  expect(presence(await leg.received.next(500), an().toneHz)).toBeGreaterThan(0.8)
  await an().desk.send('call:conference', { callId })
  await waitUntil(async () => presence(await leg.received.next(300), CALLER_HZ) > 0.2)
  await leg.hangup()
  await Promise.all([caller.received.tone(an().toneHz), scene.leg.received.tone(CALLER_HZ)])
  const end = await caller.hangup()
  const { durationMs, part, rate } = await recordingOf(scene)
  expect(Math.abs(durationMs - (end.at - scene.answeredAt)), `recorded ${durationMs} ms`).toBeLessThan(100)
  for (const hz of [CALLER_HZ, an().toneHz, binh().toneHz]) expect(presence(part(from, to), hz, rate), `${hz} Hz in the file`).toBeGreaterThan(0.15)
  await waitUntilEmpty(platform)
})

test('the first leaves a talk of three: the caller and the second go on without a break', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  await an().desk.send('call:conference', { callId: scene.callId })
  await waitUntil(async () => presence(await scene.caller.received.next(300), binh().toneHz) > 0.2)
  const from = Date.now()
  await scene.leg.hangup()
  const alone = await scene.caller.received.tone(binh().toneHz)
  await leg.received.tone(CALLER_HZ)
  expect(longestSilence(scene.caller.receivedBetween(from, alone)).ms).toBeLessThan(240)
  await binh().desk.send('call:hangup', { callId: scene.callId })
  await scene.caller.ended
})

test('asked and taken back: the first talks with the caller again, the second is free at once', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  const from = binh().desk.mark
  await an().desk.send('call:consult-cancel', { callId: scene.callId })
  await leg.ended
  await Promise.all([scene.caller.received.tone(an().toneHz), scene.leg.received.tone(CALLER_HZ)])
  await binh().desk.wait('agent:state', ({ state }) => state === 'ready', 3000, from)
  await an().desk.send('call:hangup', { callId: scene.callId })
  await scene.caller.ended
})

test('the second does not answer, or hangs up: the caller is back with the first', async () => {
  const scene = await talking()
  const to = await idOf(binh())
  await an().desk.send('call:consult', { callId: scene.callId, to })
  expect(await binh().desk.wait('call:offer-ended')).toMatchObject({ reason: 'missed' })
  await Promise.all([scene.caller.received.tone(an().toneHz), scene.leg.received.tone(CALLER_HZ)])
  const leg = await asked(scene, chi())
  await leg.hangup()
  await Promise.all([scene.caller.received.tone(an().toneHz), scene.leg.received.tone(CALLER_HZ)])
  await scene.caller.hangup()
  await scene.leg.ended
})

test('both hang up at once: the caller is not dropped, he goes to the head of the queue', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  await Promise.all([scene.leg.hangup(), leg.hangup()])
  await an().desk.wait('queue:waiting', (waiting) => waiting.some((call) => call.callId === scene.callId))
  expect(isSilent(await scene.caller.received.next(800))).toBe(false)
  await chi().desk.send('agent:ready', {})
  const third = await chi().phone.incoming()
  third.answer()
  await scene.caller.received.tone(chi().toneHz)
  await scene.caller.hangup()
})

test('the second leaves, and the button that meant the consultation comes a moment later: the caller stays with the first', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  await leg.hangup()
  await an().desk.wait('call:state', (call) => call.consult === null && call.status === 'talking' && call.consultEnded?.reason === 'left')
  await an().desk.send('call:hangup', { callId: scene.callId })
  await Promise.all([scene.caller.received.tone(an().toneHz), scene.leg.received.tone(CALLER_HZ)])
  // Once he must have seen whom he talks with, it ends the call.
  await new Promise((resolve) => setTimeout(resolve, HANDED_MS))
  await an().desk.send('call:hangup', { callId: scene.callId })
  await scene.caller.ended
})

test('the caller hangs up while the second is asked: his ring ends, nothing is left', async () => {
  const ringing = await talking()
  const to = await idOf(binh())
  await an().desk.send('call:consult', { callId: ringing.callId, to })
  await binh().phone.incoming()
  await ringing.caller.hangup()
  expect(await binh().desk.wait('call:offer-ended')).toMatchObject({ reason: 'caller-gone' })
  await ringing.leg.ended
  await an().desk.wait('agent:state', ({ state }) => state === 'wrap-up')
  await waitUntilEmpty(platform)
})

test('the caller hangs up while the two talk: both telephones end, only the first has something to write up', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  const from = binh().desk.mark
  await scene.caller.hangup()
  await Promise.all([scene.leg.ended, leg.ended])
  await an().desk.wait('agent:state', ({ state }) => state === 'wrap-up')
  await binh().desk.wait('agent:state', ({ state }) => state === 'ready', 3000, from)
  await waitUntilEmpty(platform)
})

test('all calls of this file, decided again from the journal, give the same effects', () => {
  for (const step of replayJournal(platform.dataDir)) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

test('platform killed while a second is asked: the two talk on, the caller hears music, and it ends as it would have', async () => {
  const scene = await talking()
  const leg = await asked(scene, binh())
  const killedAt = Date.now()
  await platform.kill('platform')
  for (const one of [an(), binh(), chi()]) one.desk = await DeskClient.reopen(one.desk, 'tab-1')
  const backAt = await leg.received.tone(an().toneHz)
  expect(presence(leg.receivedBetween(killedAt, backAt), an().toneHz)).toBeGreaterThan(0.9)
  expect(longestSilence(scene.caller.receivedBetween(killedAt, backAt)).ms).toBeLessThan(400)
  expect(binh().desk.snapshot).toMatchObject({ agent: { state: 'on-call' }, pop: { call: { consult: { state: 'talking', name: binh().login.name } } } })
  await an().desk.send('call:consult-complete', { callId: scene.callId })
  await Promise.all([scene.caller.received.tone(binh().toneHz), leg.received.tone(CALLER_HZ)])
  const end = await scene.caller.hangup()
  const { durationMs } = await recordingOf(scene)
  expect(Math.abs(durationMs - (end.at - scene.answeredAt)), `recorded ${durationMs} ms`).toBeLessThan(100)
  await waitUntilEmpty(platform)
})

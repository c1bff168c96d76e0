// Calls end to end on the whole system: real Asterisk, PostgreSQL and Redis, callers and desk telephones over SIP.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { clearDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const FIRST_HZ = 1300
const SECOND_HZ = 1700

let platform: TestPlatform
let phones: SipPhone[]
let desks: DeskClient[]

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '3', WRAPUP_SECONDS: '2' })
  phones = await Promise.all([FIRST_HZ, SECOND_HZ].map((toneHz, n) => SipPhone.open({ name: `desk${n}`, toneHz })))
  desks = []
  for (const [n, phone] of phones.entries()) desks.push(await DeskClient.open(platform.baseUrl, platform.login('operator', n), phone.contact))
}, 120_000)

afterAll(async () => {
  for (const desk of desks ?? []) desk.close()
  await platform?.stop()
}, 60_000)

afterEach(() => clearDesks(desks.map((desk, n) => ({ desk, phone: phone(n) }))))

const [first, second] = [() => desks[0] as DeskClient, () => desks[1] as DeskClient]
const phone = (n: number) => phones[n] as SipPhone
const ticketOf = async (id: string) =>
  waitUntil(
    async () => {
      const answer = await first().request<Ticket>('GET', `/api/tickets/${id}`)
      return answer.status === 200 && answer.body.calls[0]?.endedAt && answer.body.calls[0].recording?.durationMs ? answer.body : null
    },
    10_000,
    () => `ticket ${id} did not get its call and recording`,
  )

test('ring, pop, talk, hold, hang up: heard on both sides, recorded whole, kept with the ticket', async () => {
  await first().send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  const pop = await first().wait('call:pop')
  expect(pop.call.callerNumber).toBe('+84900000014')
  expect(pop.call.status).toBe('ringing')
  const answeredAt = await caller.answered
  const leg = await phone(0).incoming()
  leg.answer()
  await caller.received.tone(FIRST_HZ)
  await leg.received.tone(CALLER_HZ)
  await first().send('call:hold', { callId: pop.call.callId })
  const heldFrom = await caller.received.toneGone(FIRST_HZ)
  const music = await caller.received.next(1000)
  expect(isSilent(music)).toBe(false)
  expect(presence(leg.receivedBetween(heldFrom, Date.now()), CALLER_HZ)).toBeLessThan(0.05)
  await first().send('call:unhold', { callId: pop.call.callId })
  const backAt = await caller.received.tone(FIRST_HZ)
  expect(presence(caller.receivedBetween(heldFrom, backAt - 200), FIRST_HZ)).toBeLessThan(0.05)
  await first().send('call:hangup', { callId: pop.call.callId })
  const end = await caller.ended
  await leg.ended
  const ticket = await ticketOf(pop.draft.ticketId)
  const recording = ticket.calls[0]?.recording
  expect(ticket.calls[0]?.outcome).toBe('answered')
  expect(Math.abs((recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(100)
  const day = new Date(answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const wav = await readWav(path.join(platform.recordingDir, day, `${recording?.id}.wav`))
  expect(presence(wav.samples, CALLER_HZ, wav.rate)).toBeGreaterThan(0.2)
  const audio = await fetch(`${platform.baseUrl}${recording?.url}`, { headers: { cookie: first().cookie, range: 'bytes=44-1043' } })
  expect(audio.status).toBe(206)
  expect((await audio.arrayBuffer()).byteLength).toBe(1000)
  expect(audio.headers.get('content-type')).toContain('audio/wav')
})

test('a missed ring goes on to the next agent and marks the first not-responding', async () => {
  await first().send('agent:ready', {})
  await second().send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '+84900000015', toneHz: CALLER_HZ })
  const pop = await first().wait('call:pop')
  const missed = await first().wait('call:offer-ended')
  expect(missed).toEqual({ callId: pop.call.callId, reason: 'missed' })
  await first().wait('agent:state', (agent) => agent.state === 'not-responding')
  const again = await second().wait('call:pop')
  expect(again.call.callId).toBe(pop.call.callId)
  expect(again.draft.ticketId).toBe(pop.draft.ticketId)
  const leg = await phone(1).incoming()
  leg.answer()
  await caller.received.tone(SECOND_HZ)
  await leg.hangup()
  await caller.ended
  await second().wait('agent:state', (agent) => agent.state === 'wrap-up')
  await second().wait('agent:state', (agent) => agent.state === 'ready')
})

test('a declined call goes to the other agent, who is not asked twice at once', async () => {
  await first().send('agent:ready', {})
  await second().send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '84900000016' })
  const pop = await first().wait('call:pop')
  await first().send('call:decline', { callId: pop.call.callId })
  await first().wait('agent:state', (agent) => agent.state === 'ready', 5000, 1)
  const again = await second().wait('call:pop')
  expect(again.call.callId).toBe(pop.call.callId)
  expect(again.call.callerNumber).toBe('+84900000016')
  await caller.hangup()
  expect(await second().wait('call:offer-ended')).toMatchObject({ reason: 'caller-gone' })
  await second().wait('agent:state', (agent) => agent.state === 'ready', 5000, 1)
})

test('the desk telephone that hangs up ends the call; its hold key puts the caller on music', async () => {
  await first().send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000017', toneHz: CALLER_HZ })
  const leg = await phone(0).incoming()
  leg.answer()
  await caller.received.tone(FIRST_HZ)
  await leg.hold()
  await first().wait('call:state', (call) => call.status === 'held')
  await caller.received.toneGone(FIRST_HZ)
  await leg.unhold()
  await first().wait(
    'call:state',
    (call) => call.status === 'talking',
    5000,
    first().told.findIndex((told) => told.event === 'call:state' && told.body.status === 'held'),
  )
  await caller.received.tone(FIRST_HZ)
  await leg.hangup()
  const end = await caller.ended
  expect(end.by).toBe('them')
})

test('callers the network shows badly: no number, a 300-character name, no audio, gone in mid-ring', async () => {
  await first().send('agent:ready', {})
  const anonymous = await dial({ sipPort: platform.sipPort, displayName: 'Rơ Châm "'.repeat(34).slice(0, 300), noRtp: true })
  const pop = await first().wait('call:pop')
  expect(pop.call.callerDisplay.length).toBeLessThanOrEqual(80)
  const leg = await phone(0).incoming()
  leg.answer()
  await first().wait('call:state', (call) => call.status === 'talking')
  await anonymous.hangup()
  await leg.ended
  await first().wait('call:state', (call) => call.status === 'ended')
  await first().send('wrapup:finish', {})
  const from = first().mark
  const hasty = await dial({ sipPort: platform.sipPort, from: '0900000018' })
  const second = await first().wait('call:pop', () => true, 5000, from)
  await hasty.hangup()
  await first().wait('call:offer-ended', (ended) => ended.callId === second.call.callId && ended.reason === 'caller-gone')
  await first().wait('agent:state', (agent) => agent.state === 'ready', 5000, from)
  const ticket = await waitUntil(async () => {
    const answer = await first().request<Ticket>('GET', `/api/tickets/${second.draft.ticketId}`)
    return answer.status === 200 && answer.body.calls[0]?.endedAt ? answer.body : null
  })
  expect(ticket.status).toBe('draft')
  expect(ticket.calls[0]?.outcome).toBe('abandoned')
})

test('nobody ready: the caller waits with music and is served when somebody is', async () => {
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000019', toneHz: CALLER_HZ })
  await caller.answered
  await caller.received.sound()
  await first().wait('queue:waiting', (waiting) => waiting.some((call) => call.callerNumber === '+84900000019'))
  await first().send('agent:ready', {})
  const leg = await phone(0).incoming()
  leg.answer()
  await caller.received.tone(FIRST_HZ)
  await caller.hangup()
  await leg.ended
})

test('two tabs: the newer takes over, the older says so and may do nothing more', async () => {
  const newer = new DeskClient(platform.baseUrl)
  newer.cookie = second().cookie
  await newer.connect('tab-2')
  await second().wait('session:taken-over')
  const refused = await second().try('agent:ready', {})
  expect(refused).toMatchObject({ ok: false, problem: { code: 'conflict' } })
  await newer.send('agent:ready', {})
  newer.close()
})

test('Asterisk killed: the open call is closed as interrupted, and the desks are called again without a reload', async () => {
  await first().send('agent:ready', {})
  const lost = await dial({ sipPort: platform.sipPort, from: '0900000021', toneHz: CALLER_HZ })
  const leg = await phone(0).incoming()
  leg.answer()
  await lost.received.tone(FIRST_HZ)
  const { pid } = JSON.parse(await readFile(path.join(platform.dataDir, 'run/asterisk.json'), 'utf8')) as { pid: number }
  process.kill(pid, 'SIGKILL')
  await first().wait('telephony:state', (state) => !state.connected)
  const back = first().mark
  await first().wait('telephony:state', (state) => state.connected, 30_000, back)
  const ended = await first().wait('call:state', (call) => call.status === 'ended', 10_000)
  expect(ended.outcome).toBe('interrupted')
  lost.vanish()
  leg.vanish()
  phone(0).forgetArrived()
  await first().wait('agent:state', (agent) => agent.state === 'ready', 10_000, back)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000022', toneHz: CALLER_HZ })
  const again = await phone(0).incoming()
  again.answer()
  await caller.received.tone(FIRST_HZ)
  await caller.hangup()
  await again.ended
})

test('all calls of this file, decided again from the journal, give the same effects', () => {
  const steps = replayJournal(platform.dataDir)
  expect(new Set(steps.map((step) => step.callId)).size).toBeGreaterThanOrEqual(7)
  for (const step of steps) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

test('platform killed with a call up: both go on talking, and the same call ends with its one recording', async () => {
  await first().send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000023', toneHz: CALLER_HZ })
  const pop = await first().wait('call:pop')
  const answeredAt = await caller.answered
  const leg = await phone(0).incoming()
  leg.answer()
  await caller.received.tone(FIRST_HZ)
  const killedAt = Date.now()
  await platform.kill('platform')
  const restarted = await DeskClient.reopen(first(), 'tab-1')
  desks[0] = restarted
  const backAt = await caller.received.tone(FIRST_HZ)
  expect(presence(caller.receivedBetween(killedAt, backAt), FIRST_HZ)).toBeGreaterThan(0.9)
  expect(presence(leg.receivedBetween(killedAt, backAt), CALLER_HZ)).toBeGreaterThan(0.9)
  expect(await restarted.send('agent:ready', {}).catch((error: { problem: { code: string } }) => error.problem.code)).toBe('illegal-transition')
  await restarted.send('call:hangup', { callId: pop.call.callId })
  const end = await caller.ended
  await leg.ended
  const ticket = await ticketOf(pop.draft.ticketId)
  expect(ticket.calls.map((call) => call.outcome)).toEqual(['answered'])
  expect(Math.abs((ticket.calls[0]?.recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(100)
})

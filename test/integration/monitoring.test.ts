// A supervisor in a live call on real Asterisk: who hears whom in each way of it, measured, and what is left on record.
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { presence } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { pictureOf } from '../harness/asterisk-picture.ts'
import { finishedCall } from '../harness/call-results.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { clearDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import { type PhoneCall, SipPhone } from '../sip/phone.ts'

const nobody = '00000000-0000-4000-8000-000000000009'
const [CALLER_HZ, AGENT_HZ, BOSS_HZ, SECOND_HZ] = [600, 1000, 1500, 2100]

let platform: TestPlatform
let phone: SipPhone
let bossPhone: SipPhone
let secondPhone: SipPhone
let desk: DeskClient
let boss: DeskClient
let second: DeskClient

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '5', WRAPUP_SECONDS: '1' })
  ;[phone, bossPhone, secondPhone] = await Promise.all([
    SipPhone.open({ name: 'desk', toneHz: AGENT_HZ }),
    SipPhone.open({ name: 'boss', toneHz: BOSS_HZ }),
    SipPhone.open({ name: 'second', toneHz: SECOND_HZ }),
  ])
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
  boss = await DeskClient.open(platform.baseUrl, platform.login('supervisor'), bossPhone.contact)
  second = await DeskClient.open(platform.baseUrl, await anotherSupervisor(), secondPhone.contact)
}, 120_000)
afterAll(async () => {
  for (const one of [desk, boss, second]) one?.close()
  await platform?.stop()
}, 60_000)
afterEach(async () => {
  for (const one of [bossPhone, secondPhone]) {
    for (const call of one.calls) await call.hangup()
    one.forgetArrived()
  }
  await clearDesks([{ phone, desk }])
})

/** A second one, straight into the database. */
async function anotherSupervisor() {
  const login = platform.login('operator', 1)
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    const { unitId } = await db.membership.findFirstOrThrow({ where: { role: 'supervisor' }, select: { unitId: true } })
    const { id } = await db.person.findFirstOrThrow({ where: { name: login.name }, select: { id: true } })
    await db.membership.create({ data: { personId: id, unitId, role: 'supervisor', validFrom: new Date('2026-01-01T00:00:00Z') } })
  } finally {
    await db.$disconnect()
  }
  return login
}

/** Everybody's page comes back after the platform was killed. */
async function reopen(): Promise<void> {
  ;[desk, boss, second] = (await Promise.all([desk, boss, second].map((one) => DeskClient.reopen(one, 'tab-1')))) as [DeskClient, DeskClient, DeskClient]
}

interface Talk {
  caller: SipCaller
  leg: PhoneCall
  callId: string
  ticketId: string
  answeredAt: number
}

async function talk(from: string): Promise<Talk> {
  const mark = desk.mark
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  const pop = await desk.wait('call:pop', () => true, 10_000, mark)
  const answeredAt = await caller.answered
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  return { caller, leg, callId: pop.call.callId, ticketId: pop.draft.ticketId, answeredAt }
}

/** What is heard during the next second: the tones of the others, each louder than this share of all that is heard. */
const shares = async (call: SipCaller | PhoneCall, ms = 1000) => {
  const heard = await call.received.next(ms)
  return { caller: presence(heard, CALLER_HZ), agent: presence(heard, AGENT_HZ), boss: presence(heard, BOSS_HZ), second: presence(heard, SECOND_HZ) }
}
const HEARD = 0.15
const NOT_HEARD = 0.005

const rowsOf = async (callId: string, count: number) => {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    return await waitUntil(
      async () => {
        const rows = await db.callMonitoring.findMany({ where: { callId }, orderBy: { seq: 'asc' } })
        return rows.length >= count ? rows : null
      },
      10_000,
      () => `${callId} has fewer than ${count} rows`,
    )
  } finally {
    await db.$disconnect()
  }
}

test('listen, whisper, barge and back: each hears exactly who he should, the recording too, and all of it is on record', async () => {
  const { caller, leg, callId, ticketId, answeredAt } = await talk('0900000031')
  expect(await boss.send('monitor:set', { callId, mode: 'listen' })).toEqual({ callId, mode: 'listen' })
  const ear = await bossPhone.incoming()
  expect(ear.inviteHeader('x-hotline-monitor')).toBe(callId)
  ear.answer()
  const spans: Record<string, [number, number]> = {}
  const during = async (name: string) => {
    const from = Date.now()
    const [atBoss, atCaller, atAgent] = await Promise.all([shares(ear), shares(caller), shares(leg)])
    spans[name] = [from, Date.now()]
    return { atBoss, atCaller, atAgent }
  }
  await ear.received.tone(AGENT_HZ, 0.3)
  await ear.received.tone(CALLER_HZ, 0.3)
  const listening = await during('listen')
  expect(listening.atBoss.caller).toBeGreaterThan(HEARD)
  expect(listening.atBoss.agent).toBeGreaterThan(HEARD)
  expect(listening.atCaller.boss).toBeLessThan(NOT_HEARD)
  expect(listening.atAgent.boss).toBeLessThan(NOT_HEARD)

  await boss.send('monitor:set', { callId, mode: 'whisper' })
  await leg.received.tone(BOSS_HZ, 0.3)
  await ear.received.tone(CALLER_HZ, 0.3)
  const whispering = await during('whisper')
  expect(whispering.atAgent.boss).toBeGreaterThan(HEARD)
  expect(whispering.atAgent.caller).toBeGreaterThan(HEARD)
  expect(whispering.atCaller.boss, 'the caller must not hear the whisper').toBeLessThan(NOT_HEARD)
  expect(whispering.atBoss.caller).toBeGreaterThan(HEARD)
  expect(whispering.atBoss.agent).toBeGreaterThan(HEARD)

  await boss.send('monitor:set', { callId, mode: 'barge' })
  await caller.received.tone(BOSS_HZ, 0.3)
  await ear.received.tone(CALLER_HZ, 0.3)
  const barging = await during('barge')
  for (const [at, ...who] of [
    [barging.atBoss, 'caller', 'agent'],
    [barging.atCaller, 'agent', 'boss'],
    [barging.atAgent, 'caller', 'boss'],
  ] as const)
    for (const one of who) expect(at[one], one).toBeGreaterThan(HEARD)

  await boss.send('monitor:set', { callId, mode: 'listen' })
  await caller.received.toneGone(BOSS_HZ, NOT_HEARD)
  await ear.received.tone(CALLER_HZ, 0.3)
  const again = await during('listen again')
  expect(again.atBoss.caller).toBeGreaterThan(HEARD)
  expect(again.atCaller.boss).toBeLessThan(NOT_HEARD)
  expect(again.atAgent.boss).toBeLessThan(NOT_HEARD)

  expect(await boss.send('monitor:stop', { callId })).toEqual({ callId, mode: null })
  await ear.ended
  // The talk goes on without him.
  const left = await shares(caller)
  expect(left.agent).toBeGreaterThan(0.5)
  await caller.hangup()
  await leg.ended

  const { recording, arrivedAt } = await finishedCall(desk, { callId, ticketId })
  const day = new Date(Date.parse(arrivedAt) + 7 * 3_600_000).toISOString().slice(0, 10)
  const wav = await readWav(path.join(platform.recordingDir, day, `${recording?.id}.wav`))
  const recorded = (name: string, hz: number) => {
    const [from, to] = spans[name] as [number, number]
    return presence(wav.samples.subarray(((from - answeredAt) * wav.rate) / 1000, ((to - answeredAt) * wav.rate) / 1000), hz, wav.rate)
  }
  for (const name of Object.keys(spans)) expect(recorded(name, CALLER_HZ), `recording goes on: ${name}`).toBeGreaterThan(HEARD)
  expect(recorded('barge', BOSS_HZ), 'who joined is in the recording').toBeGreaterThan(HEARD)
  for (const name of ['listen', 'whisper', 'listen again']) expect(recorded(name, BOSS_HZ), name).toBeLessThan(NOT_HEARD)

  const rows = await rowsOf(callId, 5)
  expect(rows.map(({ act, reason }) => [act, reason])).toEqual([
    ['listen', null],
    ['whisper', null],
    ['barge', null],
    ['listen', null],
    ['end', 'stopped'],
  ])
  // Beside the call in its ticket, for supervisors only.
  const name = boss.snapshot?.agent.name
  const { monitored } = await finishedCall(boss, { callId, ticketId })
  expect(monitored.map((one) => [one.name, one.mode])).toEqual(['listen', 'whisper', 'barge', 'listen'].map((mode) => [name, mode]))
  expect((await finishedCall(desk, { callId, ticketId })).monitored).toEqual([])
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  await expect(db.callMonitoring.deleteMany({ where: { callId } })).rejects.toThrow('append-only')
  await expect(db.callMonitoring.updateMany({ where: { callId }, data: { act: 'listen' } })).rejects.toThrow('append-only')
  await db.$disconnect()
}, 90_000)

test('two supervisors in one call: the one does not hear the other whisper; hold; and all ends with the call', async () => {
  const { caller, leg, callId } = await talk('0900000032')
  await boss.send('monitor:set', { callId, mode: 'listen' })
  const first = await bossPhone.incoming()
  first.answer()
  await first.received.tone(AGENT_HZ, 0.3)
  await second.send('monitor:set', { callId, mode: 'whisper' })
  const other = await secondPhone.incoming()
  other.answer()
  await leg.received.tone(SECOND_HZ, 0.3)
  const [atBoss, atCaller] = await Promise.all([shares(first), shares(caller)])
  expect(atBoss.second).toBeLessThan(NOT_HEARD)
  expect(atBoss.caller).toBeGreaterThan(HEARD)
  expect(atCaller.second).toBeLessThan(NOT_HEARD)
  await desk.send('call:hold', { callId })
  await first.received.toneGone(CALLER_HZ)
  await desk.send('call:unhold', { callId })
  await first.received.tone(CALLER_HZ, 0.3)
  await second.send('monitor:set', { callId, mode: 'barge' })
  await caller.received.tone(SECOND_HZ, 0.3)
  await first.received.tone(SECOND_HZ, 0.2)
  await caller.hangup()
  await Promise.all([leg.ended, first.ended, other.ended])
  const rows = await rowsOf(callId, 5)
  expect(rows.filter(({ act }) => act === 'end').map(({ n, reason }) => [n, reason])).toEqual([
    [1, 'talk-over'],
    [2, 'talk-over'],
  ])
  expect((await pictureOf(platform)).channels.filter((id) => id.startsWith(callId))).toEqual([])
}, 90_000)

test('the operator asks a colleague while a supervisor is with him: he goes along, the waiting caller hears none of them, and comes back to all', async () => {
  const { caller, leg, callId } = await talk('0900000039')
  await boss.send('monitor:set', { callId, mode: 'barge' })
  const barge = await bossPhone.incoming()
  barge.answer()
  await caller.received.tone(BOSS_HZ, 0.3)
  await second.send('agent:ready', {})
  await desk.send('call:consult', { callId, to: second.snapshot?.agent.agentId ?? '' })
  const colleague = await secondPhone.incoming()
  colleague.answer()
  await colleague.received.tone(BOSS_HZ, 0.3)
  await barge.received.tone(SECOND_HZ, 0.3)
  const [atBoss, atCaller, atAgent] = await Promise.all([shares(barge), shares(caller), shares(leg)])
  expect(atBoss.agent).toBeGreaterThan(HEARD)
  expect(atBoss.second).toBeGreaterThan(HEARD)
  expect(atAgent.boss).toBeGreaterThan(HEARD)
  for (const who of ['agent', 'boss', 'second'] as const) expect(atCaller[who], who).toBeLessThan(NOT_HEARD)
  await desk.send('call:consult-cancel', { callId })
  await colleague.ended
  await caller.received.tone(BOSS_HZ, 0.3)
  await barge.received.tone(CALLER_HZ, 0.3)
  await caller.hangup()
  await Promise.all([leg.ended, barge.ended])
  await second.send('agent:pause', { reason: 'break' })
}, 60_000)

test('what is refused, each in words: waiting, one’s own, another at once, one’s telephone busy, over, without the role', async () => {
  const refused = async (by: DeskClient, callId: string, mode: 'listen' | 'barge' = 'listen') => {
    const ack = await by.try('monitor:set', { callId, mode })
    return ack.ok ? null : ack.problem
  }
  await second.send('agent:pause', { reason: 'break' })
  const waiting = await dial({ sipPort: platform.sipPort, from: '0900000033', toneHz: CALLER_HZ })
  const queue = await desk.wait('queue:waiting', (calls) => calls.some(({ callerNumber }) => callerNumber === '+84900000033'))
  const waitingId = queue.find(({ callerNumber }) => callerNumber === '+84900000033')?.callId ?? ''
  expect(await refused(boss, waitingId)).toMatchObject({ code: 'illegal-transition', message: 'Cuộc này chưa có nhân viên nghe máy' })
  await waiting.hangup()
  await waitUntil(async () => (await refused(boss, waitingId))?.code === 'not-found')
  expect(await refused(boss, '00000000-0000-4000-8000-000000000001', 'barge')).toMatchObject({ code: 'not-found' })

  const { caller, callId, leg } = await talk('0900000034')
  expect(await refused(desk, callId)).toMatchObject({ code: 'forbidden' })
  // His telephone is not answered: nothing is left of it, and a wish is asked once.
  await boss.send('monitor:set', { callId, mode: 'barge' })
  const ring = await bossPhone.incoming()
  ring.reject(486)
  await waitUntil(async () => (await boss.send('monitor:stop', { callId })).mode === null)
  await boss.send('monitor:set', { callId, mode: 'barge' })
  const barge = await bossPhone.incoming()
  // The call ends while his telephone still rings.
  await caller.hangup()
  await leg.ended
  await barge.ended
  expect(await refused(boss, callId, 'barge')).toMatchObject({ code: 'not-found', message: 'Cuộc gọi đã kết thúc' })
  await desk.wait('agent:state', ({ state }) => state === 'ready', 10_000)

  // He answers a caller himself.
  await desk.send('agent:pause', { reason: 'break' })
  const mark = boss.mark
  await boss.send('agent:ready', {})
  const own = await dial({ sipPort: platform.sipPort, from: '0900000035', toneHz: CALLER_HZ })
  const pop = await boss.wait('call:pop', () => true, 10_000, mark)
  ;(await bossPhone.incoming()).answer()
  await own.received.tone(BOSS_HZ)
  const at = await waitUntil(async () => {
    const why = await refused(boss, pop.call.callId)
    return why?.message === 'Đây là cuộc của chính anh chị' ? why : null
  })
  expect(at.code).toBe('illegal-transition')
  const other = await talk('0900000036')
  expect(await refused(boss, other.callId)).toMatchObject({ code: 'conflict', message: 'Anh chị đang có cuộc gọi ở máy mình' })
  await own.hangup()
  await boss.wait('agent:state', ({ state }) => state === 'ready', 10_000, mark + 1)
  // Who listens is asked for no caller meanwhile.
  await boss.send('monitor:set', { callId: other.callId, mode: 'listen' })
  ;(await bossPhone.incoming()).answer()
  const next = await dial({ sipPort: platform.sipPort, from: '0900000037' })
  await next.received.sound()
  expect(bossPhone.calls).toHaveLength(1)
  const popMark = boss.mark
  await boss.send('monitor:stop', { callId: other.callId })
  await boss.wait('call:pop', ({ call }) => call.callerNumber === '+84900000037', 10_000, popMark)
  await next.hangup()
  await other.caller.hangup()
  await boss.send('agent:pause', { reason: 'break' })
}, 120_000)

test('callers who wait are moved: to the front, and to an operator who had let one pass; of two supervisors one wins', async () => {
  const first = await dial({ sipPort: platform.sipPort, from: '0900000041', toneHz: CALLER_HZ })
  await desk.wait('queue:waiting', (calls) => calls.length === 1)
  const other = await dial({ sipPort: platform.sipPort, from: '0900000042', toneHz: CALLER_HZ })
  const queue = await desk.wait('queue:waiting', (calls) => calls.length === 2)
  expect(queue.map(({ callerNumber }) => callerNumber)).toEqual(['+84900000041', '+84900000042'])
  const [firstId = '', movedId = ''] = queue.map(({ callId }) => callId)
  expect(await desk.try('queue:front', { callId: movedId, seen: 0 })).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
  const [won, lost] = await Promise.all([boss.try('queue:front', { callId: movedId, seen: 0 }), second.try('queue:front', { callId: movedId, seen: 0 })])
  expect([won.ok, lost.ok].filter((ok) => ok)).toHaveLength(1)
  const told = won.ok ? lost : won
  expect(told).toMatchObject({ ok: false, problem: { code: 'conflict', message: expect.stringContaining('vừa chuyển cuộc này') } })
  await desk.wait('queue:waiting', (calls) => calls[0]?.callId === movedId)
  const agentId = desk.snapshot?.agent.agentId ?? ''
  expect(await boss.try('queue:give', { callId: firstId, seen: 0, agentId })).toMatchObject({ ok: false, problem: { code: 'conflict' } })

  // A caller of the test before may have hung up just as he was offered.
  phone.forgetArrived()
  const mark = desk.mark
  await desk.send('agent:ready', {})
  expect((await desk.wait('call:pop', () => true, 10_000, mark)).call.callId).toBe(movedId)
  ;(await phone.incoming()).answer()
  await other.received.tone(AGENT_HZ)
  expect(await boss.try('queue:give', { callId: movedId, seen: 1, agentId })).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  await other.hangup()
  // The next one is let pass, and given to him all the same.
  await desk.wait('call:pop', ({ call }) => call.callId === firstId, 10_000, mark)
  await desk.send('call:decline', { callId: firstId })
  const again = desk.mark
  expect(await boss.send('queue:give', { callId: firstId, seen: 0, agentId })).toEqual({ callId: firstId, moves: 1 })
  await desk.wait('call:pop', ({ call }) => call.callId === firstId, 1000, again)
  await first.hangup()
  await desk.wait('call:offer-ended', ({ reason }) => reason === 'caller-gone', 5000, again)
  expect(await boss.try('queue:give', { callId: firstId, seen: 1, agentId })).toMatchObject({ ok: false, problem: { code: 'not-found' } })
}, 60_000)

test('all calls of this file, decided again from the journal, give the same effects', () => {
  for (const step of replayJournal(platform.dataDir)) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

test('the platform killed while he whispers: he goes on, changes the way and stops at the new one; nothing is left in Asterisk', async () => {
  const { caller, leg, callId } = await talk('0900000038')
  await boss.send('monitor:set', { callId, mode: 'whisper' })
  const ear = await bossPhone.incoming()
  ear.answer()
  await leg.received.tone(BOSS_HZ, 0.3)
  await platform.kill('platform')
  const killed = await Promise.all([shares(leg), shares(caller), shares(ear)])
  expect(killed[0].boss).toBeGreaterThan(HEARD)
  expect(killed[1].boss).toBeLessThan(NOT_HEARD)
  expect(killed[2].caller).toBeGreaterThan(HEARD)
  await reopen()
  const back = await shares(leg)
  expect(back.boss).toBeGreaterThan(HEARD)
  await boss.send('monitor:set', { callId, mode: 'barge' })
  await caller.received.tone(BOSS_HZ, 0.3)
  await boss.send('monitor:stop', { callId })
  await ear.ended
  await caller.received.toneGone(BOSS_HZ)
  expect((await pictureOf(platform)).channels.filter((id) => /\.(mon|ear)-/.test(id))).toEqual([])
  await caller.hangup()
  await leg.ended
  expect((await rowsOf(callId, 3)).map(({ act }) => act)).toEqual(['whisper', 'barge', 'end'])
}, 120_000)

test('a state set by a supervisor: his page is told who it was; it waits for the end of a call, also over a kill', async () => {
  const agentId = desk.snapshot?.agent.agentId ?? ''
  const name = boss.snapshot?.agent.name
  const mark = desk.mark
  expect(await desk.try('agent:set', { agentId, to: { state: 'ready' } })).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
  expect(await boss.send('agent:set', { agentId, to: { state: 'ready' } })).toEqual({ state: 'ready', next: null })
  expect(await desk.wait('agent:state', ({ state }) => state === 'ready', 2000, mark)).toMatchObject({ setBy: { name }, next: null })
  const { caller, leg } = await talk('0900000043')
  expect(await boss.send('agent:set', { agentId, to: { state: 'paused', reason: 'meeting' } })).toEqual({ state: 'on-call', next: 'paused' })
  expect(await desk.wait('agent:state', ({ next }) => next === 'paused', 2000, mark)).toMatchObject({ state: 'on-call', setBy: { name } })
  await platform.kill('platform')
  await reopen()
  expect(desk.snapshot?.agent).toMatchObject({ state: 'on-call', setBy: { name }, next: 'paused' })
  await caller.hangup()
  await leg.ended
  const paused = await desk.wait('agent:state', ({ state }) => state === 'paused', 10_000)
  expect(paused).toMatchObject({ pauseReason: 'meeting', setBy: { name }, next: null })
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  const row = await waitUntil(() => db.agentInterval.findFirst({ where: { agentId, endedAt: null, state: 'paused' }, include: { supervisor: true } }))
  expect(row.supervisor?.name).toBe(name)
  await db.$disconnect()
  const own = desk.mark
  await desk.send('agent:ready', {})
  expect((await desk.wait('agent:state', ({ state }) => state === 'ready', 2000, own)).setBy).toBeNull()
  expect(await boss.send('agent:set', { agentId, to: { state: 'offline' } })).toEqual({ state: 'offline', next: null })
  expect(await boss.try('agent:set', { agentId: nobody, to: { state: 'offline' } })).toMatchObject({ ok: false, problem: { code: 'not-found' } })
}, 90_000)

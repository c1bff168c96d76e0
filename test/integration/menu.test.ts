// The menu by keys and prompts that were replaced, on real servers: what a caller hears, which key counts, and what his operator sees.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts, SAME_SOUND } from '../harness/hears.ts'
import { HotlineAdministrator, toneFile } from '../harness/hotline-settings.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { replayJournal } from '../harness/replay.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const AGENT_HZ = 1300
const MENU_HZ = 850
const OTHER_MENU_HZ = 1150
const PROMPT_HZ = 620
const DIALPLAN_HZ = 480

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient
let prompts: Prompts
let administrator: HotlineAdministrator
let number = 40

const entries = [
  { key: '1', label: 'Đất đai, môi trường', action: 'queue', skill: 'dat-dai', priorityMinutes: 0 },
  { key: '2', label: 'Giao thông', action: 'queue', skill: null, priorityMinutes: 10 },
  { key: '8', label: 'Để lại lời nhắn', action: 'message', skill: null, priorityMinutes: 0 },
  { key: '9', label: 'Nghe lại', action: 'again', skill: null, priorityMinutes: 0 },
] as const
const calls = () => dial({ sipPort: platform.sipPort, from: `09000000${++number}` })
const stillUp = (caller: SipCaller) => Promise.race([caller.ended.then(() => false), new Promise<true>((resolve) => setImmediate(() => resolve(true)))])

/** Takes the call that rings, for as long as both hear each other. */
async function answered(caller: SipCaller) {
  const pop = await desk.wait('call:pop', () => true, 20_000)
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await caller.hangup()
  return pop
}

beforeAll(async () => {
  prompts = await openPrompts(['please-wait', 'rating-wrong-key', 'leave-message', 'nobody-answers'])
  platform = await startPlatform({ VOICEMAIL: 'on', WRAPUP_SECONDS: '0' })
  administrator = await HotlineAdministrator.signedIn(platform)
  phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
  await administrator.save((content) => ({ ...content, skills: [{ code: 'dat-dai', name: 'Đất đai' }], rings: [{ afterSeconds: 0, level: 0 }] }))
  await administrator.menu(MENU_HZ, { entries: [...entries], waitSeconds: 3, attempts: 2 })
  await desk.send('agent:ready', {})
}, 180_000)
afterAll(async () => {
  desk?.close()
  await phone?.close()
  await platform?.stop()
}, 60_000)
afterEach(async () => {
  for (const call of phone.calls) await call.hangup()
  phone.forgetArrived()
  await waitUntil(async () => (await desk.try('agent:ready', {})).ok, 15_000)
  desk.told.length = 0
})

test('a key while the words are still said: they stop, he is put through, and the operator sees his branch', async () => {
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  const pressedAt = Date.now()
  caller.pressKeys('2')
  const silentAt = await caller.received.toneGone(MENU_HZ)
  expect(silentAt - pressedAt, 'three seconds of words are cut short').toBeLessThan(1500)
  await prompts.heard(caller, pressedAt, 'please-wait')
  const pop = await answered(caller)
  expect(pop.call.branch).toBe('Giao thông')
  const call = await waitUntil(
    async () => (await desk.request<Ticket>('GET', `/api/tickets/${pop.draft.ticketId}`)).body?.calls?.find(({ outcome }) => outcome === 'answered'),
    15_000,
  )
  expect(call.branch).toBe('Giao thông')
}, 60_000)

test('a wrong key is said to be wrong, the words come again, a key after them counts', async () => {
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  const pressedAt = Date.now()
  caller.pressKeys('7')
  await prompts.heard(caller, pressedAt, 'rating-wrong-key')
  await caller.received.tone(MENU_HZ)
  await caller.received.toneGone(MENU_HZ)
  await new Promise((resolve) => setTimeout(resolve, 700))
  const heard = caller.receivedBetween(Date.now() - 500, Date.now())
  expect(
    heard.some((sample) => Math.abs(sample) > 100),
    'music while a key is waited for',
  ).toBe(true)
  caller.pressKeys('1')
  expect((await answered(caller)).call.branch).toBe('Đất đai, môi trường')
}, 60_000)

test('nothing pressed: the words twice, then an operator as without a menu', async () => {
  const caller = await calls()
  const answeredAt = await caller.answered
  expect((await answered(caller)).call.branch).toBeNull()
  const windows = Array.from({ length: 120 }, (_, i) => presence(caller.receivedBetween(answeredAt + i * 100, answeredAt + (i + 1) * 100), MENU_HZ) > 0.8)
  const begun = windows.filter((on, i) => on && !windows.slice(Math.max(0, i - 10), i).includes(true)).length
  expect(begun).toBe(2)
}, 60_000)

test('two quick keys: the first one chooses', async () => {
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  caller.pressKeys('21')
  expect((await answered(caller)).call.branch).toBe('Giao thông')
}, 60_000)

test('a key sent by SIP INFO counts as well', async () => {
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  caller.pressKeyByInfo('1')
  expect((await answered(caller)).call.branch).toBe('Đất đai, môi trường')
}, 60_000)

test('who chooses to leave a message is asked for it at once, without excuses', async () => {
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  const pressedAt = Date.now()
  caller.pressKeys('8')
  await prompts.heard(caller, pressedAt, 'leave-message', 20_000)
  expect(await prompts.likeness(caller.receivedBetween(pressedAt, Date.now()), 'nobody-answers')).toBeLessThan(SAME_SOUND)
  await caller.hangup()
}, 60_000)

test('a replaced prompt is heard from the dialplan too, which says it without us', async () => {
  expect((await administrator.upload('leave-message', toneFile(DIALPLAN_HZ, 2), 'Xin để lại lời nhắn', 0)).status).toBe(200)
  await administrator.replaced('leave-message')
  const caller = await calls()
  await caller.received.tone(MENU_HZ)
  caller.pressKeys('8')
  await caller.received.tone(DIALPLAN_HZ)
  await caller.hangup()
}, 60_000)

test('a menu changed while somebody is in it: he has the old one to its end, the next caller the new one', async () => {
  const first = await calls()
  await first.received.tone(MENU_HZ)
  const changed = administrator.menu(OTHER_MENU_HZ, { entries: [{ ...entries[1], key: '2', label: 'Y tế' }], attempts: 3 })
  first.pressKeys('7')
  await first.received.toneGone(MENU_HZ)
  await changed
  const second = await calls()
  await second.received.tone(OTHER_MENU_HZ)
  first.pressKeys('9')
  await first.received.tone(MENU_HZ)
  first.pressKeys('2')
  expect((await answered(first)).call.branch).toBe('Giao thông')
  desk.told.length = 0
  phone.forgetArrived()
  second.pressKeys('2')
  expect((await answered(second)).call.branch).toBe('Y tế')
}, 90_000)

test('a prompt replaced by a recording is heard from the next call on, and goes back to the original', async () => {
  const { status, body } = await administrator.upload('please-wait', toneFile(PROMPT_HZ, 2), 'Xin chờ máy', 0)
  expect([status, body.versions.map(({ version, source, durationMs }) => [version, source, durationMs])[0]]).toEqual([200, [1, 'upload', 2000]])
  await administrator.replaced('please-wait')
  const hears = async () => {
    const caller = await calls()
    await caller.received.tone(OTHER_MENU_HZ)
    caller.pressKeys('2')
    return caller
  }
  const tone = await hears()
  await tone.received.tone(PROMPT_HZ)
  await tone.hangup()
  const back = await administrator.request('POST', '/api/hotline-prompts/please-wait/restore', { version: 0, seen: 1 })
  expect(back.status).toBe(200)
  await administrator.replaced('please-wait')
  const words = await hears()
  await prompts.heard(words, Date.now() - 500, 'please-wait')
  await words.hangup()
  const audio = await fetch(`${platform.baseUrl}/api/hotline-prompts/please-wait/versions/1/audio`, { headers: { cookie: administrator.cookie } })
  expect([audio.headers.get('content-type'), (await audio.arrayBuffer()).byteLength]).toEqual(['audio/wav', 44 + 2 * 16_000])
}, 90_000)

test('what callers should not hear is refused in words, and nothing changes', async () => {
  const before = await administrator.prompts()
  const refused = async (file: Uint8Array, seen = 0) => {
    const { status, body } = await administrator.upload('greeting', file, 'Xin chào', seen)
    return [status, body.message]
  }
  expect(await refused(Buffer.from('no sound at all'))).toEqual([400, expect.stringContaining('không phải âm thanh')])
  expect(await refused(Buffer.alloc(0))).toEqual([400, expect.any(String)])
  expect(await refused(toneFile(500, 0.1))).toEqual([400, expect.stringContaining('quá ngắn')])
  expect(await refused(toneFile(500, 125))).toEqual([400, expect.stringContaining('nhiều nhất 2 phút')])
  expect(await refused(toneFile(500, 2), 4)).toEqual([409, expect.stringContaining('người khác')])
  expect((await administrator.upload('no-such-prompt', toneFile(500, 2), 'Xin chào', 0)).status).toBe(404)
  expect((await administrator.upload('greeting', toneFile(500, 2), ' ', 0)).status).toBe(400)
  const operator = await desk.request('GET', '/api/hotline-prompts')
  expect(operator.status).toBe(403)
  expect((await administrator.prompts()).prompts.find(({ name }) => name === 'greeting')).toEqual(before.prompts.find(({ name }) => name === 'greeting'))
})

test('a menu without its recording does not go live; the history tells every version', async () => {
  const view = (await administrator.request<{ version: number; content: { menu: object } }>('GET', '/api/hotline-settings')).body
  const unspoken = { ...view.content, menu: { ...view.content.menu, recording: null } }
  const answer = await administrator.request<{ fields: Record<string, string> }>('PUT', '/api/hotline-settings', {
    version: view.version,
    content: unspoken,
    reason: 'Thử',
  })
  expect([answer.status, answer.body.fields['menu.recording']]).toEqual([400, expect.stringContaining('Ghi âm')])
  const { versions } = (await administrator.request<{ versions: { version: number; reason: string }[] }>('GET', '/api/hotline-settings/versions')).body
  expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: view.version }, (_, i) => view.version - i))
  const first = await administrator.request<{ content: { skills: unknown[]; menu: { on: boolean } } }>('GET', '/api/hotline-settings/versions/1')
  expect(first.body.content).toMatchObject({ skills: [{ code: 'dat-dai' }], menu: { on: false } })
})

test('the machine speaks a text, where its voice is there', async () => {
  const { voice, menu } = await administrator.prompts()
  const seen = menu.versions[0]?.version ?? 0
  const spoken = await administrator.request<{ versions: { source: string; durationMs: number; text: string }[] }>('POST', '/api/hotline-prompts/menu/voice', {
    text: 'Đất đai, bấm phím 1. Giao thông, bấm phím 2.',
    seen,
  })
  if (!voice) return expect(spoken.status).toBe(503)
  expect(spoken.body.versions[0]).toMatchObject({ source: 'voice', text: 'Đất đai, bấm phím 1. Giao thông, bấm phím 2.' })
  expect(spoken.body.versions[0]?.durationMs).toBeGreaterThan(2000)
})

test('all of it, decided again from the journal, gives the same effects', () => {
  for (const step of replayJournal(platform.dataDir)) expect(step.again, `${step.event} of ${step.callId}`).toEqual(step.decided)
})

test('the platform killed while the words are said: the same call takes the key afterwards', async () => {
  const caller = await calls()
  await caller.received.tone(OTHER_MENU_HZ)
  await platform.kill('platform')
  const killedAt = Date.now()
  desk = await DeskClient.reopen(desk, 'tab-1')
  expect(await stillUp(caller)).toBe(true)
  const until = Date.now() - 500
  expect(until - killedAt, 'long enough to hear it').toBeGreaterThan(1000)
  for (let at = killedAt; at < until; at += 500)
    expect(
      caller.receivedBetween(at, at + 500).some((sample) => Math.abs(sample) > 60),
      `dead air ${at - killedAt} ms after`,
    ).toBe(true)
  await waitUntil(async () => (await desk.try('agent:ready', {})).ok, 15_000)
  caller.pressKeys('2')
  expect((await answered(caller)).call.branch).toBe('Y tế')
}, 120_000)

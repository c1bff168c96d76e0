// Messages where nobody can answer, on real servers: after hours and with nobody on duty, from the tone to the draft on the desk.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DayFigures } from '../../src/contract/board.ts'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { connect } from '../../src/launcher/manager-session.ts'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { presence, toneSpans } from '../audio/tones.ts'
import { readWav } from '../audio/wav.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts, SAME_SOUND } from '../harness/hears.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 700
const AGENT_HZ = 1300
const BEEP_HZ = 1000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let prompts: Prompts
beforeAll(async () => {
  prompts = await openPrompts(['closed', 'nobody-answers', 'leave-message', 'message-kept', 'goodbye'])
})

/** An operator who only reads. */
async function reader(platform: TestPlatform, role = 'operator'): Promise<HttpClient> {
  const client = new HttpClient(platform.baseUrl)
  await client.signIn(platform.login(role))
  return client
}
const callbacksOf = async (client: HttpClient, number: string) =>
  (await client.request<CallbackTask[]>('GET', '/api/callbacks')).body.filter((task) => task.number === number)
const callbackOf = (client: HttpClient, number: string) =>
  waitUntil(
    async () => (await callbacksOf(client, number))[0],
    20_000,
    () => `nobody is to call ${number} back`,
  )
const ticketOf = async (client: HttpClient, id: string | null) => (await client.request<Ticket>('GET', `/api/tickets/${id}`)).body
/** The calls of a number as they are on record. */
async function recorded(platform: TestPlatform, callerNumber: string) {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    return await waitUntil(async () => {
      const calls = await db.call.findMany({ where: { callerNumber }, include: { recordings: true } })
      return calls.length > 0 && calls.every((call) => call.endedAt && call.recordings.every(({ durationMs }) => durationMs)) ? calls : null
    }, 20_000)
  } finally {
    await db.$disconnect()
  }
}
/** Waits for the tone after which a message is left. */
async function tone(caller: SipCaller): Promise<number> {
  const at = await caller.received.tone(BEEP_HZ)
  await caller.received.toneGone(BEEP_HZ)
  return at
}

describe('after hours', () => {
  let platform: TestPlatform
  let desk: HttpClient

  beforeAll(async () => {
    const day = new Date(Date.now() + 3 * 24 * 3_600_000).toUTCString().slice(0, 3).toLowerCase()
    platform = await startPlatform({ HOTLINE_HOURS: `${day} 00:00-00:01`, VOICEMAIL: 'on' })
    desk = await reader(platform)
  }, 120_000)
  afterAll(() => platform?.stop(), 60_000)

  test('spoken and hung up: a draft with the recording on the desk, one call-back; silence: nothing is kept', async () => {
    const callers = await Promise.all(['0900000031', '0900000032', '0900000033'].map((from) => dial({ sipPort: platform.sipPort, from })))
    const [speaks, silent, hurries] = callers as [SipCaller, SipCaller, SipCaller]
    const answeredAt = await speaks.answered
    await prompts.heard(speaks, answeredAt, 'closed', 30_000)
    await hurries.hangup()
    await prompts.heard(speaks, answeredAt, 'leave-message', 40_000)
    await tone(speaks)
    speaks.setTone(CALLER_HZ)
    await pause(3000)
    speaks.pressKeys('#')
    speaks.setTone(null)
    const keptFrom = Date.now()
    await prompts.heard(speaks, keptFrom, 'message-kept')
    const end = await speaks.ended
    expect(end.by).toBe('them')
    // Five seconds of silence end a message.
    expect((await silent.ended).by).toBe('them')

    const task = await callbackOf(desk, '+84900000031')
    expect(task).toMatchObject({ reason: 'voicemail' })
    const ticket = await ticketOf(desk, task.ticketId)
    expect(ticket).toMatchObject({ status: 'draft', form: { channel: 'hotline', reporterPhone: '0900 000 031' } })
    expect(ticket.calls).toMatchObject([{ outcome: 'voicemail' }])
    const [call] = await recorded(platform, '+84900000031')
    const message = call?.recordings.find(({ kind }) => kind === 'voicemail')
    const whole = call?.recordings.find(({ kind }) => kind === 'call')
    expect(ticket.calls[0]?.recording?.id).toBe(message?.id)
    expect(message?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(Math.abs((whole?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(250)
    const heard = await readWav(path.join(platform.recordingDir, message?.path ?? ''))
    expect(presence(heard.samples, CALLER_HZ, heard.rate)).toBeGreaterThan(0.9)
    // Beside the words: the tone before them is not in the message.
    expect(presence(heard.samples, BEEP_HZ, heard.rate)).toBeLessThan(0.05)
    // The recording of the whole call went on through it: the tone, then the words.
    const all = await readWav(path.join(platform.recordingDir, whole?.path ?? ''))
    const [beep] = toneSpans(all.samples, BEEP_HZ, all.rate)
    const words = toneSpans(all.samples, CALLER_HZ, all.rate)
    expect(words.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBeGreaterThan(2500)
    expect(words[0]?.fromMs).toBeGreaterThanOrEqual(beep?.toMs ?? Number.POSITIVE_INFINITY)
    expect(call?.servedBy).toBe('controller')

    for (const number of ['+84900000032', '+84900000033']) {
      const [none] = await recorded(platform, number)
      expect(none).toMatchObject({ outcome: 'out-of-hours', ticketId: null })
      expect(none?.recordings.map(({ kind }) => kind)).toEqual(['call'])
      expect(await callbacksOf(desk, number)).toEqual([])
    }
    // The empty message is on no disk either: one whole recording of each caller, and one message.
    const day = path.dirname(message?.path ?? '')
    expect(readdirSync(path.join(platform.recordingDir, day)).filter((name) => name.endsWith('.wav'))).toHaveLength(4)
  }, 120_000)

  test('the platform killed while a message is left: it is there afterwards; the number is called back once a day', async () => {
    const callers = await Promise.all(['0900000031', '0900000034'].map((from) => dial({ sipPort: platform.sipPort, from })))
    const [again, other] = callers as [SipCaller, SipCaller]
    await Promise.all([tone(again), tone(other)])
    await platform.kill('platform')
    for (const caller of [again, other]) caller.setTone(CALLER_HZ)
    await pause(2500)
    // One hangs up as people do, the other presses the key.
    await again.hangup()
    other.pressKeys('#')
    await other.ended
    await platform.ready()
    desk = await reader(platform)
    const task = await callbackOf(desk, '+84900000034')
    expect((await ticketOf(desk, task.ticketId)).calls).toMatchObject([{ outcome: 'voicemail' }])
    const calls = await recorded(platform, '+84900000031')
    expect(calls.map(({ outcome }) => outcome)).toEqual(['voicemail', 'voicemail'])
    expect(new Set(calls.map(({ ticketId }) => ticketId)).size).toBe(2)
    expect(await callbacksOf(desk, '+84900000031')).toHaveLength(1)
  }, 150_000)
})

describe('nobody on duty', () => {
  let platform: TestPlatform
  let desk: HttpClient

  beforeAll(async () => {
    platform = await startPlatform({ VOICEMAIL: 'on', NOBODY_SECONDS: '3', RATING: 'on', WRAPUP_SECONDS: '1' })
    desk = await reader(platform)
  }, 120_000)
  afterAll(() => platform?.stop(), 60_000)

  test('who waits is asked for a message, which is in the draft of his call; figures count it as flow-out', async () => {
    const caller = await dial({ sipPort: platform.sipPort, from: '0900000041' })
    const answeredAt = await caller.answered
    await caller.received.sound()
    await prompts.heard(caller, answeredAt, 'nobody-answers')
    await tone(caller)
    caller.setTone(CALLER_HZ)
    await pause(2000)
    await caller.hangup()
    const task = await callbackOf(desk, '+84900000041')
    const ticket = await ticketOf(desk, task.ticketId)
    expect(ticket).toMatchObject({ status: 'draft', calls: [{ outcome: 'voicemail', recording: { durationMs: expect.any(Number) } }] })
    const supervisor = await reader(platform, 'supervisor')
    const { total } = (await supervisor.request<DayFigures>('GET', '/api/figures')).body
    expect(total).toMatchObject({ offered: 1, flowOut: 1, flowOutTo: { voicemail: 1 } })
  }, 60_000)

  test('somebody is there again: callers wait for him; one who only rates is never queued again by the dialplan', async () => {
    const phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
    const operator = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
    await operator.send('agent:pause', { reason: 'break' })
    const caller = await dial({ sipPort: platform.sipPort, from: '0900000042', toneHz: CALLER_HZ })
    const from = await caller.answered
    await pause(5000)
    expect(await prompts.likeness(caller.receivedBetween(from, Date.now()), 'nobody-answers')).toBeLessThan(SAME_SOUND)
    await operator.send('agent:ready', {})
    const leg = await phone.incoming()
    leg.answer()
    await caller.received.tone(AGENT_HZ)
    await leg.hangup()
    await caller.received.toneGone(AGENT_HZ)
    await operator.wait('agent:state', (agent) => agent.state === 'ready')
    // What the launcher does when the platform has been away for long.
    const { amiPort, amiPassword } = platform.servers()
    const manager = await connect('127.0.0.1', amiPort, 'hotline', amiPassword)
    const rows = await manager.list({ Action: 'CoreShowChannels' })
    const channel = rows.find((row) => row['CallerIDNum']?.includes('900000042') && row['Application'] === 'Stasis' && row['Channel']?.startsWith('PJSIP/'))
    const sentAt = Date.now()
    await manager.action({ Action: 'Redirect', Channel: channel?.['Channel'] ?? '', Context: 'hotline-waiting', Exten: '1022', Priority: '1' })
    await prompts.heard(caller, sentAt, 'goodbye')
    expect((await caller.ended).by).toBe('them')
    manager.close()
    const [call] = await recorded(platform, '+84900000042')
    expect(call).toMatchObject({ outcome: 'answered', rating: null })
    expect(phone.calls).toEqual([])
    operator.close()
    await phone.close()
  }, 60_000)
})

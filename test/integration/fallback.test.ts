// No controller: the dialplan serves callers alone, and what happened is there as calls, recordings and tickets afterwards.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallbackTask } from '../../src/contract/callbacks.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { connect } from '../../src/launcher/manager-session.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1700
const OTHER_HZ = 2100
const AGENT_HZ = 1300
const TONE_HZ = 1000

let platform: TestPlatform
let phone: SipPhone
let desk: DeskClient

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '10', WRAPUP_SECONDS: '2', FALLBACK_AFTER_SECONDS: '5' })
  phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  desk = await DeskClient.open(platform.baseUrl, platform.login('operator'), phone.contact)
}, 120_000)

afterAll(async () => {
  desk?.close()
  await platform?.stop()
}, 60_000)

const manager = () => {
  const { amiPort, amiPassword } = platform.servers()
  return connect('127.0.0.1', amiPort, 'hotline', amiPassword)
}
const members = async () => {
  const session = await manager()
  try {
    return (await session.list({ Action: 'QueueStatus', Queue: 'hotline' })).filter((row) => row['Event'] === 'QueueMember')
  } finally {
    session.close()
  }
}
const finished = (ticketId: string) =>
  waitUntil(
    async () => {
      const answer = await desk.request<Ticket>('GET', `/api/tickets/${ticketId}`)
      return answer.status === 200 && answer.body.calls[0]?.endedAt && answer.body.calls[0].recording?.durationMs ? answer.body : null
    },
    20_000,
    () => `ticket ${ticketId} did not get its call and recording`,
  )
const idsOf = (header: string | undefined) => {
  const ids = /^([0-9a-f-]{36});([0-9a-f-]{36})$/.exec(header ?? '')
  return { callId: ids?.[1] ?? '', ticketId: ids?.[2] ?? '' }
}

test('the members of the queue follow the agents', async () => {
  expect(await members()).toEqual([])
  await desk.send('agent:ready', {})
  const [member] = await waitUntil(async () => ((await members()).length === 1 ? await members() : null))
  expect(member).toMatchObject({ Location: `PJSIP/desk-phone/${phone.contact}`, Penalty: '0', Status: expect.stringMatching(/^[01]$/) })
  await desk.send('agent:pause', { reason: 'break' })
  await waitUntil(async () => (await members()).length === 0)
  await desk.send('agent:ready', {})
  await waitUntil(async () => (await members()).length === 1)
})

test('launcher and platform killed: music, a ready operator, then voicemail; all of it is on record afterwards', async () => {
  await platform.kill('launcher')
  await platform.kill('platform')
  const log = path.join(platform.dataDir, 'log/asterisk.log')
  await waitUntil(async () => (await readFile(log, 'utf8')).includes('Deactivating Stasis app'))

  const caller = await dial({ sipPort: platform.sipPort, from: '0900000031', toneHz: CALLER_HZ })
  const answeredAt = await caller.answered
  const leg = await phone.incoming()
  const rangAt = Date.now()
  const { ticketId } = idsOf(leg.inviteHeader('x-hotline-call'))
  expect(ticketId).not.toBe('')
  // Never dead air: some sound in every two seconds from the answer to the ring.
  for (let at = answeredAt + 500; at + 2000 < rangAt; at += 1000)
    expect(isSilent(caller.receivedBetween(at, at + 2000)), `silence at ${at - answeredAt} ms`).toBe(false)
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  await leg.hangup()
  const end = await caller.ended

  // Everybody goes home.
  const session = await manager()
  await session.action({ Action: 'QueueRemove', Queue: 'hotline', Interface: `PJSIP/desk-phone/${phone.contact}` })
  session.close()
  const late = await dial({ sipPort: platform.sipPort, from: '0900000032', toneHz: OTHER_HZ })
  const beepAt = await waitUntil(() => late.answered).then(() => late.received.tone(TONE_HZ))
  await late.received.toneGone(TONE_HZ)
  await waitUntil(() => Date.now() - beepAt > 2500)
  await late.hangup()

  await platform.relaunch()
  desk = await DeskClient.reopen(desk, 'tab-1')
  const ticket = await finished(ticketId)
  const [call] = ticket.calls
  expect(call).toMatchObject({ outcome: 'answered', agentName: platform.login('operator').name })
  expect(Math.abs((call?.recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(150)
  const tasks = await waitUntil(async () => {
    const { body } = await desk.request<CallbackTask[]>('GET', '/api/callbacks')
    return body.length > 0 ? body : null
  })
  expect(tasks).toMatchObject([{ number: '+84900000032', reason: 'voicemail' }])
  const message = await finished(tasks[0]?.ticketId ?? '')
  expect(message.calls[0]).toMatchObject({ outcome: 'voicemail' })
  const audio = await fetch(`${platform.baseUrl}${message.calls[0]?.recording?.url}`, { headers: { cookie: desk.cookie } })
  const samples = new Int16Array((await audio.arrayBuffer()).slice(44))
  expect(presence(samples, OTHER_HZ)).toBeGreaterThan(0.8)
}, 150_000)

test('platform frozen: who waits goes to the queue after the limit, who talks goes on, and the call has its end afterwards', async () => {
  await waitUntil(async () => (await desk.try('agent:ready', {})).ok, 20_000)
  const talking = await dial({ sipPort: platform.sipPort, from: '0900000033', toneHz: OTHER_HZ })
  const first = await phone.incoming()
  first.answer()
  await talking.received.tone(AGENT_HZ)
  const waiting = await dial({ sipPort: platform.sipPort, from: '0900000034', toneHz: CALLER_HZ })
  const answeredAt = await waiting.answered
  const queued = await desk.wait('queue:waiting', (calls) => calls.some((call) => call.callerNumber === '+84900000034'))
  await waitUntil(async () => (await members())[0]?.['Penalty'] === '1')

  await platform.kill('platform', 'SIGSTOP')
  await waitUntil(() => platform.output().includes('The platform is away'), 15_000)
  await talking.received.tone(AGENT_HZ)
  await talking.hangup()
  await first.ended
  const leg = await phone.incoming()
  const { callId, ticketId } = idsOf(leg.inviteHeader('x-hotline-call'))
  expect(queued.map((call) => call.callId)).toContain(callId)
  leg.answer()
  await waiting.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  await waiting.hangup()
  const endedAt = Date.now()

  await platform.kill('platform')
  desk = await DeskClient.reopen(desk, 'tab-1')
  const { calls } = await finished(ticketId)
  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject({ outcome: 'answered', agentName: platform.login('operator').name })
  expect(Math.abs((calls[0]?.recording?.durationMs ?? 0) - (endedAt - answeredAt))).toBeLessThan(250)
  const { body } = await desk.request<CallbackTask[]>('GET', '/api/callbacks')
  expect(body.map((task) => task.number)).not.toContain('+84900000034')
}, 150_000)

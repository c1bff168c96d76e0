// No controller: the dialplan serves callers alone, and what happened is there as calls, recordings and tickets afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSilent, presence } from '../audio/tones.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { AGENT_HZ, FallbackScene, idsOf } from './fallback-scene.ts'

const CALLER_HZ = 1700
const OTHER_HZ = 2100
const TONE_HZ = 1000

let scene: FallbackScene
beforeAll(async () => {
  scene = await FallbackScene.open()
}, 120_000)
afterAll(() => scene?.close(), 60_000)

test('the members of the queue follow the agents', async () => {
  const { desk, phone } = scene
  expect(await scene.members()).toEqual([])
  await desk.send('agent:ready', {})
  const [member] = await waitUntil(async () => ((await scene.members()).length === 1 ? await scene.members() : null))
  expect(member).toMatchObject({ Location: `PJSIP/desk-phone/${phone.contact}`, Penalty: '0', Status: expect.stringMatching(/^[01]$/) })
  await desk.send('agent:pause', { reason: 'break' })
  await waitUntil(async () => (await scene.members()).length === 0)
  await desk.send('agent:ready', {})
  await waitUntil(async () => (await scene.members()).length === 1)
})

test('launcher and platform killed: music, a ready operator, then voicemail; all of it is on record afterwards', async () => {
  const { platform, phone } = scene
  await scene.loseController()
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000031', toneHz: CALLER_HZ })
  const answeredAt = await caller.answered
  const leg = await phone.incoming()
  const rangAt = Date.now()
  const { ticketId } = idsOf(leg.inviteHeader('x-hotline-call'))
  // Never dead air: some sound in every two seconds from the answer to the ring.
  for (let at = answeredAt + 500; at + 2000 < rangAt; at += 1000)
    expect(isSilent(caller.receivedBetween(at, at + 2000)), `silence at ${at - answeredAt} ms`).toBe(false)
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  await leg.hangup()
  const end = await caller.ended

  // Everybody goes home.
  await scene.manager({ Action: 'QueueRemove', Queue: 'hotline', Interface: `PJSIP/desk-phone/${phone.contact}` })
  const late = await dial({ sipPort: platform.sipPort, from: '0900000032', toneHz: OTHER_HZ })
  await late.answered
  const beepAt = await late.received.tone(TONE_HZ)
  await late.received.toneGone(TONE_HZ)
  await waitUntil(() => Date.now() - beepAt > 2500)
  await late.hangup()

  await scene.controllerBack()
  const [call] = (await scene.ticketOf(ticketId)).calls
  expect(call).toMatchObject({ outcome: 'answered', agentName: platform.login('operator').name })
  expect(Math.abs((call?.recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(150)
  const task = await scene.callbackOf('+84900000032')
  expect(task.reason).toBe('voicemail')
  const [message] = (await scene.ticketOf(task.ticketId ?? '')).calls
  expect(message?.outcome).toBe('voicemail')
  const audio = await fetch(`${platform.baseUrl}${message?.recording?.url}`, { headers: { cookie: scene.desk.cookie } })
  expect(presence(new Int16Array((await audio.arrayBuffer()).slice(44)), OTHER_HZ)).toBeGreaterThan(0.8)
}, 150_000)

test('platform frozen: who waits goes to the queue after the limit, who talks goes on, and the call has its end afterwards', async () => {
  const { platform, phone } = scene
  await waitUntil(async () => (await scene.desk.try('agent:ready', {})).ok, 20_000)
  const talking = await dial({ sipPort: platform.sipPort, from: '0900000033', toneHz: OTHER_HZ })
  const first = await phone.incoming()
  first.answer()
  await talking.received.tone(AGENT_HZ)
  const waiting = await dial({ sipPort: platform.sipPort, from: '0900000034', toneHz: CALLER_HZ })
  const answeredAt = await waiting.answered
  const queued = await scene.desk.wait('queue:waiting', (calls) => calls.some((call) => call.callerNumber === '+84900000034'))
  await waitUntil(async () => (await scene.members())[0]?.['Penalty'] === '1')

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

  await platform.kill('launcher')
  await platform.kill('platform')
  await scene.controllerBack()
  const { calls } = await scene.ticketOf(ticketId)
  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject({ outcome: 'answered', agentName: platform.login('operator').name })
  expect(Math.abs((calls[0]?.recording?.durationMs ?? 0) - (endedAt - answeredAt))).toBeLessThan(250)
  expect((await scene.callbacks()).map((task) => task.number)).not.toContain('+84900000034')
}, 150_000)

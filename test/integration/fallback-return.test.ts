// The controller comes back in the middle of what the dialplan does, or Asterisk goes in the middle of it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { AGENT_HZ, FallbackScene, idsOf } from './fallback-scene.ts'

const CALLER_HZ = 1700
const OTHER_HZ = 2100

let scene: FallbackScene
beforeAll(async () => {
  scene = await FallbackScene.open()
}, 120_000)
afterAll(() => scene?.close(), 60_000)

test('while calls are let run out a new caller is asked to call again, and is called back', async () => {
  const { platform } = scene
  await scene.manager({ Action: 'Setvar', Variable: 'HOTLINE_STOPPING', Value: '1' })
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000041' })
  await caller.received.sound()
  expect((await caller.ended).by).toBe('them')
  await scene.manager({ Action: 'Setvar', Variable: 'HOTLINE_STOPPING', Value: '0' })
  expect(await scene.callbackOf('+84900000041')).toMatchObject({ reason: 'turned-away', ticketId: null })
}, 60_000)

test('a talk goes on and its operator is shown in it; who waits is taken back with his place and his ids', async () => {
  const { platform, phone } = scene
  await scene.desk.send('agent:ready', {})
  await waitUntil(async () => (await scene.members()).length === 1)
  await scene.loseController()
  const talking = await dial({ sipPort: platform.sipPort, from: '0900000042', toneHz: CALLER_HZ })
  const answeredAt = await talking.answered
  const leg = await phone.incoming()
  const talk = idsOf(leg.inviteHeader('x-hotline-call'))
  leg.answer()
  await talking.received.tone(AGENT_HZ)
  const waiting = await dial({ sipPort: platform.sipPort, from: '0900000043', toneHz: OTHER_HZ })
  const dialledAt = await waiting.answered

  await scene.controllerBack()
  const { desk } = scene
  if (desk.snapshot?.agent.state !== 'on-call') await desk.wait('agent:state', (agent) => agent.state === 'on-call')
  await talking.received.tone(AGENT_HZ)
  // He wants a pause after this call: nobody is left to ring, so the queue gives the other caller back at once.
  await desk.send('agent:pause', { reason: 'break' })
  const queued = await desk.wait('queue:waiting', (calls) => calls.some((call) => call.callerNumber === '+84900000043'), 30_000)
  const back = queued.find((call) => call.callerNumber === '+84900000043')
  await leg.hangup()
  const end = await talking.ended
  await desk.wait('agent:state', (agent) => agent.state === 'wrap-up')
  await desk.wait('agent:state', (agent) => agent.state === 'paused')

  await desk.send('agent:ready', {})
  const pop = await desk.wait('call:pop')
  expect(pop.call.callId).toBe(back?.callId)
  expect(Math.abs(Date.parse(pop.call.arrivedAt) - dialledAt)).toBeLessThan(1000)
  const second = await phone.incoming()
  second.answer()
  await waiting.received.tone(AGENT_HZ)
  await second.received.tone(OTHER_HZ)
  await waiting.hangup()
  const served = (await scene.ticketOf(pop.draft.ticketId)).calls
  expect(served).toMatchObject([{ outcome: 'answered', agentName: platform.login('operator').name }])
  const [call] = (await scene.ticketOf(talk.ticketId)).calls
  expect(call?.outcome).toBe('answered')
  expect(Math.abs((call?.recording?.durationMs ?? 0) - (end.at - answeredAt))).toBeLessThan(150)
}, 150_000)

test('Asterisk dies as well: what was known of the caller is kept, and he is called back', async () => {
  const { platform } = scene
  await scene.loseController()
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000044', toneHz: CALLER_HZ })
  const answeredAt = await caller.answered
  // Asterisk writes its notes to disk once a second.
  await waitUntil(() => Date.now() - answeredAt > 2500)
  await platform.kill('asterisk')
  caller.vanish()
  await scene.controllerBack()
  const task = await scene.callbackOf('+84900000044')
  expect(task.reason).toBe('interrupted')
  const [call] = (await scene.ticketOf(task.ticketId ?? '')).calls
  expect(call?.outcome).toBe('interrupted')
  expect(call?.recording?.durationMs).toBeGreaterThan(1000)
}, 120_000)

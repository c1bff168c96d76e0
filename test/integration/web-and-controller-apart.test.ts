// Web and controller as processes of their own: the page hangs on the one, the calls on the other, and a controller
// that dies or is replaced is no more to the page than a moment in which commands are refused.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Alarm } from '../../src/contract/alarms.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { startBeside } from '../harness/beside.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const AGENT_HZ = 1300
const hotline = { RING_SECONDS: '5', WRAPUP_SECONDS: '2' }

let controller: TestPlatform
let standby: TestPlatform | undefined
let web: TestPlatform
let phone: SipPhone
let desk: DeskClient

beforeAll(async () => {
  controller = await startPlatform({ ROLES: 'controller', ...hotline })
  web = await startBeside(controller, { ROLES: 'web', ARI_URL: '', ...hotline })
  phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  desk = await DeskClient.open(web.baseUrl, controller.login('operator'), phone.contact)
}, 180_000)

afterAll(async () => {
  desk?.close()
  await web?.stop()
  await standby?.stop()
  await controller?.stop()
}, 120_000)

afterEach(async () => {
  // What a failed test left up is not the next one's call.
  for (const leg of phone.calls) await leg.hangup()
  await desk.try('wrapup:finish', {}).catch(() => undefined)
  desk.told.length = 0
  phone.forgetArrived()
})

/** Ready, rung, popped, answered: both hear each other. */
async function talk(from: string) {
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: controller.sipPort, from, toneHz: CALLER_HZ })
  const pop = await desk.wait('call:pop', (one) => one.call.callerNumber === `+84${from.slice(1)}`)
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  await leg.received.tone(CALLER_HZ)
  await desk.wait('call:state', (call) => call.status === 'talking')
  return { caller, leg, call: pop.call, draft: pop.draft }
}

/** Waits until a controller with the calls answers commands again: it refuses `ready` for what it is, a call in hand. */
async function servedAgain(): Promise<{ codes: Set<string>; ms: number }> {
  const began = performance.now()
  const codes = new Set<string>()
  await waitUntil(
    async () => {
      const ack = await desk.try('agent:ready', {})
      const code = ack.ok ? 'ok' : ack.problem.code
      if (code !== 'illegal-transition') codes.add(code)
      return code === 'illegal-transition'
    },
    30_000,
    () => `commands were never answered again: ${[...codes]}`,
  )
  return { codes, ms: performance.now() - began }
}

/** Both went on hearing each other since then, and the call can be held and taken back. */
async function wentOn(call: Awaited<ReturnType<typeof talk>>, since: number): Promise<void> {
  await Promise.all([call.caller.received.next(1000), call.leg.received.next(1000)])
  const now = Date.now() - 200
  expect(presence(call.caller.receivedBetween(since, now), AGENT_HZ)).toBeGreaterThan(0.9)
  expect(presence(call.leg.receivedBetween(since, now), CALLER_HZ)).toBeGreaterThan(0.9)
  expect(await desk.send('call:hold', { callId: call.call.callId })).toMatchObject({ status: 'held' })
  await call.caller.received.toneGone(AGENT_HZ)
  expect(await desk.send('call:unhold', { callId: call.call.callId })).toMatchObject({ status: 'talking' })
  await call.caller.received.tone(AGENT_HZ)
}

/** The call is put down by command and ends as one call with one recording. */
async function endsWhole(call: Awaited<ReturnType<typeof talk>>): Promise<void> {
  await desk.send('call:hangup', { callId: call.call.callId })
  await call.caller.ended
  await call.leg.ended
  const ticket = await waitUntil(
    async () => {
      const { status, body } = await desk.request<Ticket>('GET', `/api/tickets/${call.draft.ticketId}`)
      return status === 200 && body.calls[0]?.endedAt && body.calls[0].recording?.durationMs ? body : null
    },
    15_000,
    () => 'the ticket did not get its call and recording',
  )
  expect(ticket.calls.map(({ outcome }) => outcome)).toEqual(['answered'])
  await desk.wait('agent:state', (agent) => agent.state === 'wrap-up')
  await desk.wait('agent:state', (agent) => agent.state === 'ready')
  expect((await fetch(`${web.baseUrl}${ticket.calls[0]?.recording?.url}`, { headers: { cookie: desk.cookie } })).status).toBe(200)
}

test('the controller serves neither pages nor API, the web process both; each tells how it is', async () => {
  const status = async (platform: TestPlatform, path: string) => (await fetch(platform.baseUrl + path)).status
  expect(await Promise.all(['/health/live', '/health/ready', '/health/active'].map((path) => status(controller, path)))).toEqual([200, 200, 200])
  expect(await Promise.all(['/', '/api/status', '/api/session', '/socket.io/?EIO=4&transport=polling'].map((path) => status(controller, path)))).toEqual([
    404, 404, 404, 404,
  ])
  expect(await Promise.all(['/health/live', '/health/ready', '/health/active'].map((path) => status(web, path)))).toEqual([200, 200, 404])
  const ready = (await (await fetch(`${web.baseUrl}/health/ready`)).json()) as { components: Record<string, { ok: boolean }> }
  expect(ready.components['controller']?.ok).toBe(true)
  expect(await (await fetch(`${web.baseUrl}/api/status`)).json()).toMatchObject({ telephony: true, hotlineOpen: true })
})

test('a supervisor’s board at the web process is told of a call at the controller within a second; an operator gets none', async () => {
  const board = await DeskClient.open(web.baseUrl, controller.login('supervisor'), 'sip:nobody@127.0.0.1:9')
  expect(await desk.try('board:open', { wall: false })).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
  expect(await board.send('board:open', { wall: false })).toMatchObject({ greeting: 0, waiting: [], calls: [] })
  const dialled = Date.now()
  const caller = await dial({ sipPort: controller.sipPort, from: '0900000027' })
  await board.wait('board:change', ({ greeting, waiting }) => greeting === 1 || waiting?.put.length === 1, 1000)
  expect(Date.now() - dialled).toBeLessThan(1000)
  const from = board.mark
  await caller.hangup()
  await board.wait('board:change', ({ greeting, waiting }) => greeting === 0 || waiting?.gone.length === 1, 2000, from)
  expect(desk.told.filter(({ event }) => event === 'board:change')).toEqual([])
  board.close()
}, 30_000)

test('ring, pop, answer, hold, hang up and wrap-up, over the line', async () => {
  const call = await talk('0900000031')
  expect(call.call.status).toBe('ringing')
  expect(await desk.send('call:hold', { callId: call.call.callId })).toMatchObject({ status: 'held' })
  await call.caller.received.toneGone(AGENT_HZ)
  expect(await desk.send('call:unhold', { callId: call.call.callId })).toMatchObject({ status: 'talking' })
  await call.caller.received.tone(AGENT_HZ)
  expect(await desk.try('agent:ready', {})).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } })
  await endsWhole(call)
})

test('a caller who waited rings at once: the page hears ready, ringing and pop, and no older word behind them', async () => {
  await desk.send('agent:pause', { reason: 'break' })
  const caller = await dial({ sipPort: controller.sipPort, from: '0900000036', toneHz: CALLER_HZ })
  await desk.wait('queue:waiting', (waiting) => waiting.some((one) => one.callerNumber === '+84900000036'))
  const from = desk.mark
  const answer = await desk.send('agent:ready', {})
  const heard = desk.told.slice(from).flatMap((told) => (told.event === 'agent:state' ? [told.body.state] : told.event === 'call:pop' ? ['pop'] : []))
  expect(heard).toEqual(['ready', 'ringing', 'pop'])
  expect(answer.state).toBe('ringing')
  await caller.hangup()
  await desk.wait('agent:state', (agent) => agent.state === 'ready', 5000, from + 2)
})

test('with Redis frozen nothing stalls', async () => {
  await controller.kill('redis', 'SIGSTOP')
  try {
    const began = performance.now()
    const call = await talk('0900000032')
    expect(performance.now() - began).toBeLessThan(5000)
    await endsWhole(call)
  } finally {
    await controller.kill('redis', 'SIGCONT')
  }
})

test('a controller killed in a call: the call goes on, the page stays connected, commands work again after its restart', async () => {
  const call = await talk('0900000033')
  const { socketId, disconnects } = desk
  const killedAt = Date.now()
  await controller.kill('platform')
  expect(await desk.try('call:hold', { callId: call.call.callId })).toMatchObject({ ok: false, problem: { code: 'unavailable' } })
  await desk.wait('controller:state', ({ connected }) => !connected)
  expect((await desk.request<Alarm[]>('GET', '/api/alarms')).status).toBe(503)
  const { codes } = await servedAgain()
  await desk.wait('controller:state', ({ connected }) => connected)
  expect([...codes].filter((code) => code !== 'unavailable' && code !== 'conflict')).toEqual([])
  await wentOn(call, killedAt)
  expect([desk.socketId, desk.disconnects]).toEqual([socketId, disconnects])
  expect((await desk.request<Alarm[]>('GET', '/api/alarms')).status).toBe(200)
  await endsWhole(call)
})

test('a web process killed: the agent keeps his state while his page comes back', async () => {
  await desk.send('agent:ready', {})
  await web.kill('platform')
  desk = await DeskClient.reopen(desk, 'tab-1')
  expect((await desk.send('desk:open', { tabId: 'tab-1' })).agent.state).toBe('ready')
  const call = await talk('0900000034')
  await endsWhole(call)
})

test('a controller that stops in order hands over at once to its standby: the page is untouched', async () => {
  standby = await startBeside(controller, { ROLES: 'controller', ...hotline })
  expect((await fetch(`${standby.baseUrl}/health/active`)).status).toBe(503)
  const call = await talk('0900000035')
  const { socketId, disconnects } = desk
  const stoppedAt = Date.now()
  await controller.kill('platform', 'SIGTERM')
  await desk.wait('controller:state', ({ connected }) => !connected)
  const { ms } = await servedAgain()
  expect((await fetch(`${standby.baseUrl}/health/active`)).status).toBe(200)
  expect(ms).toBeLessThan(3000)
  await wentOn(call, stoppedAt)
  expect([desk.socketId, desk.disconnects]).toEqual([socketId, disconnects])
  await endsWhole(call)
})

test('a controller whose machine is gone: its standby takes over when the lease has run out, the page is untouched', async () => {
  const active = standby as TestPlatform
  // The one of before stands by now: its launcher has started it again.
  await controller.ready()
  const call = await talk('0900000037')
  const { socketId, disconnects } = desk
  const killedAt = Date.now()
  // The launcher first, so that nobody starts the controller again.
  await active.kill('launcher')
  await active.kill('platform')
  const { ms } = await servedAgain()
  expect((await fetch(`${controller.baseUrl}/health/active`)).status).toBe(200)
  expect(ms).toBeLessThan(6000)
  await wentOn(call, killedAt)
  expect([desk.socketId, desk.disconnects]).toEqual([socketId, disconnects])
  await endsWhole(call)
})

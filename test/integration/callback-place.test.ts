// A callback keeps its place in the queue: real callers press keys, hang up, and are called back in their turn through a real trunk.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DayFigures } from '../../src/contract/board.ts'
import type { HotlineView } from '../../src/contract/hotline.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { isSilent } from '../audio/tones.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { openOutside, outsideHz, taskBecomes, trunkSettings } from '../harness/outside.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import type { SipPhone } from '../sip/phone.ts'

/** As soon as the settings allow. */
const OFFER_SECONDS = 10
const GAP_SECONDS = 5

let platform: TestPlatform
let operators: Operator[]
let outside: SipPhone
let supervisor: HttpClient
let db: Database
let numbers = 0

beforeAll(async () => {
  outside = await openOutside()
  platform = await startPlatform({
    ...{ RING_SECONDS: '8', WRAPUP_SECONDS: '60', CALLBACK_ATTEMPTS: '2', CALLBACK_GAP_SECONDS: String(GAP_SECONDS) },
    ...trunkSettings(outside, 10),
  })
  operators = await openOperators(platform, 2)
  supervisor = new HttpClient(platform.baseUrl)
  await supervisor.signIn(platform.login('supervisor'))
  db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  const administrator = new HttpClient(platform.baseUrl)
  await administrator.signIn(platform.login('administrator'))
  const { body } = await administrator.request<HotlineView>('GET', '/api/hotline-settings')
  const content = { ...body.content, waiting: { ...body.content.waiting, callbackOfferSeconds: OFFER_SECONDS, announceEverySeconds: 0 } }
  const saved = await administrator.request('PUT', '/api/hotline-settings', { version: body.version, content, reason: 'Thử gọi lại' })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  // Somebody is on duty, so that nobody is asked for a message.
  for (const { desk } of operators) await desk.send('agent:pause', { reason: 'break' })
}, 120_000)
afterAll(async () => {
  closeOperators(operators ?? [])
  await db?.$disconnect()
  await platform?.stop()
  await outside?.close()
}, 60_000)
afterEach(async () => {
  await clearDesks(operators)
  outside.behaviour = 'ring'
  outside.forgetArrived()
})

const an = () => operators[0] as Operator
const nextNumber = () => `0900${String(400_000 + ++numbers)}`
const e164 = (number: string) => `+84${number.slice(1)}`
const waiting = () =>
  operators[0]?.desk.told.findLast(({ event }) => event === 'queue:waiting')?.body as { callerNumber: string | null; booked: boolean }[] | undefined
const place = (number: string) => db.call.findFirst({ where: { callerNumber: e164(number), bookingOf: { not: null } }, orderBy: { arrivedAt: 'desc' } })
const callOf = (number: string) =>
  db.call.findFirst({ where: { callerNumber: e164(number), bookingOf: null, direction: 'in' }, orderBy: { arrivedAt: 'desc' } })
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const call = (number: string | undefined) => dial({ sipPort: platform.sipPort, from: number, toneHz: 700 })

/** Waits, presses, confirms, hears the thanks to their end: the hotline hangs up. */
async function asksToBeCalledBack(number: string): Promise<SipCaller> {
  const caller = await call(number)
  await caller.answered
  caller.setTone(null)
  await sleep((OFFER_SECONDS + 2) * 1000)
  caller.pressKeys('1')
  await sleep(1500)
  caller.pressKeys('1')
  const end = await caller.ended
  expect(end.by).toBe('them')
  return caller
}
/** His place stands in the list of the desks. */
const isBooked = (number: string) =>
  waitUntil(
    () => waiting()?.some((row) => row.callerNumber === e164(number) && row.booked),
    10_000,
    () => `waiting: ${JSON.stringify(waiting())}`,
  )

test('he presses 1, confirms, hangs up; who came later waits behind him; an operator answers and they talk', async () => {
  const number = nextNumber()
  const first = asksToBeCalledBack(number)
  await sleep(3000)
  const later = await call(nextNumber())
  const heard = await first
  await isBooked(number)
  expect(waiting()?.map(({ booked }) => booked)).toEqual([true, false])
  expect(isSilent(heard.received.all())).toBe(false)
  await an().desk.send('agent:ready', {})
  const ring = await an().phone.incoming()
  const pop = await an().desk.wait('call:pop')
  expect(pop.call).toMatchObject({ callerNumber: e164(number), direction: 'out', booked: { since: expect.any(String) } })
  ring.answer()
  const citizen = await outside.incoming()
  expect(citizen.dialled).toBe(number)
  citizen.answer()
  await Promise.all([ring.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
  // The one who came later still waits.
  expect(waiting()?.map(({ booked }) => booked)).toEqual([false])
  await citizen.received.next(1000)
  await citizen.hangup()
  await later.hangup()
  await waitUntil(async () => (await place(number))?.outcome === 'answered')
  const [his, booking] = [await callOf(number), await place(number)]
  expect(his).toMatchObject({ outcome: 'callback', direction: 'in' })
  expect(booking).toMatchObject({ outcome: 'answered', direction: 'out', bookingOf: his?.id, ticketId: his?.ticketId })
  expect(await db.recording.count({ where: { callId: booking?.id ?? '' } })).toBe(1)
  const { total } = (await supervisor.request<DayFigures>('GET', '/api/figures')).body
  expect(total.flowOutTo.callback).toBe(1)
  expect(total.outgoing).toBe(1)
  expect(total.offered).toBe(total.answered + total.abandoned + total.flowOut)
  await waitUntilEmpty(platform)
}, 90_000)

test('busy, then no answer: tried again in his place, then a task in the list with the reason; never two places for a number', async () => {
  const number = nextNumber()
  await asksToBeCalledBack(number)
  await isBooked(number)
  const older = await place(number)
  await asksToBeCalledBack(number)
  expect(await db.call.count({ where: { callerNumber: e164(number), bookingOf: { not: null } } })).toBe(1)
  await waitUntil(async () => (await callOf(number))?.outcome === 'callback')
  // Nor would the database take a second one.
  const second = { ...older, id: '00000000-0000-4000-8000-0000000000ee', channelId: 'c-ee', state: undefined }
  await expect(db.call.create({ data: second as never })).rejects.toMatchObject({ code: 'P2002' })

  outside.behaviour = { reject: 486 }
  await an().desk.send('agent:ready', {})
  const ring = await an().phone.incoming()
  ring.answer()
  const told = await an().desk.wait('call:state', ({ status, direction }) => status === 'ended' && direction === 'out')
  expect(told).toMatchObject({ outcome: 'busy', booked: { again: expect.any(String) } })
  await isBooked(number)
  await an().desk.send('wrapup:finish', {})
  // Not before its time.
  const again = await an().phone.incoming()
  expect(Date.now() - Date.parse(told.booked?.again ?? '')).toBeGreaterThan(-200)
  outside.behaviour = { reject: 480 }
  again.answer()
  await taskBecomes(an().desk, e164(number), (task) => task?.reason === 'requested')
  expect(await place(number)).toMatchObject({ outcome: 'unreachable' })
  await waitUntilEmpty(platform)
}, 120_000)

test('he calls himself meanwhile: he has the place he had, and is not called as well', async () => {
  const number = nextNumber()
  await asksToBeCalledBack(number)
  await isBooked(number)
  const other = await call(nextNumber())
  await other.answered
  const himself = await call(number)
  await himself.answered
  await waitUntil(() => (waiting() ?? []).filter(({ callerNumber }) => callerNumber === e164(number)).length === 2)
  // Before the other, who came earlier than this call of his.
  expect(waiting()?.findIndex((row) => row.callerNumber === e164(number))).toBe(0)
  await an().desk.send('agent:ready', {})
  const ring = await an().phone.incoming()
  expect((await an().desk.wait('call:pop')).call).toMatchObject({ callerNumber: e164(number), direction: 'in' })
  ring.answer()
  await himself.received.tone(an().toneHz)
  await waitUntil(async () => (await place(number))?.outcome === 'settled')
  await himself.hangup()
  await other.hangup()
  expect(outside.calls).toEqual([])
}, 90_000)

test('a hidden, a premium and a foreign number: offered nothing, and each waits on', async () => {
  const before = await db.call.count({ where: { bookingOf: { not: null } } })
  const callers = await Promise.all([undefined, '19001234', '+12025550142'].map(call))
  await Promise.all(callers.map((caller) => caller.answered))
  for (const caller of callers) caller.setTone(null)
  await sleep((OFFER_SECONDS + 1) * 1000)
  for (const caller of callers) caller.pressKeys('1')
  await sleep(1500)
  for (const caller of callers) caller.pressKeys('1')
  await sleep(3000)
  expect(waiting()).toMatchObject([{ booked: false }, { booked: false }, { booked: false }])
  await an().desk.send('agent:ready', {})
  const ring = await an().phone.incoming()
  ring.answer()
  await Promise.any(callers.map((caller) => caller.received.tone(an().toneHz)))
  for (const caller of callers) await caller.hangup()
  expect(await db.call.count({ where: { bookingOf: { not: null } } })).toBe(before)
}, 60_000)

test('kill -9 with a place that waits: it is there afterwards, and is called', async () => {
  const number = nextNumber()
  await asksToBeCalledBack(number)
  await isBooked(number)
  await platform.kill('platform')
  for (const operator of operators) operator.desk = await DeskClient.reopen(operator.desk, 'tab-1')
  expect(an().desk.snapshot?.waiting).toMatchObject([{ callerNumber: e164(number), booked: true }])
  await an().desk.send('agent:ready', {})
  const ring = await an().phone.incoming()
  ring.answer()
  const citizen = await outside.incoming()
  citizen.answer()
  await Promise.all([ring.received.tone(outsideHz), citizen.received.tone(an().toneHz)])
  await citizen.hangup()
  await waitUntil(async () => (await place(number))?.outcome === 'answered')
}, 90_000)

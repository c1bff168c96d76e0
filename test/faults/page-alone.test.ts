// The controller is stopped throughout: an open page answers a call that Asterisk's own queue rings, while ten calls talk.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { durationMs } from '../audio/wav.ts'
import { waitUntilEmpty } from '../harness/asterisk-picture.ts'
import { agentState, becomeReady, hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { expectWhole, finishedCall, recordingOf } from '../harness/call-results.ts'
import { closeOperators, type Operator, openOperators, reopenDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dialIn, hangUp, interruptions, startTalking } from '../harness/talking-calls.ts'

const CALLER_HZ = 1000
const PAGE_HZ = 2500
const words = 'Cây đổ chắn ngang đường liên xã'

let platform: TestPlatform
let browser: TestBrowser
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '1' })
  browser = await openBrowser(PAGE_HZ)
  operators = await openOperators(platform, 10)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('controller stopped throughout: an open page answers a call; afterwards call, recording and ticket exist', async () => {
  const calls = await startTalking(platform.sipPort, operators)
  const from = Date.now()
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('supervisor'))
  await becomeReady(page)
  // The launcher first, or it would start the controller again at once.
  await platform.kill('launcher')
  await platform.kill('platform')
  await page.getByTestId('reconnecting').waitFor()

  const [number, { caller }] = await dialIn(platform.sipPort, CALLER_HZ)
  await page.locator('[data-testid="answer"]:enabled').waitFor({ timeout: 40_000 })
  const ticketId = (await page.getByTestId('ticket-form').getAttribute('data-ticket-id')) ?? ''
  expect((await page.getByTestId('caller-number').textContent())?.replaceAll(/\D/g, '')).toBe(number.replace('+84', '0'))
  await page.keyboard.press('F2')
  await agentState(page, 'on-call')
  await caller.received.tone(PAGE_HZ)
  await hears(page, CALLER_HZ)
  const talkingFrom = Date.now()
  await page.getByTestId('field-title').fill(words)
  await caller.received.next(1000)
  // The operator alone for a while, or the caller's steady tone would drown him in the recording.
  const quietFrom = Date.now()
  caller.setTone(null)
  await caller.received.next(1500)
  await page.keyboard.press('F4')
  const end = await caller.ended

  await platform.relaunch()
  await reopenDesks(operators)
  expect(await interruptions(calls, from, Date.now() - 200)).toEqual([])
  const ends = await hangUp(calls)
  for (const call of calls) await expectWhole(call.operator.desk, call, ends.get(call.callId) ?? 0)
  await isOnRecord(page, { number, ticketId, talkingFrom, quietFrom, endedAt: end.at })
  await waitUntilEmpty(platform)
}, 180_000)

interface Answered {
  number: string
  ticketId: string
  /** Both hear each other from then on; the operator alone speaks later. */
  talkingFrom: number
  quietFrom: number
  endedAt: number
}

/** One call with the page's operator, the ticket the page showed, and both voices in the recording. */
async function isOnRecord(page: Page, { number, ticketId, talkingFrom, quietFrom, endedAt }: Answered): Promise<void> {
  const [{ desk: reader }] = operators as [Operator]
  await page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  const { body: ticket } = await reader.request<Ticket>('GET', `/api/tickets/${ticketId}`)
  expect(ticket.form).toMatchObject({ title: words })
  expect(ticket.form.reporterPhone.replaceAll(/\D/g, '').replace(/^84/, '0')).toBe(number.replace('+84', '0'))
  const result = await finishedCall(reader, { callId: ticket.calls[0]?.id ?? '', ticketId })
  expect(result).toMatchObject({ outcome: 'answered', agentName: platform.login('supervisor').name })
  const wav = await recordingOf(reader, result)
  expect(durationMs(wav)).toBeGreaterThan(endedAt - talkingFrom)
  // The file ends with the call.
  const part = (from: number, to: number) => wav.samples.subarray((from - endedAt) * (wav.rate / 1000), (to - endedAt) * (wav.rate / 1000))
  expect(presence(part(talkingFrom, quietFrom - 100), CALLER_HZ, wav.rate)).toBeGreaterThan(0.2)
  expect(presence(part(quietFrom + 300, endedAt - 100), PAGE_HZ, wav.rate)).toBeGreaterThan(0.02)
}

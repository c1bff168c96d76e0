// The web server dies under an open page: the call goes on, new rings are answered, and no word typed meanwhile is lost.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SoftphoneAccount } from '../../src/contract/accounts.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { agentState, answer, becomeReady, cutLines, hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { ringPage } from '../harness/ring.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

const CALLER_HZ = 1000
const OPERATOR_HZ = 1300
const first = { title: 'Nắp hố ga vỡ trước số 12 đường Wừu', content: 'Nắp hố ga vỡ từ hôm kia, chưa có rào chắn.' }
const second = 'Đèn đường làng Plei Kép tắt ba đêm liền'

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  browser = await openBrowser(OPERATOR_HZ)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('an open page outlives the web server, with its call, its telephone and its words', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await becomeReady(page)
  const account = (await (await page.request.get('/api/session/softphone')).json()) as SoftphoneAccount
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await page.getByTestId('ticket-form').waitFor()
  await answer(page)
  await caller.received.tone(OPERATOR_HZ)
  await hears(page, CALLER_HZ)
  const firstId = (await page.getByTestId('ticket-form').getAttribute('data-ticket-id')) ?? ''

  // The launcher first, or it would start the platform again at once.
  await platform.kill('launcher')
  await platform.kill('platform')
  await page.getByTestId('reconnecting').waitFor()
  await agentState(page, 'on-call')
  expect(await page.getByTestId('hold').isDisabled()).toBe(true)
  await page.getByTestId('hold-blocked').waitFor()
  await mutesByItself(page, caller)

  await page.getByTestId('field-title').fill(first.title)
  await page.getByTestId('field-content').fill(first.content)
  await page.getByTestId('field-place').fill('Trước số 12 đường Wừu, phường Pleiku')
  await page.locator('#field-categoryId').fill('thoat nuoc')
  await page.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-testid="save-state"][data-state="local"]').waitFor()
  // A tracking code is a promise and needs the server.
  await page.getByTestId('save-ticket').click()
  await page.getByTestId('save-waits').waitFor()
  await hears(page, CALLER_HZ)
  await caller.received.tone(OPERATOR_HZ)
  await page.keyboard.press('F4')
  await agentState(page, 'reconnecting')
  // Without a controller nobody ends the caller's side for him.
  await caller.hangup()
  await page.getByTestId('away').waitFor()

  await registersAgain(page)
  const ring = await ringPage(platform, account.username, { number: '0900000033', callId: randomUUID() })
  await page.getByTestId('answer').waitFor()
  await agentState(page, 'ringing')
  expect(await page.getByTestId('caller-number').textContent()).toContain('0900 000 033')
  await page.locator(`[data-testid="ticket-form"][data-ticket-id="${ring.ticketId}"]`).waitFor()
  expect(await page.getByTestId('field-reporterPhone').inputValue()).toBe('0900 000 033')
  expect(await page.title()).toContain('0900 000 033')
  await page.keyboard.press('F2')
  await agentState(page, 'on-call')
  await page.getByTestId('field-title').fill(second)
  await page.keyboard.press('F4')
  await ring.ended()
  await agentState(page, 'reconnecting')
  await page.locator('[data-testid="unsent-drafts"][data-count="2"]').waitFor()

  await platform.relaunch()
  await agentState(page, 'ready').catch(() => agentState(page, 'wrap-up'))
  await page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  expect((await ticket(page, ring.ticketId)).form).toMatchObject({ title: second, reporterPhone: '0900 000 033' })
  await waitUntil(async () => (await ticket(page, firstId)).form.content === first.content)
  await savesWhatWasAskedFor(page, firstId)
}, 120_000)

async function mutesByItself(page: Page, caller: Awaited<ReturnType<typeof dial>>): Promise<void> {
  await page.keyboard.press('F8')
  await page.locator('[data-testid="mute"][aria-pressed="true"]').waitFor()
  await page.keyboard.press('F8')
  await page.locator('[data-testid="mute"][aria-pressed="false"]').waitFor()
  await caller.received.tone(OPERATOR_HZ)
}

/** The petition that was asked for while the server was away is offered; one press gives its code. */
async function savesWhatWasAskedFor(page: Page, ticketId: string): Promise<void> {
  await page.locator('[data-testid="unsent-drafts"][data-count="1"]').click()
  const row = page.locator(`[data-testid="unsent"][data-ticket-id="${ticketId}"][data-standing="unsaved"]`)
  await row.getByTestId('unsent-open').click()
  await page.locator(`[data-testid="ticket-form"][data-ticket-id="${ticketId}"]`).waitFor()
  await page.getByTestId('save-ticket').click()
  expect(await page.getByTestId('saved-code').textContent()).toMatch(/^GL/)
  await page.getByTestId('unsent-drafts').waitFor({ state: 'detached' })
}

/** Its line to Asterisk is cut while there is no web server to ask: it registers with the account it has. */
async function registersAgain(page: Page): Promise<void> {
  await cutLines(page, '/ws')
  await page.locator('[data-testid="phone-link"][data-link="reconnecting"]').waitFor()
  await page.locator('[data-testid="phone-link"][data-link="registered"]').waitFor()
}

async function ticket(page: Page, id: string): Promise<Ticket> {
  return (await (await page.request.get(`/api/tickets/${id}`)).json()) as Ticket
}

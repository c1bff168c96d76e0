// What callers pressed and left, on the pages: the rating with the call and in the day's figures, the message on the operators' desk.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { openPrompts } from '../harness/hears.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const AGENT_HZ = 1300

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ RATING: 'on', VOICEMAIL: 'on', NOBODY_SECONDS: '2', WRAPUP_SECONDS: '60' })
  browser = await openBrowser(1300)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

/** Where `PICTURES` says, for looking at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}

test('a message left with nobody on duty: a call-back with its draft, and the message in it', async () => {
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000051' })
  await caller.received.tone(1000)
  await caller.received.toneGone(1000)
  caller.setTone(700)
  await new Promise((resolve) => setTimeout(resolve, 2500))
  await caller.hangup()
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await page.locator('[data-testid="callbacks"][data-count="1"]').click()
  const row = page.locator('[data-testid="callback"][data-number="+84900000051"]')
  await row.getByText('Để lại lời nhắn').waitFor()
  await shoot(page, 'callback-voicemail')
  const tasks = (await (await page.request.get('/api/callbacks')).json()) as { ticketId: string }[]
  await page.goto(`/phan-anh/${tasks[0]?.ticketId}`)
  const call = page.getByTestId('ticket-call')
  await call.getByText('Đã để lại lời nhắn').waitFor()
  await call.getByText('Lời nhắn của người gọi').waitFor()
  await call.getByRole('button', { name: 'Phát ghi âm' }).waitFor()
  await shoot(page, 'ticket-voicemail')
  await page.context().close()
}, 90_000)

test('a rating: with the call on its ticket, and in the figures with the calls behind', async () => {
  const prompts = await openPrompts(['rating-question', 'rating-thanks'])
  const phone = await SipPhone.open({ name: 'desk', toneHz: AGENT_HZ })
  const desk = await DeskClient.open(platform.baseUrl, platform.login('operator', 1), phone.contact)
  await desk.send('agent:ready', {})
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014' })
  const pop = await desk.wait('call:pop')
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(AGENT_HZ)
  const overAt = Date.now()
  await leg.hangup()
  await prompts.heard(caller, overAt, 'rating-question')
  caller.pressKeys('3')
  await prompts.heard(caller, overAt, 'rating-thanks')
  await caller.ended

  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('supervisor'))
  await page.goto('/giam-sat')
  await page.locator('[data-testid="figure-dissatisfied"]', { hasText: '1' }).waitFor()
  expect(await page.getByTestId('figure-satisfaction').textContent()).toContain('0,0%')
  // By the keyboard: the formula on focus, the calls on Enter.
  await page.getByTestId('figure-satisfaction').focus()
  await page.getByRole('tooltip').getByText('Bấm phím Hài lòng 0 ÷ 1 cuộc có đánh giá').waitFor()
  await shoot(page, 'board-rating')
  await page.getByTestId('figure-dissatisfied').focus()
  await page.keyboard.press('Enter')
  const row = page.getByTestId('behind-row')
  await row.getByTestId('behind-rating').getByText('Không hài lòng').waitFor()
  await shoot(page, 'board-rating-calls')
  await row.getByText('Mở phiếu').click()
  await page.getByTestId('ticket-call-rating').getByText('Người gọi đánh giá: Không hài lòng').waitFor()
  expect(page.url()).toContain(pop.draft.ticketId)
  await shoot(page, 'ticket-rating')
  await page.context().close()
  desk.close()
  await phone.close()
}, 90_000)

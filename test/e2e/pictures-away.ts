// Takes the pictures of docs/pictures that show what the page does while something is away: `node test/e2e/pictures-away.ts`.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { SoftphoneAccount } from '../../src/contract/accounts.ts'
import type { Alarm } from '../../src/contract/alarms.ts'
import { agentState, answer, becomeReady, hears, openBrowser, signIn } from '../harness/browser.ts'
import { addCallbacks } from '../harness/callback-tasks.ts'
import { startPlatform } from '../harness/platform.ts'
import { ringPage } from '../harness/ring.ts'
import { dial } from '../sip/caller.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/pictures')
const wide = { width: 1366, height: 768 }
const narrow = { width: 390, height: 844 }
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const alarm = (code: Alarm['code'], detail: string, minutes: number): Alarm => ({ code, detail, raisedAt: ago(minutes).toISOString() })
const alarms = [
  alarm('database-away', '127.0.0.1:5432', 12),
  alarm('recordings-full', 'còn 412 MB', 34),
  alarm('sip-attack', '203.0.113.9: 140 lần trong 5 phút', 3),
]

mkdirSync(folder, { recursive: true })
const platform = await startPlatform({ WRAPUP_SECONDS: '60' })
const browser = await openBrowser(1300)
try {
  await addCallbacks(platform, [
    { number: '+84900000014', reason: 'interrupted', at: ago(95) },
    { number: '+84900000046', reason: 'missed', at: ago(52) },
    { number: '+84900000052', reason: 'voicemail', at: ago(31) },
    { number: '+84900000077', reason: 'turned-away', at: ago(8) },
  ])
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await becomeReady(page)
  await page.locator('[data-testid="callbacks"][data-count="4"]').click()
  await page.getByTestId('callback').last().waitFor()
  await shoot(page, 'callbacks')
  await shoot(page, 'callbacks-phone', narrow)
  await page.keyboard.press('Escape')
  await page.getByTestId('callbacks-dialog').waitFor({ state: 'hidden' })
  await dark(page, true)
  await page.getByTestId('callbacks').click()
  await page.getByTestId('callback').last().waitFor()
  await shoot(page, 'callbacks-dark')
  await page.keyboard.press('Escape')
  await page.getByTestId('callbacks-dialog').waitFor({ state: 'hidden' })
  await dark(page, false)

  const keeper = await browser.newPage(platform.baseUrl)
  await keeper.route('**/api/alarms', (route) => route.fulfill({ json: alarms }))
  await signIn(keeper, platform.login('supervisor'))
  await keeper.getByTestId('alarm').last().waitFor()
  await shoot(keeper, 'alarms')
  await shoot(keeper, 'alarms-phone', narrow)
  await keeper.context().close()

  const account = (await (await page.request.get('/api/session/softphone')).json()) as SoftphoneAccount
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: 1000 })
  await page.getByTestId('ticket-form').waitFor()
  await answer(page)
  await hears(page, 1000)
  await platform.kill('launcher')
  await platform.kill('platform')
  await page.getByTestId('reconnecting').waitFor()
  await page.getByTestId('field-title').fill('Nắp hố ga vỡ trước cổng trường, chưa có rào chắn')
  await page.getByTestId('field-place').fill('Trước số 12 đường Wừu, phường Pleiku')
  await page.getByTestId('field-content').fill('Nắp hố ga trước số 12 đường Wừu bị vỡ từ hôm kia, người đi xe máy ban đêm rất dễ ngã.')
  await page.locator('#field-categoryId').fill('thoat nuoc')
  await page.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-testid="save-state"][data-state="local"]').waitFor()
  await shoot(page, 'away-talking')
  await shoot(page, 'away-talking-phone', narrow)
  await page.getByTestId('save-ticket').click()
  await page.getByTestId('save-waits').waitFor()
  await shoot(page, 'away-saving')
  await page.keyboard.press('F4')
  await agentState(page, 'reconnecting')
  await caller.hangup()

  const ring = await ringPage(platform, account.username, { number: '0900000033', callId: randomUUID() })
  await page.locator('[data-testid="answer"]:enabled').waitFor()
  await page.locator(`[data-testid="ticket-form"][data-ticket-id="${ring.ticketId}"]`).waitFor()
  await shoot(page, 'away-ringing')
  await shoot(page, 'away-ringing-phone', narrow)
  await dark(page, true)
  await shoot(page, 'away-ringing-dark')
  await dark(page, false)
  await answer(page)
  await page.getByTestId('field-title').fill('Đèn đường làng Plei Kép tắt ba đêm liền')
  await page.keyboard.press('F4')
  await ring.ended()
  await page.locator('[data-testid="unsent-drafts"][data-count="2"]').waitFor()
  await shoot(page, 'away')
  await page.getByTestId('unsent-drafts').click()
  await page.getByTestId('unsent').last().waitFor()
  await shoot(page, 'unsent')
  await shoot(page, 'unsent-phone', narrow)
} finally {
  await browser.close()
  await platform.stop()
}

async function shoot(page: Page, name: string, size = wide): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  // A dialog that is still growing would be pictured without itself.
  await page.locator('.ant-zoom-appear, .ant-zoom-enter, .ant-fade-appear, .ant-fade-enter').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  await page.setViewportSize(wide)
}

/** Changes the look in the account menu, which works without the server too. */
async function dark(page: Page, on: boolean): Promise<void> {
  await page.getByTestId('account-menu').click()
  await page.getByText(on ? 'Giao diện tối' : 'Giao diện sáng').click()
  await page.mouse.move(700, 700)
  await page.getByTestId('sign-out').waitFor({ state: 'hidden' })
  await page.locator(`html[data-theme="${on ? 'dark' : 'light'}"]`).waitFor()
}

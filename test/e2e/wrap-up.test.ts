// The end of a call at the desk, by the keyboard: what it was about, one minute more, done; the missed calls beside it, several at
// once and by themselves; a ticket that may be the same; and what the supervisor sees of it.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { agentState, answer, becomeReady, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60', SHORT_ABANDON_SECONDS: '1', DISPOSITION_REQUIRED: 'on' })
  browser = await openBrowser(1300)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}

async function missed(from: string): Promise<void> {
  const caller = await dial({ sipPort: platform.sipPort, from })
  await caller.answered
  await caller.received.sound()
  await caller.received.next(2500)
  await caller.hangup()
}

test('missed calls are one task a number; one that comes through ends its own, the rest is cleared at once', async () => {
  await missed('0900000081')
  await missed('0900000081')
  await missed('0900000082')
  await missed('0900000083')
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await page.locator('[data-testid="callbacks"][data-count="3"]').waitFor()
  await becomeReady(page)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000081', toneHz: 1000 })
  await answer(page)
  await caller.answered
  await page.locator('[data-testid="callbacks"][data-count="2"]').waitFor()
  await page.keyboard.press('Alt+c')
  await page.getByTestId('called-again').click()
  await page.locator('[data-testid="called-again"] [data-number="+84900000081"]').getByText('nghe lúc').waitFor()
  await page.getByTestId('callbacks-all').click()
  await page.getByTestId('callbacks-done').getByText('Đã gọi lại 2 số').waitFor()
  expect(await violations(page, 'call-backs')).toEqual([])
  await shoot(page, 'callbacks-many')
  await page.setViewportSize({ width: 390, height: 844 })
  await shoot(page, 'callbacks-many-390')
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByTestId('callbacks-done').click()
  await page.locator('[data-testid="callbacks"][data-count="0"]').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('callbacks-dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('F4')
  await caller.ended
  await page.getByTestId('wrapup').waitFor()

  // One is wanted of each call: the key alone does not end the wrap-up.
  await page.keyboard.press('F3')
  await page.getByTestId('disposition-missing').waitFor()
  await shoot(page, 'wrapup-required')
  const left = async () => Number(((await page.getByTestId('wrapup-left').textContent()) ?? '').replace(/\D/g, ''))
  const before = await left()
  await page.keyboard.press('Alt+m')
  await page.waitForFunction((was) => Number((document.querySelector('[data-testid="wrapup-left"]')?.textContent ?? '').replace(/\D/g, '')) > was, before)
  // A digit typed into the form is no choice.
  await page.getByTestId('field-content').fill('')
  await page.getByTestId('field-content').press('5')
  await page.keyboard.press('F10')
  await page.keyboard.press('2')
  await page.locator('[data-testid="disposition-information"][aria-checked="true"]').waitFor()
  expect(await page.getByTestId('field-content').inputValue()).toBe('5')
  // Thought better of.
  await page.keyboard.press('5')
  await page.locator('[data-testid="disposition-wrong-number"][aria-checked="true"]').waitFor()
  expect(await violations(page, 'wrap-up')).toEqual([])
  await shoot(page, 'wrapup')
  await page.setViewportSize({ width: 390, height: 844 })
  await shoot(page, 'wrapup-390')
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.reload()
  await page.locator('[data-testid="disposition-wrong-number"][aria-checked="true"]').waitFor()
  await page.keyboard.press('F3')
  await agentState(page, 'ready')
  await page.keyboard.press('Alt+p')
  await page.getByTestId('pause-meeting').waitFor()
  await shoot(page, 'pause-keys')
  await page.keyboard.press('3')
  await agentState(page, 'paused')
  await page.getByText('Tạm nghỉ: Họp').first().waitFor()
  await page.keyboard.press('F1')
  await page.getByTestId('key-list').getByText('F10').waitFor()
  await shoot(page, 'keys')
  await page.context().close()
}, 180_000)

test('the saved petition suggests what the call was about, and one told before is shown beside the form', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 1))
  for (const round of [1, 2]) {
    await becomeReady(page)
    const caller = await dial({ sipPort: platform.sipPort, from: '0900000084', toneHz: 1000 })
    await answer(page)
    await caller.answered
    await page.getByTestId('field-reporterName').fill('Siu H’Bia')
    await page.getByTestId('field-reporterAddress').fill('Làng Ốp, phường Pleiku')
    await page.getByTestId('field-title').fill('Nắp hố ga vỡ')
    await page.getByTestId('field-place').fill(round === 1 ? 'Trước số 12 đường Wừu, phường Pleiku' : 'số 12 Wừu')
    await page.getByTestId('field-content').fill('Nắp hố ga trước số nhà 12 bị vỡ.')
    expect(await page.getByTestId('similar').count()).toBe(0)
    await page.locator('#field-categoryId').fill('thoat nuoc')
    await page.locator('.ant-select-item-option').first().waitFor()
    await page.keyboard.press('Enter')
    if (round === 2) {
      await page.locator('[data-testid="similar"][data-count="1"]').waitFor()
      expect(await violations(page, 'similar')).toEqual([])
      await shoot(page, 'similar')
    }
    await page.keyboard.press('Control+Enter')
    await page.getByTestId('saved-code').waitFor()
    await page.keyboard.press('F4')
    await caller.ended
    await page.getByTestId('disposition-state').getByText('Gợi ý theo phiếu').waitFor()
    await shoot(page, `suggested-${round}`)
    if (round === 1) {
      await page.keyboard.press('F3')
      await agentState(page, 'ready')
    }
    await page.keyboard.press('Alt+p')
    await page.getByTestId('pause-break').waitFor()
    await page.keyboard.press('1')
    if (round === 2) {
      // Asked for while writing up, the pause is shown at once and comes with the end of it.
      await page.getByTestId('wrapup-then').getByText('tạm nghỉ').waitFor()
      await page.getByTestId('wrapup-finish').getByText('Xong, tạm nghỉ').waitFor()
      expect(await violations(page, 'pause in the wrap-up')).toEqual([])
      await shoot(page, 'wrapup-then')
      await page.keyboard.press('F3')
    }
    await agentState(page, 'paused')
  }
  await page.context().close()
}, 180_000)

test('the supervisor counts what the calls were about, with the calls behind', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('supervisor'))
  await page.goto('/giam-sat')
  await page.getByTestId('about-petition').getByText('2', { exact: true }).waitFor()
  await page.getByTestId('about-wrong-number').getByText('1', { exact: true }).waitFor()
  expect(await violations(page, 'board')).toEqual([])
  await shoot(page, 'board-about')
  await page.getByTestId('about-petition').click()
  await page.locator('[data-testid="behind-count"][data-count="2"]').waitFor()
  expect(await page.getByTestId('behind-disposition').allTextContents()).toEqual(['Phản ánh, kiến nghị', 'Phản ánh, kiến nghị'])
  await shoot(page, 'behind-about')
  await page.reload()
  await page.locator('[data-testid="behind-count"][data-count="2"]').waitFor()
  await page.getByTestId('behind-row').first().getByRole('link', { name: 'Mở phiếu' }).click()
  await page.getByTestId('ticket-call-disposition').getByText('Nội dung: Phản ánh, kiến nghị').waitFor()
  await page.context().close()
}, 90_000)

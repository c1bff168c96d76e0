// Takes the pictures of docs/pictures from the running system: `node test/e2e/pictures.ts`.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { answer, becomeReady, hears, openBrowser, signIn } from '../harness/browser.ts'
import { startPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/pictures')
const phone = { width: 390, height: 844 }
const petition = 'Đèn đường làng Plei Kép tắt ba đêm liền'

mkdirSync(folder, { recursive: true })
const platform = await startPlatform({ WRAPUP_SECONDS: '60', HOTLINE_HOURS: 'mon-fri 07:00-23:00; sat-sun 00:00-24:00' })
const browser = await openBrowser(1300)
try {
  const shoot = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }
  const operator = platform.login('operator')
  const page = await browser.newPage(platform.baseUrl)
  await page.goto('/dang-nhap')
  await page.getByText('Nối được máy chủ thoại').waitFor()
  await shoot(page, 'login')
  await signIn(page, operator)
  await becomeReady(page)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: 1000 })
  await page.getByTestId('answer').waitFor()
  await page.getByTestId('ticket-form').waitFor()
  await page.getByText(petition).first().waitFor()
  await shoot(page, 'desk-ringing')
  await answer(page)
  await hears(page, 1000)
  await page.getByTestId('field-title').fill('Nắp hố ga vỡ trước cổng trường, chưa có rào chắn')
  await page.getByTestId('field-place').fill('Trước số 12 đường Wừu, phường Pleiku')
  await page
    .getByTestId('field-content')
    .fill('Nắp hố ga trước số 12 đường Wừu bị vỡ từ hôm kia, người đi xe máy ban đêm rất dễ ngã. Đề nghị cho người đến rào chắn và thay nắp mới.')
  await page.locator('#field-categoryId').fill('thoat nuoc')
  await page.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page
    .getByTestId('save-state')
    .getByText(/\d\d:\d\d:\d\d/)
    .waitFor()
  await shoot(page, 'desk-talking')
  await page.getByTestId('account-menu').click()
  await page.getByText('Giao diện tối').click()
  await page.locator('html[data-theme="dark"]').waitFor()
  await page.mouse.move(700, 700)
  await page.getByTestId('sign-out').waitFor({ state: 'hidden' })
  await shoot(page, 'desk-dark')
  await page.keyboard.press('F4')
  await caller.ended
  await page.getByTestId('wrapup').waitFor()
  await page.getByTestId('save-ticket').click()
  await page.getByTestId('open-saved').waitFor()
  await page.evaluate(() => localStorage.setItem('gl.theme', 'light'))
  const address = await page.getByTestId('open-saved').getAttribute('href')
  await page.goto(address ?? '/')
  await page.getByTestId('player').waitFor()
  await shoot(page, 'ticket')
  await page.goto('/phan-anh')
  await page.getByTestId('ticket-row').first().waitFor()
  await shoot(page, 'tickets')

  const small = await browser.newPage(platform.baseUrl, phone)
  await small.goto('/dang-nhap')
  await small.getByText('Nối được máy chủ thoại').waitFor()
  await shoot(small, 'login-phone')
  await signIn(small, platform.login('supervisor'))
  await small.goto('/phan-anh')
  await small.getByTestId('ticket-row').first().waitFor()
  await shoot(small, 'tickets-phone')
  await small.goto(address ?? '/')
  await small.getByTestId('player').waitFor()
  await shoot(small, 'ticket-phone')
} finally {
  await browser.close()
  await platform.stop()
}

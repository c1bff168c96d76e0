// Cần gọi lại in two browsers: what one has done leaves the other's list.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { addCallbacks } from '../harness/callback-tasks.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform()
  browser = await openBrowser(1300)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('a number called back leaves every desk; the form beside it stays', async () => {
  const now = Date.now()
  await addCallbacks(platform, [
    { number: '+84900000014', reason: 'interrupted', at: new Date(now - 2 * 24 * 3_600_000) },
    { number: '+84900000099', reason: 'missed', at: new Date(now) },
  ])
  const [lan, minh] = await Promise.all(
    [0, 1].map(async (n) => {
      const page = await browser.newPage(platform.baseUrl)
      await signIn(page, platform.login('operator', n))
      await page.locator('[data-testid="callbacks"][data-count="2"]').click()
      await page.getByTestId('callback').last().waitFor()
      return page
    }),
  )
  if (!lan || !minh) throw new Error('two pages were opened')
  const rows = await minh.getByTestId('callback').allTextContents()
  expect(rows[0]).toContain('0900 000 014')
  expect(rows[0]).toContain('Rơ Châm H’Loan')
  expect(rows[0]).toContain('Bị ngắt giữa chừng')
  // Two days are past any hour of the hotline; what was lost now is not.
  expect(rows[0]).toContain('Quá mục tiêu')
  expect(rows[1]).not.toContain('Quá mục tiêu')
  await minh.getByTestId('callbacks').getByText('1 quá mục tiêu').waitFor()
  expect(rows[1]).toContain('0900 000 099')
  expect(rows[1]).toContain('Gọi nhỡ')

  await lan.locator('[data-testid="callback"][data-number="+84900000014"]').getByTestId('callback-done').click()
  for (const page of [lan, minh]) {
    await page.locator('[data-testid="callback"][data-number="+84900000014"]').waitFor({ state: 'detached' })
    await page.locator('[data-testid="callbacks"][data-count="1"]').waitFor()
  }
  await minh.locator('[data-testid="callback"][data-number="+84900000099"]').getByTestId('callback-done').click()
  await lan.locator('[data-testid="callbacks"][data-count="0"]').waitFor()
}, 60_000)

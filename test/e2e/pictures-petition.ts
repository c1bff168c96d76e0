// Takes the pictures of the petition's page and of the administrator's screens: `node test/e2e/pictures-petition.ts`.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, signIn } from '../harness/browser.ts'
import { startPlatform } from '../harness/platform.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/pictures')
const platform = await startPlatform()
const browser = await openBrowser(1300)
try {
  const shoot = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }
  const unit = await browser.newPage(platform.baseUrl)
  await signIn(unit, platform.login('focal-point'))
  await unit.getByTestId('work-row').first().waitFor()
  await unit.locator('[data-testid="work-row"]', { hasText: 'Đang xử lý' }).first().locator('a').first().click()
  await unit.getByTestId('slip-clock').waitFor()
  const address = unit.url()
  await unit.getByTestId('comment-text').fill('Đã ra hiện trường lúc 10:05, đặt rào chắn và biển báo tạm.')
  await unit.getByTestId('comment-send').click()
  await unit.getByTestId('comments').getByText('Đã ra hiện trường').waitFor()
  await unit.mouse.move(700, 740)
  await shoot(unit, 'petition')
  await unit.getByTestId('act-extend').click()
  await unit
    .getByTestId('extension-preview')
    .getByText(/Thứ|Chủ Nhật/)
    .first()
    .waitFor()
  await shoot(unit, 'petition-hen-xu-ly')
  const small = await browser.newPage(platform.baseUrl, { width: 390, height: 844 })
  await signIn(small, platform.login('focal-point'))
  await small.goto(address)
  await small.getByTestId('slip-clock').waitFor()
  await shoot(small, 'petition-phone')
  const admin = await browser.newPage(platform.baseUrl)
  await signIn(admin, platform.login('administrator'))
  await admin.goto('/lich-lam-viec')
  await admin.getByTestId('year').waitFor()
  await shoot(admin, 'calendars')
  await admin.goto('/don-vi')
  await admin.getByText('Sở Xây dựng').first().waitFor()
  await shoot(admin, 'units')
} finally {
  await browser.close()
  await platform.stop()
}
process.exit(0)

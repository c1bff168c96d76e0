// Takes the pictures of docs/pictures that show the desks of units, of VP UBND tỉnh and of the operators: `node test/e2e/pictures-units.ts`.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, signIn } from '../harness/browser.ts'
import { startPlatform } from '../harness/platform.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/pictures')

mkdirSync(folder, { recursive: true })
const platform = await startPlatform()
const browser = await openBrowser(1300)
try {
  const shoot = async (page: Page, name: string) => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.mouse.move(5, 5)
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }
  const enter = async (role: string, look: Parameters<typeof browser.newPage>[1] = {}) => {
    const page = await browser.newPage(platform.baseUrl, look)
    await signIn(page, platform.login(role))
    return page
  }

  const unit = await enter('focal-point')
  await unit.getByTestId('work-row').first().waitFor()
  await shoot(unit, 'unit-desk')
  await unit.goto('/xu-ly/hen')
  await unit.getByTestId('work-row').first().waitFor()
  await shoot(unit, 'unit-scheduled')

  const dark = await enter('unit-head', { theme: 'dark' })
  await dark.getByTestId('work-row').first().waitFor()
  await shoot(dark, 'unit-desk-dark')

  const small = await enter('focal-point', { width: 390, height: 844 })
  await small.getByTestId('work-row').first().waitFor()
  await shoot(small, 'unit-desk-phone')

  const office = await enter('provincial-office')
  await office.getByTestId('row-assign').first().click()
  await office.getByTestId('act-dialog-assign').waitFor()
  await shoot(office, 'office-assign')

  const desk = await enter('supervisor')
  await desk.goto('/ban-viec?muc=refused')
  await desk.getByTestId('desk-row').first().waitFor()
  await shoot(desk, 'desk-work')
} finally {
  await browser.close()
  await platform.stop()
}

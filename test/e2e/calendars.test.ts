// The administrator's calendars and message texts in a browser: none is shown as another's, nothing unsaved goes without a question or
// looks saved, weeks begin later.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform()
  browser = await openBrowser(1300, 30_000)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('a calendar is edited and saved as what it is', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('administrator'))
  await page.getByTestId('people-find').waitFor()
  await page.getByRole('link', { name: 'Lịch làm việc' }).first().click()
  const monday = page.locator('#week-1')
  await monday.waitFor()
  expect(await monday.inputValue()).toBe('07:30-11:30, 13:30-17:30')
  const choose = async (words: string) => {
    await page.locator('#calendar-owner').click()
    await page.locator('#calendar-owner').fill(words)
    await page.locator('.ant-select-item-option-active', { hasText: words }).waitFor()
    await page.keyboard.press('Enter')
  }

  // While the other calendar is on its way nothing of this one is there to be saved under its name.
  let letThrough: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/api/calendars/hotline*', async (route) => {
    await held
    await route.continue()
  })
  await choose('Giờ trực')
  await monday.waitFor({ state: 'detached' })
  letThrough()
  await monday.waitFor()
  expect(await monday.inputValue()).toBe('07:00-23:00')

  await monday.fill('08:00-23:00')
  // Neither a link nor Back drops it unasked.
  const stay = page.getByRole('button', { name: 'Ở lại sửa tiếp' })
  for (const leave of [() => page.getByRole('link', { name: 'Tin nhắn' }).first().click(), () => page.goBack()]) {
    await leave()
    await stay.click()
    await stay.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/lich-lam-viec')
    expect(await monday.inputValue()).toBe('08:00-23:00')
  }
  await page.getByRole('button', { name: 'Năm sau' }).click()
  await page.locator('[data-date="2027-01-01"]').waitFor()
  expect(await monday.inputValue()).toBe('08:00-23:00')
  await choose('Sở Xây dựng')
  await stay.click()
  await stay.waitFor({ state: 'detached' })
  expect(await monday.inputValue()).toBe('08:00-23:00')
  await choose('Sở Xây dựng')
  await page.getByRole('button', { name: 'Bỏ thay đổi' }).last().click()

  // A day added is in the year at once, as one that is not saved; what the letters mean is said above the months, in sight.
  const legend = await page.getByTestId('year-legend').boundingBox()
  const january = await page.locator('.month').first().boundingBox()
  expect((legend?.y ?? 0) + (legend?.height ?? 0)).toBeLessThanOrEqual(january?.y ?? 0)
  const day = page.locator('[data-date="2027-12-22"]')
  await day.click()
  await page.locator('#special-name').fill('Ngày hội')
  await page.getByTestId('special-add').click()
  await page.locator('[data-date="2027-12-22"].day-holiday.day-unsaved').waitFor()
  expect(await violations(page, 'calendars')).toEqual([])
  expect(await day.getAttribute('title')).toBe('22/12/2027, Thứ Tư, Nghỉ lễ, Ngày hội, chưa lưu')

  const start = `01/03/${new Date().getFullYear() + 1}`
  await page.getByTestId('own-week').click()
  await page.locator('#week-from').fill(start)
  await page.keyboard.press('Enter')
  await monday.fill('07:00-11:00')
  await page.getByRole('switch', { name: 'Không áp dụng: Quốc khánh 02/09/2027' }).click()
  // What is wrong is said where it is: at the reason's box, at the row of the day.
  await page.getByTestId('calendar-save').click()
  await page.locator('#calendar-reason-error', { hasText: 'Nhập lý do thay đổi' }).waitFor()
  await page.getByTestId('calendar-reason').fill('Giờ riêng từ năm mới')
  await page.locator('#special-kind').click()
  await page.locator('.ant-select-item-option', { hasText: 'Làm bù' }).click()
  await page.locator('#special-hours').fill('07:30-11:30')
  await page.locator('#special-name').fill('Trực bù')
  await page.getByTestId('special-add').click()
  await page.getByTestId('calendar-save').click()
  const row = page.getByTestId('special-days').getByRole('listitem').filter({ hasText: 'Trực bù' })
  await row.getByText('Ngày 22/12/2027 là ngày nghỉ lễ, không hoán đổi hay làm bù được').waitFor()
  await row.getByRole('button').click()
  await page.getByTestId('calendar-save').click()
  await page.getByTestId('weeks').getByText(`Từ ngày ${start}`).waitFor()
  await page.locator('[data-date="2027-09-02"].day-work').waitFor()
  await page.locator('[data-date="2027-01-01"].day-holiday').waitFor()
  await page.locator('[data-date="2027-12-22"].day-holiday:not(.day-unsaved)').waitFor()
  await page.context().close()
}, 120_000)

test('a message text says that it is not saved, and what keeps it from being saved', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('administrator'))
  await page.getByTestId('people-find').waitFor()
  await page.goto('/tin-nhan')
  await page.getByRole('tab', { name: 'Mẫu tin' }).click()
  const box = page.getByTestId('template-text')
  await box.waitFor()
  const builtIn = await box.inputValue()
  const unsaved = page.getByText('Chưa lưu', { exact: true })
  expect(await unsaved.count()).toBe(0)

  await box.fill('1022: da nhan phan anh')
  await unsaved.waitFor()
  await page.getByTestId('template-save').click()
  await page.locator('#template-text-error', { hasText: 'Thiếu {code}.' }).waitFor()
  await box.fill('1022: da nhan {code} tai {')
  await page.locator('#template-text-error', { hasText: 'Dấu { đứng lẻ.' }).waitFor()
  await box.fill('1022: da nhan {code}')
  await page.locator('#template-text-error').waitFor({ state: 'detached' })
  await page.getByTestId('template-save').click()
  await unsaved.waitFor({ state: 'detached' })

  await page.getByTestId('template-built-in').click()
  expect(await box.inputValue()).toBe(builtIn)
  await unsaved.waitFor()
  await page.context().close()
}, 120_000)

test('after deadlines were computed anew only the result is said, until what would change now is asked for', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('administrator'))
  await page.getByTestId('people-find').waitFor()
  const item = { slipId: crypto.randomUUID(), ticketCode: 'GL26-000777', unitName: 'Sở Xây dựng', refusal: null }
  let items = [{ ...item, from: '2026-11-25T02:00:00.000Z', to: '2026-11-26T02:00:00.000Z' }]
  let looks = 0
  await page.route('**/api/deadlines/recompute', (route) => {
    if (route.request().method() === 'GET') {
      looks += 1
      return route.fulfill({ json: { items, checked: 20, more: false } })
    }
    items = []
    return route.fulfill({ json: { changed: 1 } })
  })
  await page.goto('/lich-lam-viec')
  await page.getByRole('button', { name: 'Tính lại hạn…' }).click()
  await page.getByText('GL26-000777').waitFor()
  await page.locator('#recompute-reason').fill('Nghỉ vì bão')
  await page.getByTestId('recompute-do').click()
  await page.getByTestId('recompute-done').getByText('Đã đổi 1 hạn.').waitFor()
  expect(await page.getByText('GL26-000777').count()).toBe(0)
  expect(await page.getByTestId('recompute-none').count()).toBe(0)
  expect(looks).toBe(1)
  await page.getByTestId('recompute-again').click()
  await page.getByTestId('recompute-none').waitFor()
  expect(await page.getByTestId('recompute-done').count()).toBe(0)
  await page.context().close()
}, 120_000)

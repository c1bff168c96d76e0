// The hotline's settings in a browser: an administrator builds a menu with its recording and publishes it, a caller chooses, and the operator's
// page names the branch. What is wrong is said beside its field, what another administrator saved meanwhile costs nobody his words.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PromptList } from '../../src/contract/prompts.ts'
import { violations } from '../harness/axe.ts'
import { becomeReady, openBrowser, signIn, type TestBrowser, type Theme } from '../harness/browser.ts'
import { HotlineAdministrator, toneFile } from '../harness/hotline-settings.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

const MENU_HZ = 850

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ VOICEMAIL: '' })
  browser = await openBrowser(1300, 30_000)
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
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}

async function open(section: string, look: { theme?: Theme; width?: number; height?: number } = {}): Promise<Page> {
  const page = await browser.newPage(platform.baseUrl, look)
  await signIn(page, platform.login('administrator'))
  await page.goto(`/tong-dai?muc=${section}`)
  await page.getByTestId(`hotline-tab-${section}`).waitFor()
  return page
}
const wav = (hz: number, seconds: number) => ({ name: 'loi-menu.wav', mimeType: 'audio/wav', buffer: toneFile(hz, seconds) })
/** Only one place at a time is open to send a file from. */
const fileInput = (page: Page) => page.locator('input[type=file]')

test('a menu is built, spoken and published; a caller chooses 2 and the operator’s page names the branch', async () => {
  const page = await open('menu')
  await page.getByRole('link', { name: 'Tổng đài', exact: true }).waitFor()
  for (const [at, label] of ['Đất đai', 'Giao thông'].entries()) {
    await page.getByTestId('menu-add').click()
    await page.getByTestId('menu-label').nth(at).fill(label)
  }
  await page.getByTestId('hotline-menu.on').click()
  // Nothing was recorded: it is said as it is typed, and saving says the same.
  await page.getByTestId('hotline-problems').waitFor()
  await page.getByTestId('menu-propose').click()
  expect(await page.getByTestId('menu-words').inputValue()).toBe('Đất đai, bấm phím 1. Giao thông, bấm phím 2. Hoặc xin giữ máy để gặp nhân viên trực.')
  await page.getByTestId('hotline-reason').fill('Mở menu hai nhánh')
  await page.getByTestId('hotline-save').click()
  await page.getByTestId('hotline-problems').getByText('Ghi âm hoặc tải lên lời menu trước khi bật').waitFor()

  // A file that is no sound changes nothing; a recording is chosen at once.
  await fileInput(page).setInputFiles({ name: 'loi.wav', mimeType: 'audio/wav', buffer: Buffer.from('no sound') })
  await page.getByTestId('recording-problem').getByText('không phải âm thanh').waitFor()
  await fileInput(page).setInputFiles(wav(MENU_HZ, 3))
  await page.getByTestId('menu-recording').getByTestId('prompt-player').waitFor()
  await page.getByTestId('hotline-problems').waitFor({ state: 'detached' })
  await shoot(page, 'hotline-menu-built')
  await page.getByTestId('hotline-save').click()
  await page.getByTestId('hotline-saved').waitFor()
  await page.getByTestId('hotline-standing').getByText('Mở menu hai nhánh').waitFor()
  // Every process has read it.
  await page.waitForTimeout(2500)

  const operator = await browser.newPage(platform.baseUrl)
  await signIn(operator, platform.login('operator'))
  await becomeReady(operator)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000061' })
  await caller.received.tone(MENU_HZ)
  caller.pressKeys('2')
  await operator.getByTestId('caller-branch').getByText('Nhánh: Giao thông').waitFor()
  await shoot(operator, 'hotline-pop')
  await operator.getByTestId('answer').click()
  await operator.getByTestId('recording').waitFor()
  await operator.getByTestId('caller-branch').waitFor()
  await caller.hangup()
  await operator.context().close()
  await page.context().close()
}, 180_000)

test('an entry gone wrong is marked in its row, leaving asks, and a former version comes back', async () => {
  const page = await open('menu')
  await page.getByTestId('menu-add').click()
  await page.getByTestId('menu-label').nth(2).fill('Y tế')
  await page.locator('.key-choice').nth(2).selectOption('1')
  await page.locator('.entry-said').getByText('Phím 1 dùng hai lần').waitFor()
  await page.locator('.tab-wrong').waitFor()
  await shoot(page, 'hotline-menu-wrong')
  await page.getByRole('link', { name: 'Lịch làm việc' }).first().click()
  await page.getByRole('button', { name: 'Ở lại sửa tiếp' }).click()
  expect(await page.getByTestId('menu-label').nth(2).inputValue()).toBe('Y tế')
  // Another section keeps it; the words differ from the recording, which is warned of.
  await page.locator('.key-choice').nth(2).selectOption('3')
  await page.getByTestId('hotline-tab-skills').click()
  await page.getByTestId('skill-new').fill('Đất đai')
  await page.getByTestId('skill-add').click()
  await page.getByTestId('skill-matrix').waitFor()
  await page.getByTestId('hotline-reason').fill('Thêm nhánh y tế')
  await page.getByTestId('hotline-save').click()
  await page.getByTestId('hotline-saved').waitFor()
  await page.getByTestId('hotline-warnings').click()
  await page.locator('.hotline-warnings').getByText('Lời menu không nhắc đến phím 3').waitFor()
  await page.getByTestId('hotline-tab-history').click()
  await page.getByTestId('hotline-version').nth(1).getByTestId('hotline-restore').click()
  await page.getByTestId('menu-label').nth(1).waitFor()
  expect(await page.getByTestId('menu-label').count()).toBe(2)
  expect(await page.getByTestId('hotline-reason').inputValue()).toBe('Khôi phục bản 1')
  await page.getByTestId('hotline-save').click()
  await page.getByTestId('hotline-saved').waitFor()
  await page.context().close()
}, 120_000)

test('what another administrator saves meanwhile costs nobody his words', async () => {
  const page = await open('general')
  await page.getByTestId('hotline-voicemail').click()
  const other = await HotlineAdministrator.signedIn(platform)
  await other.save((content) => ({ ...content, known: { ...content.known, days: 7 } }), 'Đổi số ngày')
  await page.getByTestId('hotline-reason').fill('Tắt lời nhắn')
  await page.getByTestId('hotline-save').click()
  await page.getByTestId('hotline-newer').getByText('Đổi số ngày').waitFor()
  await page.getByTestId('hotline-keep-mine').click()
  expect(await page.getByTestId('hotline-reason').inputValue()).toBe('Tắt lời nhắn')
  await page.getByTestId('hotline-discard').click()
  await page.getByTestId('hotline-standing').getByText('Đổi số ngày').waitFor()
  // What the environment holds is shown, and why it cannot be changed here.
  expect(await page.getByTestId('hotline-greeting').isDisabled()).toBe(true)
  await page.getByText('(GREETING)').waitFor()
  await page.context().close()
}, 90_000)

test('a prompt is replaced, heard and gone back from', async () => {
  const page = await open('prompts')
  await page.getByTestId('prompt-search').fill('tạm biệt không có câu này')
  await page.getByText('Không có lời thoại nào như vậy').waitFor()
  await page.getByTestId('prompt-search').fill('không đánh giá')
  const row = page.locator('[data-testid="prompt"][data-name="goodbye"]')
  await row.getByTestId('replace-goodbye').click()
  await row.getByTestId('prompt-text-goodbye').fill('Tạm biệt quý vị.')
  await fileInput(page).setInputFiles(wav(700, 2))
  await row.getByTestId('prompt-done').waitFor()
  await row.getByText('“Tạm biệt quý vị.”').waitFor()
  expect(await row.getAttribute('data-source')).toBe('upload')
  await row.getByTestId('prompt-play').click()
  await row.getByRole('button', { name: 'Dừng: Bản đang dùng' }).waitFor()
  await row.getByTestId('replace-goodbye').click()
  await row.getByTestId('restore-goodbye-0').click()
  await row.getByText('“Xin cảm ơn và kính chào quý vị.”').waitFor()
  // The browser's own recording comes in another format, which it turns into what the server takes.
  await row.getByTestId('replace-goodbye').click()
  await row.getByRole('button', { name: 'Ghi âm tại đây' }).click()
  await row.getByTestId('recording-now').waitFor()
  await page.waitForTimeout(2500)
  await row.getByTestId('recording-finish').click()
  await row.getByTestId('prompt-done').waitFor()
  const { prompts } = (await (await page.request.get('/api/hotline-prompts')).json()) as PromptList
  const versions = prompts.find(({ name }) => name === 'goodbye')?.versions
  expect(versions?.map(({ source }) => source)).toEqual(['upload', 'original', 'upload', 'original'])
  expect(versions?.[0]?.durationMs).toBeGreaterThan(1500)
  await page.context().close()
}, 90_000)

test.each<Theme>(['light', 'dark'])(
  'every section passes axe (%s)',
  async (theme) => {
    const page = await open('menu', theme === 'light' ? { theme } : { theme, width: 390, height: 844 })
    const found: string[] = []
    for (const section of ['menu', 'prompts', 'waiting', 'skills', 'general', 'history']) {
      await page.goto(`/tong-dai?muc=${section}`)
      await page.locator('.hotline-save').waitFor()
      await shoot(page, `hotline-${theme}-${section}`)
      found.push(...(await violations(page, section)))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(wide, `${section} is wider than the screen`).toBeLessThanOrEqual(0)
    }
    await page.context().close()
    expect(found).toEqual([])
  },
  120_000,
)

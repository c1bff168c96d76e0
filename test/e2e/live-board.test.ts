// The supervisor's live board in a real browser, with a real call: who waits, who talks, and the figures with the calls behind them.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { cutLines, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

let platform: TestPlatform
let browser: TestBrowser
let operators: Operator[] = []

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '3', GREETING: 'off', SHORT_ABANDON_SECONDS: '1' })
  operators = await openOperators(platform, 1)
  browser = await openBrowser(1300)
}, 120_000)
afterAll(async () => {
  closeOperators(operators)
  for (const { phone } of operators) await phone.close()
  await browser?.close()
  await platform?.stop()
}, 60_000)

async function openBoard(look: { width?: number; height?: number; theme?: 'light' | 'dark' } = {}): Promise<Page> {
  const page = await browser.newPage(platform.baseUrl, look)
  await signIn(page, platform.login('supervisor'))
  await page.goto('/giam-sat')
  await page.locator('[data-testid="board"][data-live="true"]').waitFor()
  return page
}

const numberOf = (page: Page, figure: string) => page.locator(`[data-testid="figure-${figure}"] :is(.figure-value, .part-value)`)

/** Resolves when the page shows it; says how long that took. */
async function appears(page: Page, selector: string, since: number): Promise<number> {
  await page.locator(selector).waitFor()
  return Date.now() - since
}

test('a caller who waits is on the board within a second, then answered; figures and the calls behind follow', async () => {
  const page = await openBoard()
  const [{ desk, phone, login }] = operators as [Operator]
  const before = Number(await numberOf(page, 'answered').textContent())
  const dialled = Date.now()
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: 1000 })
  const tookToShow = await appears(page, '[data-testid="board-waiting"]', dialled)
  expect(tookToShow, 'from the first packet of the call to the screen').toBeLessThan(1000)
  expect(await page.getByTestId('board-waiting').textContent()).toContain('0900 000 014')
  expect(await numberOf(page, 'waiting').textContent()).toBe('1')
  // Its age counts up without a word from the server.
  const age = () => page.getByTestId('board-waiting').locator('.row-time').textContent()
  const first = await age()
  await waitUntil(async () => (await age()) !== first, 3000)

  const readyAt = Date.now()
  await desk.send('agent:ready', {})
  const ringing = `[data-testid="board-agent"][data-name="${login.name}"]`
  expect(await appears(page, `${ringing}[data-state="ringing"]`, readyAt)).toBeLessThan(1000)
  await page.getByText(`Đang đổ chuông ở máy ${login.name}`).waitFor()
  const call = await phone.incoming()
  const answeredAt = Date.now()
  await call.answer()
  await caller.answered
  expect(await appears(page, '[data-testid="board-call"][data-status="talking"]', answeredAt)).toBeLessThan(1500)
  expect(await numberOf(page, 'waiting').textContent()).toBe('0')
  expect(await numberOf(page, 'on-call').textContent()).toBe('1')
  await page.locator(`${ringing}[data-state="on-call"]`).waitFor()
  // The answered call counts already, before it is over.
  await page.locator('[data-testid="figure-answered"]', { hasText: String(before + 1) }).waitFor()

  await desk.send('call:hold', { callId: (await page.getByTestId('board-call').getAttribute('data-call-id')) ?? '' })
  await page.locator(`${ringing}[data-state="held"]`).waitFor()
  await caller.hangup()
  await page.locator(`${ringing}[data-state="wrap-up"]`).waitFor()
  await page.getByTestId('board-call').waitFor({ state: 'detached' })
  await page.locator(`${ringing}[data-state="ready"]`).waitFor()
  await desk.send('agent:pause', { reason: 'meal' })
  await page.locator(`${ringing}[data-state="paused"]`, { hasText: 'Ăn trưa' }).waitFor()

  // By the keyboard: the formula on focus, the calls on Enter.
  await page.getByTestId('figure-answered').focus()
  await page.getByRole('tooltip').getByText('Cuộc có nhân viên nghe máy').waitFor()
  await page.keyboard.press('Enter')
  await page.locator(`[data-testid="behind-count"][data-count="${before + 1}"]`).waitFor()
  const row = page.getByTestId('behind-row').first()
  expect(await row.textContent()).toContain('0900 000 014')
  expect(await row.textContent()).toContain(login.name)
  // The address keeps the list; the call leads to its ticket.
  await page.reload()
  await page.getByTestId('behind-row').first().getByText('Mở phiếu').click()
  await page.waitForURL(/\/phan-anh\//)
  await page.context().close()
  await clearDesks(operators)
}, 90_000)

test('a caller who hangs up is abandoned, and the open list follows the figure', async () => {
  const page = await openBoard()
  const before = Number(await numberOf(page, 'abandoned').textContent())
  await page.getByTestId('figure-abandoned').click()
  await page.locator(`[data-testid="behind-count"][data-count="${before}"]`).waitFor()
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000046' })
  // Longer than SHORT_ABANDON_SECONDS, as the board itself counts.
  await page.getByTestId('board-waiting').locator('.row-time', { hasText: '00:02' }).waitFor()
  await caller.hangup()
  await page.locator(`[data-testid="behind-count"][data-count="${before + 1}"]`).waitFor()
  await page.locator('[data-testid="behind-row"][data-fate="abandoned"]', { hasText: '0900 000 046' }).first().waitFor()
  await page.context().close()
}, 60_000)

test('a board that was offline says so and reads everything again; the wall shows no caller', async () => {
  const page = await openBoard()
  const wall = await page.context().newPage()
  await wall.goto('/giam-sat/man-hinh-lon')
  await wall.locator('[data-testid="wall"][data-live="true"]').waitFor()
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.context().setOffline(true)
  await cutLines(page, '/socket.io/')
  await page.locator('[data-testid="board"][data-live="false"]').waitFor()
  expect(await numberOf(page, 'waiting').textContent()).toBe('–')
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000052' })
  await page.context().setOffline(false)
  await page.unroute('**/socket.io/**')
  await page.getByTestId('board-waiting').getByText('0900 000 052').waitFor()
  await wall.getByTestId('wall-caller').waitFor()
  expect(await wall.locator('body').textContent()).not.toMatch(/0900|052/)
  await caller.hangup()
  await wall.getByTestId('wall-caller').waitFor({ state: 'detached' })
  await page.context().close()
}, 60_000)

test('nobody else gets to it', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 1))
  await page.goto('/giam-sat')
  await page.getByText('Không có trang này').waitFor()
  await page.goto('/giam-sat/man-hinh-lon')
  await page.getByText('Không có trang này').waitFor()
  expect((await page.request.get('/api/figures')).status()).toBe(403)
  await page.context().close()
}, 60_000)

test.each<['light' | 'dark', number, number]>([
  ['light', 1366, 768],
  ['dark', 390, 844],
])(
  'no rule of accessibility is broken, nothing is wider than the screen (%s, %i×%i)',
  async (theme, width, height) => {
    const page = await openBoard({ theme, width, height })
    const [{ desk, phone }] = operators as [Operator]
    const talking = await dial({ sipPort: platform.sipPort, from: '0900000014' })
    await desk.send('agent:ready', {})
    ;(await phone.incoming()).answer()
    await page.getByTestId('board-call').waitFor()
    const waiting = await dial({ sipPort: platform.sipPort, from: '0900000027' })
    await page.getByTestId('board-waiting').waitFor()
    const found: string[] = []
    const look = async (name: string, on = page) => {
      found.push(...(await violations(on, name)))
      const over = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) found.push(`${name}: ${over} px too wide`)
    }
    await look('board')
    await page.getByTestId('figure-offered').click()
    await page.getByTestId('behind-row').first().waitFor()
    await look('calls behind')
    await page.goto('/giam-sat/man-hinh-lon')
    await page.getByTestId('wall-agent').first().waitFor()
    await look('wall')
    // Who waits goes first, or he would ring at the desk that becomes free.
    await waiting.hangup()
    const mark = desk.mark
    await talking.hangup()
    await desk.wait('agent:state', ({ state }) => state === 'wrap-up', 5000, mark)
    await clearDesks(operators)
    await page.context().close()
    expect(found).toEqual([])
  },
  60_000,
)

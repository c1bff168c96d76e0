// The supervisor's buttons on the live board in a real browser: his telephone answers by itself, and each tone is found where it must be.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presence } from '../audio/tones.ts'
import { violations } from '../harness/axe.ts'
import { agentState, becomeReady, hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { clearDesks, closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

const CALLER_HZ = 1000
const BOSS_HZ = 1900

let platform: TestPlatform
let browser: TestBrowser
let operators: Operator[] = []

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '3', GREETING: 'off' })
  operators = await openOperators(platform, 1)
  browser = await openBrowser(BOSS_HZ)
}, 120_000)
afterAll(async () => {
  closeOperators(operators)
  for (const { phone } of operators) await phone.close()
  await browser?.close()
  await platform?.stop()
}, 60_000)

async function openBoard(): Promise<Page> {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('supervisor'))
  await page.goto('/giam-sat')
  await page.locator('[data-testid="board"][data-live="true"]').waitFor()
  return page
}
const own = (page: Page, mode: string) => page.locator(`[data-testid="monitor-own"][data-mode="${mode}"][data-on="true"]`)

test('listen, whisper and join by the keyboard; stop; and the talk goes on', async () => {
  const page = await openBoard()
  const [{ desk, phone, toneHz }] = operators as [Operator]
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await desk.send('agent:ready', {})
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(toneHz)
  await page.getByTestId('board-call').waitFor()

  // Without a telephone that rings the server says why; the page's own one is there after a moment.
  await page.getByTestId('monitor-listen').focus()
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Enter')
        await page.getByTestId('monitor-own').or(page.getByTestId('board-refusal')).first().waitFor()
        return page.getByTestId('monitor-own').count()
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(1)
  await own(page, 'listen').waitFor()
  leg.setTone(null)
  await hears(page, CALLER_HZ)
  leg.setTone(toneHz)
  caller.setTone(null)
  await hears(page, toneHz)
  // The browser's microphone speaks in bursts: two of them and their pauses.
  const silent = await Promise.all([caller.received.next(1300), leg.received.next(1300)])
  for (const heard of silent) expect(presence(heard, BOSS_HZ)).toBeLessThan(0.005)

  await page.getByTestId('monitor-whisper').press('Enter')
  await own(page, 'whisper').waitFor()
  await leg.received.tone(BOSS_HZ)
  const whispered = await caller.received.next(1300)
  expect(presence(whispered, BOSS_HZ), 'the caller must not hear the whisper').toBeLessThan(0.005)
  expect(presence(whispered, toneHz)).toBeGreaterThan(0.5)

  await page.getByTestId('monitor-barge').press('Enter')
  await own(page, 'barge').waitFor()
  leg.setTone(null)
  await caller.received.tone(BOSS_HZ)
  expect(await page.getByTestId('monitor-barge').getAttribute('aria-pressed')).toBe('true')
  expect(await violations(page, 'board with a supervisor in a call')).toEqual([])

  // Away from the board he still sees it.
  await page.getByRole('link', { name: 'Phản ánh', exact: true }).click()
  await page.getByTestId('monitor-notice').waitFor()
  await page.getByTestId('monitor-notice').getByRole('link').click()
  await page.getByTestId('monitor-stop').press('Enter')
  await page.getByTestId('monitor-own').waitFor({ state: 'detached' })
  leg.setTone(toneHz)
  await caller.received.tone(toneHz)
  expect(await page.getByTestId('board-call').count()).toBe(1)
  await caller.hangup()
  await page.getByTestId('board-call').waitFor({ state: 'detached' })
  await page.context().close()
  await clearDesks(operators)
}, 90_000)

test('a page that is closed takes its supervisor out of the call', async () => {
  const page = await openBoard()
  const [{ desk, phone, toneHz }] = operators as [Operator]
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await desk.send('agent:ready', {})
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(toneHz)
  await page.getByTestId('board-call').waitFor()
  const other = await openBoard()
  await other.getByTestId('board-call').waitFor()
  await expect
    .poll(
      async () => {
        await other.getByTestId('monitor-barge').click()
        await other.getByTestId('monitor-own').or(other.getByTestId('board-refusal')).first().waitFor()
        return other.getByTestId('monitor-own').count()
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(1)
  await own(other, 'barge').waitFor()
  await other.context().close()
  await page.getByTestId('monitor-own').waitFor({ state: 'detached' })
  expect(await page.getByTestId('board-call').count()).toBe(1)
  await caller.received.tone(toneHz)
  await caller.hangup()
  await page.context().close()
  await clearDesks(operators)
}, 90_000)

test('callers are moved on the board: to the front, and to an operator who had let one pass', async () => {
  const page = await openBoard()
  const [{ desk, phone, login }] = operators as [Operator]
  const first = await dial({ sipPort: platform.sipPort, from: '0900000061', toneHz: CALLER_HZ })
  await page.getByTestId('board-waiting').first().waitFor()
  const second = await dial({ sipPort: platform.sipPort, from: '0900000062', toneHz: CALLER_HZ })
  await page.getByTestId('board-waiting').nth(1).waitFor()
  expect(await page.getByTestId('move-give').first().isDisabled()).toBe(true)
  await page.getByTestId('move-front').press('Enter')
  await page.getByTestId('board-waiting').first().getByText('1. 0900 000 062').waitFor()
  await page.getByTestId('board-waiting').first().getByText('Phạm Thu Hà vừa chuyển').waitFor()
  const mark = desk.mark
  await desk.send('agent:ready', {})
  const pop = await desk.wait('call:pop', ({ call }) => call.callerNumber === '+84900000062', 10_000, mark)
  await desk.send('call:decline', { callId: pop.call.callId })
  await desk.wait('call:pop', ({ call }) => call.callerNumber === '+84900000061', 10_000, mark)
  await first.hangup()
  // He let it pass and is ready: the router would leave him in peace for a while.
  await page.locator(`[data-testid="board-agent"][data-name="${login.name}"][data-state="ready"]`).waitFor()
  const give = page.getByTestId('move-give')
  await give.press('Enter')
  await page.getByTestId('give-to').getByText(login.name).waitFor()
  await page.getByTestId('give-to').click()
  await page.getByText(`Đang đổ chuông ở máy ${login.name}`).waitFor()
  phone.forgetArrived()
  expect(await violations(page, 'board with a moved caller')).toEqual([])
  await second.hangup()
  await page.context().close()
  await clearDesks(operators)
}, 90_000)

test('an operator’s state set on the board: his page says who did it', async () => {
  const page = await openBoard()
  const operator = await browser.newPage(platform.baseUrl)
  const login = platform.login('operator', 1)
  await signIn(operator, login)
  // His telephone is there, though he is not at work yet.
  const button = page.locator(`[data-testid="set-agent"][data-name="${login.name}"]`)
  await button.press('Enter')
  await page.getByTestId('set-agent-ready').click()
  await agentState(operator, 'ready')
  await operator.getByTestId('set-by').getByText('Phạm Thu Hà đã chuyển anh chị sang «Sẵn sàng».').waitFor()
  await page.locator(`[data-testid="board-agent"][data-name="${login.name}"][data-state="ready"]`, { hasText: 'do Phạm Thu Hà đặt' }).waitFor()
  await button.click()
  await page.getByTestId('set-agent-meeting').waitFor()
  await page.getByTestId('set-agent-meeting').click()
  await agentState(operator, 'paused')
  await operator.getByTestId('set-by').getByText('Phạm Thu Hà đã cho anh chị tạm nghỉ: Họp.').waitFor()
  expect(await violations(operator, 'desk with a state set by another')).toEqual([])
  expect(await violations(page, 'board with a state set')).toEqual([])
  await becomeReady(operator)
  await operator.getByTestId('set-by').waitFor({ state: 'detached' })
  await button.click()
  await page.getByTestId('set-agent-offline').click()
  await agentState(operator, 'offline')
  await operator.context().close()
  await page.context().close()
}, 90_000)

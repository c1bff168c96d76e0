// The supervisor's buttons on the live board in a real browser: his telephone answers by itself, and each tone is found where it must be.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presence } from '../audio/tones.ts'
import { violations } from '../harness/axe.ts'
import { hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
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
  operators = await openOperators(platform, 2)
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
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/monitor-listen.png` })

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
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/monitor-barge.png` })

  // Away from the board he still sees it.
  await page.getByRole('link', { name: 'Phản ánh', exact: true }).click()
  await page.getByTestId('monitor-notice').waitFor()
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/monitor-away.png` })
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

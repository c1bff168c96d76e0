// Two operators in real browsers: one asks the other, all three talk, the caller is handed over with what was typed; then passed back.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSilent, presence } from '../audio/tones.ts'
import { violations } from '../harness/axe.ts'
import { agentState, answer, becomeReady, hears, hearsNot, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const CALLER_HZ = 1000
const FIRST_HZ = 1300
const SECOND_HZ = 1700
/** Where pictures of each step go, when somebody wants to look. */
const pictures = process.env['PICTURES']

let platform: TestPlatform
let browsers: TestBrowser[]

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  browsers = [await openBrowser(FIRST_HZ), await openBrowser(SECOND_HZ)]
}, 120_000)
afterAll(async () => {
  for (const browser of browsers ?? []) await browser.close()
  await platform?.stop()
}, 60_000)

const shoot = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, animations: 'disabled' })
}
/** Syllables of one tone and of nobody else's, longer than the pause between two. */
const callerHears = (caller: SipCaller, hz: number, not: number) =>
  waitUntil(
    async () => {
      const heard = await caller.received.next(900)
      return presence(heard, hz) > 0.3 && presence(heard, not) < 0.05
    },
    10_000,
    () => `the caller does not hear ${hz} Hz alone`,
  )

test('asked, all three, handed over with the form, passed back', async () => {
  const [an, binh] = await Promise.all(browsers.map((browser) => browser.newPage(platform.baseUrl)))
  if (!an || !binh) throw new Error('no pages')
  const names = [platform.login('operator', 0).name, platform.login('operator', 1).name]
  await signIn(an, platform.login('operator', 0))
  await becomeReady(an)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await answer(an)
  await caller.received.tone(FIRST_HZ)
  await shoot(an, '1-talking')

  // Nobody else is there yet: the dialog says so, and shows the other as soon as he is ready.
  await an.keyboard.press('F6')
  await an.getByTestId('transfer-queue').waitFor()
  expect(await an.getByTestId('transfer-queue').isEnabled()).toBe(false)
  await signIn(binh, platform.login('operator', 1))
  await becomeReady(binh)
  await an
    .locator('[data-testid="colleague"][data-free="true"]')
    .getByText(names[1] ?? '')
    .waitFor()
  await shoot(an, '2-picker')
  expect(await violations(an, 'picker')).toEqual([])
  await an.keyboard.press('Escape')
  await an.getByTestId('transfer-queue').waitFor({ state: 'detached' })
  await an.getByTestId('field-content').fill('Cột điện nghiêng sát trường học')
  await an.keyboard.press('F6')
  await an.getByTestId('consult-start').click()

  // Told who asks and what is written, without the form.
  await binh.getByTestId('consult-words').getByText('Cột điện nghiêng sát trường học').waitFor()
  await binh.getByText(`${names[0]} hỏi ý kiến`).waitFor()
  await an.locator('[data-testid="consult"][data-state="ringing"]').waitFor()
  await shoot(binh, '3-asked-ringing')
  await shoot(an, '3-asking')
  await answer(binh)
  await an.locator('[data-testid="consult"][data-state="talking"]').waitFor()
  await Promise.all([hears(an, SECOND_HZ), hears(binh, FIRST_HZ)])
  const music = await caller.received.next(1500)
  expect([isSilent(music), presence(music, FIRST_HZ) < 0.02, presence(music, SECOND_HZ) < 0.02]).toEqual([false, true, true])
  expect(await binh.getByTestId('field-content').count()).toBe(0)
  await shoot(an, '4-consulting')
  expect([...(await violations(an, 'asking')), ...(await violations(binh, 'asked'))]).toEqual([])
  await shoot(binh, '4-consulted')

  // The colleague leaves and is asked anew.
  await binh.keyboard.press('F4')
  await an
    .getByTestId('consult-ended')
    .getByText(names[1] ?? '')
    .waitFor()
  await shoot(an, '4-colleague-left')
  await callerHears(caller, FIRST_HZ, SECOND_HZ)
  await agentState(binh, 'ready')
  await an.keyboard.press('F6')
  await an.getByTestId('consult-start').click()
  await answer(binh)
  await an.locator('[data-testid="consult"][data-state="talking"]').waitFor()

  await an.keyboard.press('F7')
  await Promise.all([an, binh].map((page) => page.locator('[data-testid="consult"][data-state="conference"]').waitFor()))
  await waitUntil(async () => {
    const heard = await caller.received.next(1500)
    return presence(heard, FIRST_HZ) > 0.1 && presence(heard, SECOND_HZ) > 0.1
  })
  expect(await binh.getByTestId('field-content').count()).toBe(0)
  await shoot(an, '5-three')
  await shoot(binh, '5-three-second')

  // Words typed in the last moment go with the caller.
  await an.getByTestId('field-content').fill('Cột điện nghiêng sát trường học, dây chạm mái tôn')
  await an.keyboard.press('F6')
  await an.getByTestId('wrapup').waitFor()
  await callerHears(caller, SECOND_HZ, FIRST_HZ)
  await hears(binh, CALLER_HZ)
  await waitUntil(async () => (await binh.getByTestId('field-content').inputValue()) === 'Cột điện nghiêng sát trường học, dây chạm mái tôn')
  expect(await an.getByTestId('field-content').count()).toBe(0)
  expect(await binh.getByTestId('consult').count()).toBe(0)
  await shoot(an, '6-passed-on')
  await shoot(binh, '6-taken-over')

  // Back to the first without a word before, by keyboard alone.
  await an.getByTestId('wrapup-finish').click()
  await agentState(an, 'ready')
  await binh.getByTestId('field-title').fill('Cột điện nghiêng')
  await binh.keyboard.press('F6')
  await binh.locator('[data-testid="colleague"][data-free="true"] [data-testid="transfer-now"]').focus()
  await binh.keyboard.press('Enter')
  await an
    .getByTestId('call-before')
    .getByText(names[1] ?? '')
    .waitFor()
  await shoot(an, '7-passed-to-me')
  await answer(an)
  await callerHears(caller, FIRST_HZ, SECOND_HZ)
  await waitUntil(async () => (await an.getByTestId('field-title').inputValue()) === 'Cột điện nghiêng')
  expect(await an.getByTestId('field-content').inputValue()).toBe('Cột điện nghiêng sát trường học, dây chạm mái tôn')
  await agentState(binh, 'wrap-up')
  await hearsNot(binh, CALLER_HZ)
  await an.keyboard.press('F4')
  await caller.ended
}, 180_000)

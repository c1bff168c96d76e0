// An operator calls out in a real browser: by a typed number, from a call-back task and from a petition; keys, and a number outside.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HotlineView } from '../../src/contract/hotline.ts'
import { emptyTicketForm, type Ticket } from '../../src/contract/tickets.ts'
import { presence } from '../audio/tones.ts'
import { violations } from '../harness/axe.ts'
import { agentState, answer, becomeReady, hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { addCallbacks } from '../harness/callback-tasks.ts'
import { HttpClient } from '../harness/desk-client.ts'
import { openOutside, outsideHz, trunkSettings } from '../harness/outside.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'
import type { PhoneCall, SipPhone } from '../sip/phone.ts'

const MIC_HZ = 1300
/** Where pictures of each step go, when somebody wants to look. */
const pictures = process.env['PICTURES']

let platform: TestPlatform
let browser: TestBrowser
let outside: SipPhone
let page: Page

beforeAll(async () => {
  outside = await openOutside()
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60', ...trunkSettings(outside, 20) })
  browser = await openBrowser(MIC_HZ)
  page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await becomeReady(page)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  await outside?.close()
}, 60_000)

const shoot = async (name: string, on = page) => {
  if (!pictures) return
  await on.screenshot({ path: `${pictures}/${name}.png`, animations: 'disabled' })
  await on.setViewportSize({ width: 390, height: 844 })
  await on.screenshot({ path: `${pictures}/${name}-phone.png`, animations: 'disabled', fullPage: true })
  await on.setViewportSize({ width: 1366, height: 768 })
}
/** Syllables of the microphone's tone, longer than the pause between two. */
const heardOutside = (call: PhoneCall) =>
  waitUntil(
    async () => presence(await call.received.next(900), MIC_HZ) > 0.3,
    15_000,
    () => 'the citizen does not hear the operator',
  )

test('a typed number: the page answers its own telephone, keys are heard there, busy is said', async () => {
  await page.keyboard.press('F3')
  await page.keyboard.type('1900 1234')
  await page.keyboard.press('Enter')
  await page.getByTestId('desk-notice').getByText('Đầu số dịch vụ 1800, 1900 không được gọi').waitFor()
  expect(await page.getByTestId('dial-number').inputValue()).toBe('1900 1234')
  await shoot('dial-refused')
  await page.getByTestId('dial-number').fill('0900 000 014')
  expect(await violations(page, 'dial box')).toEqual([])
  await page.keyboard.press('Enter')
  const citizen = await outside.incoming()
  expect(citizen.dialled).toBe('0900000014')
  await agentState(page, 'on-call')
  await page.getByText('Đang đổ chuông…').waitFor()
  await hears(page, 425)
  await shoot('dialing')
  expect(await page.getByTestId('hold').isDisabled()).toBe(true)
  citizen.answer()
  await Promise.all([hears(page, outsideHz), heardOutside(citizen)])
  await page.locator('[data-testid="recording"][data-recording="true"]').waitFor()

  await page.keyboard.press('F3')
  await page.getByTestId('keypad').waitFor()
  await page.keyboard.type('12#')
  await page.getByTestId('key-0').click()
  await waitUntil(
    () => citizen.heardKeys === '12#0',
    10_000,
    () => `heard ${citizen.heardKeys}`,
  )
  expect(await page.getByTestId('keypad-pressed').textContent()).toBe('12#0')
  // Digits typed into the form stay in the form.
  await page.getByTestId('field-content').fill('')
  await page.getByTestId('field-content').pressSequentially('nhà số 57')
  expect(await page.getByTestId('keypad-pressed').textContent()).toBe('12#0')
  await shoot('keypad')
  expect(await violations(page, 'keypad')).toEqual([])
  await page.keyboard.press('F4')
  await citizen.ended
  await page.getByTestId('wrapup').waitFor()
  await shoot('after-talk')

  // Once more, out of the wrap-up; now he is busy.
  outside.behaviour = { reject: 486 }
  await page.getByTestId('dial-again').click()
  await page.getByTestId('dial-outcome').getByText('Máy bận').waitFor()
  await shoot('busy')
  expect(await violations(page, 'busy')).toEqual([])
  outside.behaviour = 'ring'
  await page.getByTestId('wrapup-finish').click()
  await agentState(page, 'ready')
}, 90_000)

test('from a call-back task: tried, told, tried again, and done when he answers', async () => {
  await addCallbacks(platform, [{ number: '+84900000099', reason: 'missed', at: new Date() }])
  outside.behaviour = { reject: 480 }
  // A task put into the table by hand is told to nobody.
  await page.reload()
  await becomeReady(page)
  const row = page.locator('[data-testid="callback"][data-number="+84900000099"]')
  const open = async () => {
    await page.getByTestId('callbacks').click()
    await row.waitFor()
  }
  await open()
  await row.getByTestId('callback-call').click()
  await page.getByTestId('dial-outcome').getByText('Không liên lạc được').waitFor()
  await page.getByTestId('wrapup-finish').click()
  await open()
  await row.getByTestId('callback-attempts').getByText('đã gọi 1 lần').waitFor()
  await shoot('callbacks')
  expect(await violations(page, 'call-back list')).toEqual([])
  outside.behaviour = 'ring'
  await row.getByTestId('callback-call').click()
  const citizen = await outside.incoming()
  citizen.answer()
  await hears(page, outsideHz)
  await citizen.hangup()
  await page.getByTestId('wrapup-finish').click()
  await agentState(page, 'ready')
  await page.getByTestId('callbacks').click()
  await row.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
}, 90_000)

test('from a petition: the desk opens with its form, and the call stands on its page', async () => {
  const operator = new HttpClient(platform.baseUrl)
  await operator.signIn(platform.login('operator', 1))
  const { body: draft } = await operator.request<Ticket>('POST', '/api/tickets', { channel: 'walk-in' })
  const form = { ...emptyTicketForm, channel: 'walk-in', reporterPhone: '0900000077', title: 'Cây đổ chắn đường', content: 'Cây đổ từ đêm qua' }
  await operator.request('PUT', `/api/tickets/${draft.id}/draft`, { version: draft.version, form })
  await page.goto(`/phan-anh/${draft.id}`)
  await page.getByTestId('call-citizen').waitFor()
  await page
    .locator('[data-testid="phone-link"][data-link="registered"]')
    .waitFor({ state: 'attached' })
    .catch(() => undefined)
  await shoot('petition')
  await waitUntil(async () => {
    await page.getByTestId('call-citizen').click()
    return (await page.getByTestId('agent-state').getAttribute('data-state')) === 'on-call'
  }, 15_000)
  const citizen = await outside.incoming()
  expect(citizen.dialled).toBe('0900000077')
  citizen.answer()
  await hears(page, outsideHz)
  await waitUntil(async () => (await page.getByTestId('field-content').inputValue()) === 'Cây đổ từ đêm qua')
  await shoot('from-petition')
  await citizen.hangup()
  await page.getByTestId('wrapup-finish').click()
  await page.goto(`/phan-anh/${draft.id}`)
  await page.getByTestId('ticket-call-out').waitFor()
  await shoot('petition-after')
  expect(await violations(page, 'petition')).toEqual([])
  await page.goto('/')
  await becomeReady(page)
}, 90_000)

test('a caller passed on to a unit: found by its name, nobody answers, he is back', async () => {
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000015', toneHz: 700 })
  await answer(page)
  await hears(page, 700)
  await page.keyboard.press('F6')
  await page.getByTestId('outside-typed').fill('so xay dung')
  await page.getByTestId('outside-row').first().waitFor()
  await shoot('transfer-outside')
  expect(await violations(page, 'transfer')).toEqual([])
  await page.getByTestId('outside-typed').fill('0269 3824 123')
  outside.behaviour = { reject: 486 }
  await page.getByTestId('outside-ask').click()
  await page.getByTestId('consult-ended').getByText('máy bận').waitFor()
  await hears(page, 700)
  await page.keyboard.press('F6')
  await page.getByTestId('outside-typed').fill('0269 3824 123')
  await page.getByTestId('outside-pass').click()
  await page.getByTestId('call-back-from').getByText('Máy bận').waitFor()
  await shoot('back-again')
  expect(await violations(page, 'back again')).toEqual([])
  await answer(page)
  await hears(page, 700)
  await caller.hangup()
  await page.getByTestId('wrapup-finish').click()
  await agentState(page, 'ready')
}, 90_000)

test('a caller who asked to be called back: marked in the queue, rung as "Gọi lại theo yêu cầu", and talked with', async () => {
  outside.behaviour = 'ring'
  const administrator = new HttpClient(platform.baseUrl)
  await administrator.signIn(platform.login('administrator'))
  const { body } = await administrator.request<HotlineView>('GET', '/api/hotline-settings')
  const content = { ...body.content, waiting: { ...body.content.waiting, callbackOfferSeconds: 10, announceEverySeconds: 0 } }
  expect((await administrator.request('PUT', '/api/hotline-settings', { version: body.version, content, reason: 'Thử gọi lại' })).status).toBe(200)
  await page.goto('/')
  await page.getByTestId('state-menu').click()
  await page.getByTestId('pause-break').click()
  await agentState(page, 'paused')
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014' })
  await caller.answered
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  caller.pressKeys('1')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  caller.pressKeys('1')
  await caller.ended
  await page.locator('[data-testid="waiting-row"][data-booked="true"]').waitFor()
  await shoot('booked-waiting')
  expect(await violations(page, 'booked')).toEqual([])
  await page.getByTestId('set-ready-button').click()
  await page.getByTestId('booked-note').waitFor()
  await page.getByText('Gọi lại theo yêu cầu').waitFor()
  await shoot('booked-ringing')
  expect(await violations(page, 'booked ringing')).toEqual([])
  await answer(page).catch(async (error: unknown) => {
    await shoot('booked-not-answered')
    throw error
  })
  const citizen = await outside.incoming()
  expect(citizen.dialled).toBe('0900000014')
  citizen.answer()
  await Promise.all([hears(page, outsideHz), heardOutside(citizen)])
  await shoot('booked-talking')
  await citizen.hangup()
}, 90_000)

// What goes wrong at a browser's desk: tabs closed while it rings or talks, two tabs, leaving.

import { UA, WebSocketInterface } from 'jssip'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SoftphoneAccount } from '../../src/contract/accounts.ts'
import { isSilent } from '../audio/tones.ts'
import { agentState, answer, becomeReady, hears, newTab, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { DeskClient, HttpClient } from '../harness/desk-client.ts'
import { clearDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const OPERATOR_HZ = 1300
const SECOND_HZ = 1700

let platform: TestPlatform
let browser: TestBrowser
let phone: SipPhone
let second: DeskClient
let page: Page

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '1' })
  browser = await openBrowser(OPERATOR_HZ)
  phone = await SipPhone.open({ name: 'desk2', toneHz: SECOND_HZ })
  second = await DeskClient.open(platform.baseUrl, platform.login('operator', 1), phone.contact)
}, 120_000)

afterAll(async () => {
  second?.close()
  await browser?.close()
  await platform?.stop()
}, 60_000)

afterEach(async () => {
  await clearDesks([{ phone, desk: second }])
  await page.context().close()
})

/** The browser's operator is the only one ready when the call comes, so it rings there. */
async function ringsInBrowser(from: string) {
  page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 0))
  await becomeReady(page)
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  await page.getByTestId('answer').waitFor()
  await page.getByTestId('ticket-form').waitFor()
  return caller
}

test('the tab closed while it rings: the next agent is asked', async () => {
  const caller = await ringsInBrowser('0900000021')
  await second.send('agent:ready', {})
  await page.close()
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(SECOND_HZ)
  await leg.received.tone(CALLER_HZ)
  await caller.hangup()
  await leg.ended
})

test('the tab closed while talking: the caller hears music while its operator is rung again, goes first in the queue and reaches the next agent', async () => {
  const caller = await ringsInBrowser('0900000022')
  await answer(page)
  await caller.received.tone(OPERATOR_HZ)
  const from = second.mark
  const closedAt = Date.now()
  await page.close()
  await second.wait('queue:waiting', (waiting) => waiting.some((call) => call.callerNumber === '+84900000022'), 40_000, from)
  // 3 s of silence, 10 s for whoever lost him.
  expect(Date.now() - closedAt).toBeGreaterThan(12_000)
  expect(Date.now() - closedAt).toBeLessThan(20_000)
  await caller.received.sound()
  expect(isSilent(await caller.received.next(1500))).toBe(false)
  const later = await dial({ sipPort: platform.sipPort, from: '0900000023', toneHz: 600 })
  const waiting = await second.wait('queue:waiting', (list) => list.length === 2, 10_000, from)
  expect(waiting.map((call) => call.callerNumber)).toEqual(['+84900000022', '+84900000023'])
  await later.hangup()
  await second.send('agent:ready', {})
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(SECOND_HZ)
  await leg.received.tone(CALLER_HZ)
  await caller.hangup()
  await leg.ended
}, 90_000)

test('two tabs: the newer takes over, the older says so, and the call rings in the newer', async () => {
  page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 0))
  const newer = await newTab(page.context())
  await newer.goto(platform.baseUrl)
  await page.getByTestId('taken-over').waitFor()
  await becomeReady(newer)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000024', toneHz: CALLER_HZ })
  await newer.getByTestId('answer').waitFor()
  await answer(newer)
  await caller.received.tone(OPERATOR_HZ)
  await hears(newer, CALLER_HZ)
  await newer.keyboard.press('F4')
  await caller.ended
  await agentState(newer, 'ready')
  await page.getByTestId('take-back').click()
  await newer.getByTestId('taken-over').waitFor()
  await page.getByTestId('agent-state').waitFor()
})

test('signing out withdraws the softphone: its account is no longer let in, and no call is offered', async () => {
  const session = new HttpClient(platform.baseUrl)
  await session.signIn(platform.login('supervisor'))
  const { body: account } = await session.request<SoftphoneAccount>('GET', '/api/session/softphone')
  expect(await registers(account)).toBe('registered')
  expect((await session.request('DELETE', '/api/session')).status).toBeLessThan(300)
  expect(await registers(account)).toBe('refused')

  page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 0))
  await becomeReady(page)
  await page.getByTestId('account-menu').click()
  await page.getByTestId('sign-out').click()
  await page.getByTestId('login-submit').waitFor()
  const from = second.mark
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000025', toneHz: CALLER_HZ })
  await second.wait('queue:waiting', (waiting) => waiting.some((call) => call.callerNumber === '+84900000025'), 10_000, from)
  await second.send('agent:ready', {})
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(SECOND_HZ)
  await caller.hangup()
  await leg.ended
})

/** Tries to register with this account as the page's softphone does. */
function registers({ servers, uri, username, secret }: SoftphoneAccount): Promise<'registered' | 'refused'> {
  return new Promise((resolve) => {
    const agent = new UA({ sockets: [new WebSocketInterface(servers[0]?.wsUrl ?? '')], uri, authorization_user: username, password: secret, register: true })
    const say = (word: 'registered' | 'refused') => () => {
      agent.stop()
      resolve(word)
    }
    agent.on('registered', say('registered'))
    agent.on('registrationFailed', say('refused'))
    agent.start()
  })
}

// The controller dies behind an open page whose web server lives: the page says so, saves on, and goes on by itself.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBeside } from '../harness/beside.ts'
import { agentState, answer, becomeReady, hears, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial } from '../sip/caller.ts'

const CALLER_HZ = 1000
const OPERATOR_HZ = 1300
const hotline = { RING_SECONDS: '20', WRAPUP_SECONDS: '60' }

let controller: TestPlatform
let web: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  controller = await startPlatform({ ROLES: 'controller', ...hotline })
  web = await startBeside(controller, { ROLES: 'web', ARI_URL: '', ...hotline })
  browser = await openBrowser(OPERATOR_HZ)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await web?.stop()
  await controller?.stop()
}, 60_000)

test('an open page outlives its controller: the talk goes on, the ticket is saved, commands come back by themselves', async () => {
  const page = await browser.newPage(web.baseUrl)
  await signIn(page, controller.login('operator'))
  await becomeReady(page)
  const caller = await dial({ sipPort: controller.sipPort, from: '0900000041', toneHz: CALLER_HZ })
  await page.getByTestId('ticket-form').waitFor()
  await answer(page)
  await caller.received.tone(OPERATOR_HZ)
  await hears(page, CALLER_HZ)

  // The launcher first, or it would start the controller again before the page could be looked at.
  await controller.kill('launcher')
  await controller.kill('platform')
  await page.getByTestId('standby').waitFor()
  await agentState(page, 'on-call')
  expect(await page.getByTestId('hold').isDisabled()).toBe(true)
  await page.getByTestId('field-title').fill('Ổ gà lớn trước cổng trường Phan Bội Châu')
  await page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  await hears(page, CALLER_HZ)
  await caller.received.tone(OPERATOR_HZ)

  await controller.relaunch()
  await page.getByTestId('standby').waitFor({ state: 'detached' })
  await agentState(page, 'on-call')
  await page.getByTestId('hold').click()
  await agentState(page, 'held')
  await caller.received.toneGone(OPERATOR_HZ)
  await page.getByTestId('hold').click()
  await caller.received.tone(OPERATOR_HZ)
  await page.getByTestId('hangup').click()
  await caller.ended
  await agentState(page, 'wrap-up')
  expect(await page.getByTestId('field-title').inputValue()).toBe('Ổ gà lớn trước cổng trường Phan Bội Châu')
}, 120_000)

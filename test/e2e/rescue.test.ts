// A browser that fails in the middle of a talk: the caller is told sorry and hears music, the operator opens the page again and
// talks on without lifting; when he does not, the next operator gets the caller first.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isSilent, presence } from '../audio/tones.ts'
import { agentState, answer, becomeReady, hears, openBrowser, openOwnBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { openPrompts, type Prompts } from '../harness/hears.ts'
import { clearDesks } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { dial, type SipCaller } from '../sip/caller.ts'
import { SipPhone } from '../sip/phone.ts'

const CALLER_HZ = 1000
const OPERATOR_HZ = 1300
const SECOND_HZ = 1700

let platform: TestPlatform
let browser: TestBrowser
let prompts: Prompts
let phone: SipPhone
let second: DeskClient
const callers: SipCaller[] = []
const profile = mkdtempSync(path.join(tmpdir(), 'h1022-profile-'))

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  browser = await openBrowser(OPERATOR_HZ)
  prompts = await openPrompts(['apology-reconnect'])
  phone = await SipPhone.open({ name: 'desk2', toneHz: SECOND_HZ })
  await signedInProfile()
  second = await DeskClient.open(platform.baseUrl, platform.login('operator', 1), phone.contact)
}, 120_000)
afterAll(async () => {
  second?.close()
  await browser?.close()
  await platform?.stop()
  rmSync(profile, { recursive: true, force: true })
}, 60_000)
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.hangup()
  await clearDesks([{ phone, desk: second }])
})

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}

const apology = (caller: Parameters<Prompts['heard']>[0], from: number) => prompts.heard(caller, from, 'apology-reconnect', 20_000)

/** Signed in as yesterday: the profile is on the disk before the browser can be killed. */
async function signedInProfile(): Promise<void> {
  const own = await openOwnBrowser(profile, platform.baseUrl, OPERATOR_HZ)
  await signIn(own.page, platform.login('operator', 0))
  await own.close()
}

async function dialIn(from: string, toneHz: number): Promise<SipCaller> {
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz })
  callers.push(caller)
  return caller
}

async function talksIn(page: Page, from: string) {
  await becomeReady(page)
  const caller = await dialIn(from, CALLER_HZ)
  await answer(page)
  await caller.received.tone(OPERATOR_HZ)
  await hears(page, CALLER_HZ)
  return caller
}

test('kill -9 of the browser in a talk: opened again, the page takes the caller back by itself, with the form as it was', async () => {
  const own = await openOwnBrowser(profile, platform.baseUrl, OPERATOR_HZ)
  await own.page.goto('/')
  const caller = await talksIn(own.page, '0900000071')
  await own.page.getByTestId('field-title').fill('Nắp hố ga vỡ trước trường học')
  // Typed words are sent after a breath.
  await own.page.waitForTimeout(1500)
  const killedAt = Date.now()
  await own.kill()
  await caller.received.toneGone(OPERATOR_HZ)
  await apology(caller, killedAt)
  const again = await openOwnBrowser(profile, platform.baseUrl, OPERATOR_HZ)
  await again.page.goto('/')
  await agentState(again.page, 'on-call')
  await caller.received.tone(OPERATOR_HZ)
  const talkedAfter = Date.now() - killedAt
  console.log(`talking again ${talkedAfter} ms after the browser was killed`)
  await hears(again.page, CALLER_HZ)
  expect(await again.page.getByTestId('field-title').inputValue()).toBe('Nắp hố ga vỡ trước trường học')
  await shoot(again.page, 'rescued')
  await again.page.keyboard.press('F4')
  await caller.ended
  await again.page.getByTestId('wrapup').waitFor()
  await again.page.getByTestId('wrapup-finish').click()
  await agentState(again.page, 'ready')
  await again.close()
}, 120_000)

test('the browser stays dead: apology, music, and after the ring the next operator gets him before whoever came later', async () => {
  const own = await openOwnBrowser(profile, platform.baseUrl, OPERATOR_HZ)
  await own.page.goto('/')
  const caller = await talksIn(own.page, '0900000072')
  const killedAt = Date.now()
  const from = second.mark
  await own.kill()
  await apology(caller, killedAt)
  await caller.received.sound()
  const music = await caller.received.next(1500)
  expect([isSilent(music), presence(music, OPERATOR_HZ) < 0.02]).toEqual([false, true])
  const later = await dialIn('0900000073', 600)
  const waiting = await second.wait('queue:waiting', (list) => list.length === 2, 20_000, from)
  console.log(`back in the queue ${Date.now() - killedAt} ms after the browser was killed`)
  expect(Date.now() - killedAt).toBeGreaterThan(12_000)
  expect(waiting.map(({ callerNumber }) => callerNumber)).toEqual(['+84900000072', '+84900000073'])
  await second.send('agent:ready', {})
  const leg = await phone.incoming()
  leg.answer()
  await caller.received.tone(SECOND_HZ)
  await leg.received.tone(CALLER_HZ)
  await later.hangup()
  await caller.hangup()
  await leg.ended
}, 120_000)

test('a reload in a talk: the page takes the caller back by itself', async () => {
  const page = await browser.newPage(platform.baseUrl)
  page.on('dialog', (dialog) => void dialog.accept())
  await signIn(page, platform.login('operator', 2))
  const caller = await talksIn(page, '0900000074')
  const from = Date.now()
  await page.reload()
  await caller.received.toneGone(OPERATOR_HZ)
  // Nobody is kept from his operator by the apology: the page is back before it is over.
  await caller.received.tone(OPERATOR_HZ)
  console.log(`talking again ${Date.now() - from} ms after the reload`)
  await hears(page, CALLER_HZ)
  await page.keyboard.press('F4')
  await caller.ended
  await page.context().close()
}, 90_000)

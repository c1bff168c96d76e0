// A real browser as the operator's telephone: it answers Asterisk's OPTIONS, and its RTCP says how the line sounds.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { type Ami, createAmi } from '../../src/platform/asterisk/ami.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { answer, becomeReady, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

const OPERATOR_HZ = 1300

let platform: TestPlatform
let browser: TestBrowser
let ami: Ami
beforeAll(async () => {
  platform = await startPlatform()
  browser = await openBrowser(OPERATOR_HZ)
  const settings = readFileSync(path.join(platform.dataDir, 'asterisk/etc/manager.conf'), 'utf8')
  const setting = (name: string) => new RegExp(`^${name} = (.*)$`, 'm').exec(settings)?.[1] ?? ''
  ami = createAmi({ host: '127.0.0.1', port: Number(setting('port')), username: 'hotline', password: setting('secret'), logger: silentLogger })
  ami.start()
}, 120_000)
afterAll(async () => {
  ami?.stop()
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('the page’s telephone is found reachable, and the ticket says how the line was', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await becomeReady(page)
  const contact = await waitUntil(
    async () => (await ami.list({ action: 'PJSIPShowContacts' })).find((row) => row['status'] === 'Reachable'),
    12_000,
    () => 'the browser answered no OPTIONS',
  )
  expect(Number(contact['roundtripusec'])).toBeGreaterThan(0)

  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: 1000 })
  await answer(page)
  await caller.received.tone(OPERATOR_HZ)
  const ticketId = (await page.getByTestId('ticket-form').getAttribute('data-ticket-id')) ?? ''
  // Browser and Asterisk report to each other every 5 s; the answer to a report gives the round trip.
  await caller.received.next(12_000)
  await caller.hangup()
  const quality = await waitUntil(async () => ((await (await page.request.get(`/api/tickets/${ticketId}`)).json()) as Ticket).calls[0]?.quality)
  expect(quality.roundTripMs).toBeGreaterThan(0)
  expect(quality.roundTripMs).toBeLessThan(200)
  expect(quality.lossPercent).toBeLessThan(2)
  await page.goto(`/phan-anh/${ticketId}`)
  expect(await page.getByTestId('ticket-call-quality').textContent()).toMatch(/^Đường truyền tốt, mất gói \d+(,\d)? %$/)
}, 120_000)

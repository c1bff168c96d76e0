// One page, two telephone servers: it is registered at both, takes calls from both, and one server that dies takes nothing of the other.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentState, answer, becomeReady, hears, hearsNot, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { FIRST, SECOND, startTwoServers, type TwoServers } from '../harness/two-servers.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

const OPERATOR_HZ = 1300

let two: TwoServers
let browser: TestBrowser

beforeAll(async () => {
  two = await startTwoServers({ WRAPUP_SECONDS: '1' })
  browser = await openBrowser(OPERATOR_HZ)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await two?.stop()
}, 90_000)

/** Accounts that are registered at a server. */
async function registeredAt(url: string): Promise<string[]> {
  const { ariPassword } = two.platform.servers()
  const answer = await fetch(`${url}/ari/endpoints/PJSIP?api_key=hotline:${ariPassword}`).catch(() => null)
  const endpoints = answer?.ok ? ((await answer.json()) as { resource: string; state: string }[]) : []
  return endpoints.filter(({ resource, state }) => resource.startsWith('op-') && state === 'online').map(({ resource }) => resource)
}

test('a page rings and talks at both servers; one killed, it goes on with the other, and comes back to it without a reload', async () => {
  const page = await browser.newPage(two.platform.baseUrl)
  await signIn(page, two.platform.login('operator'))
  await becomeReady(page)
  const urls = [two.platform.servers().ariUrl, two.second.url] as const
  for (const url of urls) await waitUntil(async () => (await registeredAt(url)).length === 1, 20_000)

  const talk = async (n: 0 | 1, hz: number) => {
    await agentState(page, 'ready')
    const caller = await dial({ sipPort: two.sipPorts[n], from: `09000000${71 + n}`, toneHz: hz })
    await page.getByTestId('ticket-form').waitFor()
    await answer(page)
    await caller.received.tone(OPERATOR_HZ)
    await hears(page, hz)
    return caller
  }
  for (const n of [0, 1] as const) {
    const hz = 900 + 100 * n
    const caller = await talk(n, hz)
    // Hold, mute and hanging up reach whichever server the call is at.
    await page.getByTestId('hold').click()
    await hearsNot(page, hz)
    await caller.received.toneGone(OPERATOR_HZ)
    await page.getByTestId('hold').click()
    await hears(page, hz)
    await caller.received.tone(OPERATOR_HZ)
    await page.keyboard.press('F4')
    await caller.ended
  }

  const stays = await talk(0, 900)
  await two.killSecond()
  await waitUntil(async () => (await registeredAt(two.second.url)).length === 0)
  await hears(page, 900)
  await stays.received.tone(OPERATOR_HZ)
  await page.locator('[data-testid="alarm"][data-code="asterisk-away"]').waitFor()
  expect(await page.getByTestId('alarm').textContent()).toContain(SECOND)
  expect(await page.getByTestId('alarm').textContent()).not.toContain(FIRST)
  await page.keyboard.press('F4')
  await stays.ended
  await agentState(page, 'ready')
  expect(await page.getByTestId('phone-partly').textContent()).toContain(SECOND)
  const next = await talk(0, 1000)
  await page.keyboard.press('F4')
  await next.ended

  await two.startSecond()
  await waitUntil(async () => (await registeredAt(two.second.url)).length === 1, 40_000)
  await page.getByTestId('phone-partly').waitFor({ state: 'detached' })
  const back = await talk(1, 1000)
  await page.keyboard.press('F4')
  await back.ended
}, 180_000)

// Why it is whose turn, as operators and supervisors see it: branch, priority, ring and known operator of real callers who wait.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { violations } from '../harness/axe.ts'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { HotlineAdministrator } from '../harness/hotline-settings.ts'
import { closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const MENU_HZ = 850
const CALLER_HZ = 1000
const RING_SECONDS = 12

let platform: TestPlatform
let browser: TestBrowser
let operators: Operator[] = []
const callers: SipCaller[] = []

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '0' })
  operators = await openOperators(platform, 1)
  const administrator = await HotlineAdministrator.signedIn(platform)
  await administrator.save((content) => ({
    ...content,
    skills: [{ code: 'dat-dai', name: 'Đất đai' }],
    agentSkills: { [operators[0]?.desk.snapshot?.agent.agentId ?? '']: { 'dat-dai': 1 } },
    rings: [
      { afterSeconds: 0, level: 3 },
      { afterSeconds: RING_SECONDS, level: 1 },
      { afterSeconds: 300, level: 0 },
    ],
  }))
  await administrator.menu(MENU_HZ, {
    entries: [
      { key: '1', label: 'Đất đai, môi trường, tài nguyên', action: 'queue', skill: 'dat-dai', priorityMinutes: 0 },
      { key: '2', label: 'Khẩn cấp', action: 'queue', skill: null, priorityMinutes: 10 },
    ],
    waitSeconds: 2,
    attempts: 1,
  })
  browser = await openBrowser(1300)
}, 180_000)
afterAll(async () => {
  for (const caller of callers) await caller.hangup()
  closeOperators(operators)
  for (const { phone } of operators) await phone.close()
  await browser?.close()
  await platform?.stop()
}, 60_000)

async function call(from: string, key: string | null): Promise<SipCaller> {
  const caller = await dial({ sipPort: platform.sipPort, from, toneHz: CALLER_HZ })
  callers.push(caller)
  await caller.received.tone(MENU_HZ)
  if (key) caller.pressKeys(key)
  return caller
}
/** Resolves when the answered call of this number is on record: the next one is looked up there. */
async function recorded(callerNumber: string): Promise<void> {
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    await waitUntil(() => db.call.findFirst({ where: { callerNumber, answeredAt: { not: null }, agentId: { not: null } } }), 10_000)
  } finally {
    await db.$disconnect()
  }
}
const rows = (page: Page, list: string) => page.locator(list).allInnerTexts()

test('on the desk and on the board each caller who waits says why it is whose turn', async () => {
  const [{ desk, phone, login }] = operators as [Operator]
  await desk.send('agent:ready', {})
  const before = await call('0900000071', null)
  const leg = await phone.incoming()
  leg.answer()
  await before.received.tone(operators[0]?.toneHz ?? 0)
  await leg.hangup()
  await waitUntil(async () => (await desk.try('agent:pause', { reason: 'break' })).ok, 10_000)
  await recorded('+84900000071')

  await call('0900000071', null)
  await call('0900000072', '1')
  await call('0900000073', '2')
  const board = await browser.newPage(platform.baseUrl)
  await signIn(board, platform.login('supervisor'))
  await board.goto('/giam-sat')
  await waitUntil(async () => (await rows(board, '[data-testid="board-waiting"]')).length === 3, 15_000)
  await board.getByText('Vòng 1/3').waitFor()
  // The page widens the ring by itself.
  await board.getByText('Vòng 2/3').waitFor({ timeout: (RING_SECONDS + 5) * 1000 })
  const [urgent, known, land] = await rows(board, '[data-testid="board-waiting"]')
  expect(urgent).toMatch(/Khẩn cấp[\s\S]*Ưu tiên/)
  expect(known).toContain(`Lần trước: ${login.name}`)
  expect(land).toMatch(/Đất đai, môi trường[\s\S]*Vòng 2\/3/)

  for (const theme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      const page = await browser.newPage(platform.baseUrl, { theme, width, height })
      await signIn(page, platform.login('operator', 1))
      await page.goto('/')
      await waitUntil(async () => (await rows(page, '[data-testid="waiting-list"] li')).length === 3, 15_000)
      expect((await rows(page, '[data-testid="waiting-list"] li'))[0]).toMatch(/Khẩn cấp[\s\S]*Ưu tiên/)
      await page.getByTestId('waiting-list').scrollIntoViewIfNeeded()
      if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/desk-${theme}-${width}.png` })
      expect(await violations(page, `desk ${theme} ${width}`)).toEqual([])
      await page.context().close()
      const wide = await browser.newPage(platform.baseUrl, { theme, width, height })
      await signIn(wide, platform.login('supervisor'))
      await wide.goto('/giam-sat')
      await wide.getByText('Khẩn cấp').first().waitFor()
      await wide.getByText('Khẩn cấp').first().scrollIntoViewIfNeeded()
      if (process.env['PICTURES']) await wide.screenshot({ path: `${process.env['PICTURES']}/board-${theme}-${width}.png` })
      expect(await violations(wide, `board ${theme} ${width}`)).toEqual([])
      await wide.context().close()
    }
}, 180_000)

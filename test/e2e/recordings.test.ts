// A recording from the desk to the petition's page in a real browser: paused by key, drawn, heard by its parts, compressed and still
// seekable, held for the law, its listeners listed. And a dead microphone is noticed.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEncoder } from '../../src/calls/opus.ts'
import { createRecordingKeeping } from '../../src/calls/recording-keeping.ts'
import { runAlone } from '../../src/platform/database/alone.ts'
import { createDatabase, type Database } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { violations } from '../harness/axe.ts'
import { agentState, answer, becomeReady, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial } from '../sip/caller.ts'

const CALLER_HZ = 1000
const AGENT_HZ = 1300
/** Where pictures of each step go, when somebody wants to look. */
const pictures = process.env['PICTURES']

let platform: TestPlatform
let browser: TestBrowser
let db: Database

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  browser = await openBrowser(AGENT_HZ)
  db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
}, 120_000)
afterAll(async () => {
  await db?.$disconnect()
  await browser?.close()
  await platform?.stop()
}, 60_000)

const shoot = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, animations: 'disabled' })
}
/** What the platform does by itself a minute after the call, and a week after it. */
const compressNow = () =>
  runAlone(platform.servers().databaseUrl, 'recording-keeping', () =>
    createRecordingKeeping({
      db,
      clock: { now: () => new Date(Date.now() + 10 * 60_000) },
      logger: silentLogger,
      recordingDir: platform.recordingDir,
      encode: createEncoder(path.join(platform.dataDir, 'run/opusenc')),
      originalDays: 0,
      retentionDays: 0,
    }).compress(),
  )
const recordingWord = (page: Page, state: string) => page.locator(`[data-testid="recording"][data-recording="${state}"]`)

test('paused by key, then drawn, played by its parts, held, and its listeners named', async () => {
  const desk = await browser.newPage(platform.baseUrl)
  const operator = platform.login('operator')
  await signIn(desk, operator)
  await becomeReady(desk)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await answer(desk)
  await caller.received.tone(AGENT_HZ)
  await recordingWord(desk, 'true').waitFor()
  await shoot(desk, '1-recording')
  await caller.received.next(2500)
  await desk.keyboard.press('F10')
  await recordingWord(desk, 'paused').waitFor()
  await shoot(desk, '2-paused')
  expect(await violations(desk, 'paused')).toEqual([])
  await caller.received.next(2500)
  await desk.keyboard.press('F10')
  await recordingWord(desk, 'true').waitFor()
  await desk.keyboard.press('F9')
  await caller.received.next(2000)
  await desk.keyboard.press('F9')
  await caller.received.next(3000)
  await desk.keyboard.press('F4')
  await caller.ended
  const { id, call } = await waitUntil(
    async () => db.recording.findFirst({ where: { durationMs: { not: null } }, select: { id: true, call: { select: { ticketId: true } } } }),
    10_000,
  )

  const page = await browser.newPage(platform.baseUrl)
  const boss = platform.login('supervisor')
  await signIn(page, boss)
  await page.goto(`/phan-anh/${call.ticketId}`)
  // Before it is drawn the plain bar serves; who had the call when is known already.
  await page.getByTestId('recording-parts').waitFor()
  expect(await page.getByTestId('waveform').count()).toBe(0)
  await shoot(page, '3-not-drawn')
  expect(await compressNow()).toBe(true)
  const row = await db.recording.findUniqueOrThrow({ where: { id } })
  expect(row).toMatchObject({ originalRemovedAt: expect.any(Date), fault: null })
  await page.reload()
  await page.getByTestId('waveform').waitFor()
  expect(await page.getByTestId('waveform-pause').count()).toBe(1)
  const kinds = await page.getByTestId('part-segment').evaluateAll((parts) => parts.map((part) => part.getAttribute('data-kind')))
  expect(kinds).toEqual(['queue', 'talk', 'hold', 'talk'])
  await page.getByTestId('part-segment').nth(1).getByText(operator.name).waitFor()
  await shoot(page, '4-drawn')
  expect(await violations(page, 'recording')).toEqual([])

  // Opus from here on: as long as the call, played and sought.
  const audio = page.locator('[data-testid="player"] audio')
  const at = () => audio.evaluate((element: HTMLAudioElement) => element.currentTime)
  // Who only looks at the page has not listened.
  expect(await db.recordingListen.count()).toBe(0)
  const pause = await db.recordingPause.findFirstOrThrow({ where: { recordingId: id } })
  const pausedAt = (pause.fromAt.getTime() - row.startedAt.getTime()) / 1000
  await page.getByTestId('part-pause').click()
  await waitUntil(async () => (await at()) > pausedAt + 0.1 && (await at()) < pausedAt + 3)
  const duration = await audio.evaluate((element: HTMLAudioElement) => element.duration)
  expect(Math.abs(duration * 1000 - (row.durationMs ?? 0))).toBeLessThan(100)
  await page.getByTestId('player-play').click()
  await page.getByTestId('player-seek').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await waitUntil(async () => Math.abs((await at()) - 5) < 0.3)
  await page.getByTestId('player-speed').click()
  await page.getByTestId('speed-2').click()
  expect(await audio.evaluate((element: HTMLAudioElement) => element.playbackRate)).toBe(2)

  await page.getByTestId('recording-menu').click()
  await page.getByTestId('recording-hold').click()
  await page.getByTestId('hold-submit').click()
  await page.getByText('Viết lý do').waitFor()
  await page.getByTestId('hold-reason').fill('Người dân khiếu nại cách trả lời')
  await shoot(page, '5-hold')
  expect(await violations(page, 'hold')).toEqual([])
  await page.keyboard.press('Tab')
  await page.getByTestId('hold-submit').click()
  await page.getByTestId('recording-held').getByText('Người dân khiếu nại cách trả lời').waitFor()
  expect(await db.recordingHold.findMany({ include: { person: true } })).toMatchObject([{ act: 'set', person: { name: boss.name } }])
  await page.getByTestId('recording-menu').click()
  await page.getByTestId('recording-listeners').click()
  await page.getByTestId('listener').first().getByText(boss.name).waitFor()
  await shoot(page, '6-listeners')
  expect(await violations(page, 'listeners')).toEqual([])
  await page.keyboard.press('Escape')

  for (const look of [
    { name: 'phone', width: 390, height: 844 },
    { name: 'dark', theme: 'dark' as const },
  ]) {
    const other = await browser.newPage(platform.baseUrl, look)
    await signIn(other, boss)
    await other.goto(`/phan-anh/${call.ticketId}`)
    await other.getByTestId('waveform').waitFor()
    await other.getByTestId('waveform').scrollIntoViewIfNeeded()
    await shoot(other, `7-${look.name}`)
    expect(await violations(other, look.name)).toEqual([])
    await other.close()
  }
  // Its time is over: the page says so, and what was held would have stayed.
  await db.recording.update({ where: { id }, data: { held: false } })
  await db.recording.update({ where: { id }, data: { removedAt: new Date(), removedReason: 'retention' } })
  await page.reload()
  await page.getByTestId('recording-removed').waitFor()
  expect(await page.getByTestId('player').count()).toBe(0)
  await shoot(page, '8-removed')
  await desk.getByTestId('wrapup-finish').click()
  await agentState(desk, 'ready')
  await desk.close()
}, 180_000)

test('a microphone that gives nothing while the caller speaks is told in words', async () => {
  const silent = await openBrowser(0)
  try {
    const desk = await silent.newPage(platform.baseUrl)
    await signIn(desk, platform.login('operator', 1))
    await becomeReady(desk)
    const caller = await dial({ sipPort: platform.sipPort, from: '0900000015', toneHz: CALLER_HZ })
    await answer(desk)
    await desk.getByTestId('microphone-silent').waitFor({ timeout: 25_000 })
    await shoot(desk, '9-silent')
    expect(await violations(desk, 'silent')).toEqual([])
    // Muted by his own button nothing is to be heard.
    await desk.keyboard.press('F8')
    await desk.getByTestId('microphone-silent').waitFor({ state: 'detached' })
    await caller.hangup()
  } finally {
    await silent.close()
  }
}, 90_000)

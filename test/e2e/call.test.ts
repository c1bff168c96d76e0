// The main job end to end: a citizen dials 1022, the operator in a real browser sees the filled ticket, talks, saves, listens again.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../src/contract/tickets.ts'
import { isSilent, presence } from '../audio/tones.ts'
import { durationMs, readWav } from '../audio/wav.ts'
import { agentState, answer, becomeReady, hears, hearsNot, openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const CALLER_HZ = 1000
const OPERATOR_HZ = 1300

let platform: TestPlatform
let browser: TestBrowser

beforeAll(async () => {
  platform = await startPlatform({ RING_SECONDS: '20', WRAPUP_SECONDS: '60' })
  browser = await openBrowser(OPERATOR_HZ)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
}, 60_000)

test('dial, pop while ringing, talk, hold, hang up, save, listen again', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator'))
  await becomeReady(page)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await seesFilledTicketWhileRinging(page)

  await answer(page)
  const answeredAt = await caller.answered
  await caller.received.tone(OPERATOR_HZ)
  await hears(page, CALLER_HZ)
  const { heldFrom, heldTo } = await holdsAndComesBack(page, caller)
  await types(page)
  // The caller falls silent, or his loud tone would drown the operator's share of the energy in the recording.
  const quietFrom = Date.now()
  caller.setTone(null)
  await caller.received.next(1500)
  await page.keyboard.press('F4')
  const end = await caller.ended
  await page.getByTestId('wrapup').waitFor()
  expect(await page.getByTestId('wrapup-left').textContent()).toMatch(/\d/)
  await keepsTextAfterReload(page)
  const ticketId = await page.getByTestId('ticket-form').getAttribute('data-ticket-id')
  await savesPetition(page)
  await playsAndSeeks(page)

  const recording = await recordingOf(page, ticketId ?? '')
  const length = end.at - answeredAt
  expect(Math.abs(recording.durationMs - length), `recorded ${recording.durationMs} ms of a call of ${length} ms`).toBeLessThan(100)
  const day = new Date(answeredAt + 7 * 3_600_000).toISOString().slice(0, 10)
  const wav = await readWav(path.join(platform.recordingDir, day, `${recording.id}.wav`))
  expect(Math.abs(durationMs(wav) - length)).toBeLessThan(100)
  const part = (from: number, to: number) => wav.samples.subarray(((from - answeredAt) * wav.rate) / 1000, ((to - answeredAt) * wav.rate) / 1000)
  const talk = part(quietFrom + 300, end.at)
  expect(presence(part(heldTo, quietFrom), CALLER_HZ, wav.rate)).toBeGreaterThan(0.2)
  expect(presence(talk, OPERATOR_HZ, wav.rate)).toBeGreaterThan(0.02)
  const held = part(heldFrom + 200, heldTo - 700)
  expect(presence(held, OPERATOR_HZ, wav.rate)).toBeLessThan(0.005)
}, 120_000)

test('a call about a petition there is already is attached to it by the keyboard, while talking', async () => {
  const page = await browser.newPage(platform.baseUrl)
  await signIn(page, platform.login('operator', 1))
  await becomeReady(page)
  const caller = await dial({ sipPort: platform.sipPort, from: '0900000014', toneHz: CALLER_HZ })
  await page.getByTestId('answer').waitFor()
  expect(await page.getByTestId('attach-call').count()).toBe(0)
  await answer(page)
  await caller.answered
  await page.getByTestId('attach-call').first().waitFor()
  await page.getByTestId('field-content').fill('Vẫn chưa ai đến sửa.')
  const code = (await page.getByTestId('caller-ticket').first().locator('a').textContent()) ?? ''
  // Taken back with Esc, then meant.
  await page.keyboard.press('Alt+g')
  await page.getByTestId('attach-confirm').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('attach-confirm').waitFor({ state: 'detached' })
  await page.keyboard.press('Alt+g')
  await page.getByTestId('attach-confirm').waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('attached-code').getByText(code).waitFor()
  await page.getByTestId('attached-words').getByText('Vẫn chưa ai đến sửa.').waitFor()
  await page.keyboard.press('F4')
  await caller.ended
  await page.getByTestId('wrapup').waitFor()
  // After a reload the desk still knows where the call went.
  await page.reload()
  await page.getByTestId('attached-code').getByText(code).waitFor()
  await page.getByTestId('open-attached').click()
  await page.getByTestId('ticket-call').last().waitFor()
  expect(await page.getByTestId('ticket-code').textContent()).toBe(code)
  // Its words stand in the history, behind a tab.
  await page.getByText('Vẫn chưa ai đến sửa.').first().waitFor({ state: 'attached' })
}, 120_000)

async function seesFilledTicketWhileRinging(page: Page): Promise<void> {
  await page.getByTestId('answer').waitFor()
  await page.getByTestId('ticket-form').waitFor()
  expect(await page.getByTestId('caller-number').textContent()).toContain('0900 000 014')
  // The pop does not wait for the look-up of the caller; its answer follows.
  await page.getByTestId('caller-name').getByText('Rơ Châm H’Loan', { exact: true }).waitFor()
  expect((await page.getByTestId('field-reporterPhone').inputValue()).replace(/\D/g, '')).toMatch(/900000014$/)
  expect(await page.getByTestId('field-reporterName').inputValue()).toBe('Rơ Châm H’Loan')
  expect(await page.getByTestId('field-reporterAddress').inputValue()).toBe('Làng Plei Kép, phường Thống Nhất')
  expect(await page.locator('.desk-right').textContent()).toContain('Đèn đường làng Plei Kép')
  await agentState(page, 'ringing')
  expect(await page.getByTestId('answer').isVisible()).toBe(true)
}

async function holdsAndComesBack(page: Page, caller: SipCaller): Promise<{ heldFrom: number; heldTo: number }> {
  await page.keyboard.press('F9')
  await agentState(page, 'held')
  const heldFrom = Date.now()
  await hearsNot(page, CALLER_HZ)
  // Longer than the pause between two bursts of the operator's tone.
  const music = await caller.received.next(1500)
  expect(isSilent(music)).toBe(false)
  expect(presence(music, OPERATOR_HZ)).toBeLessThan(0.02)
  await page.keyboard.press('F9')
  const heldTo = await caller.received.tone(OPERATOR_HZ)
  await agentState(page, 'on-call')
  await hears(page, CALLER_HZ)
  return { heldFrom, heldTo }
}

const content = 'Nắp hố ga trước số nhà 12 bị vỡ, người đi xe máy ban đêm rất dễ ngã. Đã báo tổ dân phố ba ngày trước.'

async function types(page: Page): Promise<void> {
  await page.getByTestId('field-title').fill('Nắp hố ga vỡ, chưa có rào chắn')
  await page.getByTestId('field-place').fill('Trước số 12 đường Wừu, phường Pleiku')
  await page.getByTestId('field-content').fill(content)
}

async function keepsTextAfterReload(page: Page): Promise<void> {
  await page.getByTestId('field-content').fill(`${content} Cần xử lý sớm.`)
  await page.reload()
  await page.getByTestId('wrapup').waitFor()
  expect(await page.getByTestId('field-title').inputValue()).toBe('Nắp hố ga vỡ, chưa có rào chắn')
  expect(await page.getByTestId('field-content').inputValue()).toBe(`${content} Cần xử lý sớm.`)
}

async function savesPetition(page: Page): Promise<void> {
  await page.locator('#field-categoryId').fill('thoat nuoc')
  await page.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('save-ticket').click()
  expect(await page.getByTestId('saved-code').textContent()).toMatch(/^GL/)
  // From the same screen it goes to the unit: the unit's eight working hours begin.
  await page.getByTestId('act-forward').click()
  await page.locator('#act-unitId').fill('so xay dung')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('act-submit').click()
  await page.getByTestId('saved-forwarded').getByText('Sở Xây dựng').waitFor()
  await page.getByTestId('open-saved').click()
  expect(await page.getByTestId('ticket-code').textContent()).toMatch(/GL/)
}

async function playsAndSeeks(page: Page): Promise<void> {
  await page.getByTestId('player-play').click()
  const audio = page.locator('[data-testid="player"] audio')
  const at = () => audio.evaluate((element: HTMLAudioElement) => element.currentTime)
  await waitUntil(async () => (await at()) > 0.3)
  const middle = await audio.evaluate((element: HTMLAudioElement) => element.duration / 2)
  await page.getByTestId('player-seek').fill(middle.toFixed(1))
  await waitUntil(async () => Math.abs((await at()) - middle) < 1.5 && (await at()) > middle)
  expect(await audio.evaluate((element: HTMLAudioElement) => element.seekable.length)).toBe(1)
  await page.getByTestId('player-play').click()
}

async function recordingOf(page: Page, ticketId: string): Promise<{ id: string; durationMs: number }> {
  return waitUntil(
    async () => {
      const answer = await page.request.get(`/api/tickets/${ticketId}`)
      const recording = ((await answer.json()) as Ticket).calls[0]?.recording
      return recording?.durationMs ? { id: recording.id, durationMs: recording.durationMs } : null
    },
    10_000,
    () => 'the ticket did not get its recording',
  )
}

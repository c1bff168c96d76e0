// Five hundred callers in the queue: boards and desks keep working, in a real browser, with the real controller, dispatcher and sockets.
// The callers are told to the controller; five hundred telephones are not dialled (test/harness/crowd.ts).
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../harness/axe.ts'
import { openBrowser, signIn, type TestBrowser } from '../harness/browser.ts'
import { type Crowd, startCrowd } from '../harness/crowd.ts'
import { DeskClient } from '../harness/desk-client.ts'
import { waitUntil } from '../harness/wait.ts'

const CALLERS = 500
const AGENTS = 20
let crowd: Crowd
let browser: TestBrowser
const arrived: string[] = []

beforeAll(async () => {
  crowd = await startCrowd({ operators: AGENTS, supervisors: 3, env: { WRAPUP_SECONDS: '30' } })
  browser = await openBrowser(1300)
}, 150_000)
afterAll(async () => {
  await browser?.close()
  await crowd?.stop()
}, 60_000)

const login = (n: number) => {
  const person = crowd.supervisors[n]
  if (!person) throw new Error(`no supervisor ${n}`)
  return { name: '', roles: ['supervisor'], ...person }
}
const phases = () => {
  const counts = { queued: 0, ringing: 0, talking: 0 }
  for (const { phase } of crowd.center.calls.open()) if (phase === 'queued' || phase === 'ringing' || phase === 'talking') counts[phase] += 1
  return counts
}

test('the board shows all of them in order and draws few; the desk shows the first and how many follow', async () => {
  const page = await browser.newPage(crowd.baseUrl)
  await signIn(page, login(0))
  await page.goto('/giam-sat')
  await page.locator('[data-testid="board"][data-live="true"]').waitFor()
  for (let n = 0; n < CALLERS; n += 1) arrived.push(crowd.arrive())
  await page.locator('[data-testid="figure-waiting"] .figure-value', { hasText: String(CALLERS) }).waitFor()
  expect(await page.getByTestId('board-waiting').count()).toBeLessThan(120)
  expect(await page.getByTestId('board-waiting').first().getAttribute('data-call-id')).toBe(arrived[0])
  // The last one is there for whoever scrolls down, by the keyboard too.
  await page.locator('#board-waiting').focus()
  const last = page.locator(`[data-testid="board-waiting"][data-call-id="${arrived.at(-1)}"]`)
  await waitUntil(async () => {
    await page.keyboard.press('End')
    return (await last.count()) === 1
  }, 10_000)
  expect(await last.textContent()).toContain(`${CALLERS}.`)
  expect(await page.getByTestId('board-waiting').count()).toBeLessThan(200)
  expect(await violations(page, 'board with 500')).toEqual([])

  await page.goto('/')
  await page.getByTestId('waiting-count').getByText(String(CALLERS)).waitFor()
  expect(await page.locator('.waiting-rows li').count()).toBe(51)
  expect(await page.getByTestId('waiting-more').textContent()).toContain(String(CALLERS - 50))
  await page.context().close()
}, 90_000)

test('a desk is told fifty of them and their number, not five hundred at every change', async () => {
  const desk = await DeskClient.open(crowd.baseUrl, login(1), 'sip:desk@127.0.0.1:9')
  expect(desk.snapshot).toMatchObject({ waitingLength: CALLERS })
  expect(desk.snapshot?.waiting.map(({ callId }) => callId)).toEqual(arrived.slice(0, 50))
  const mark = desk.mark
  crowd.hangUp(arrived[450] ?? '')
  await desk.wait('queue:length', ({ length }) => length === CALLERS - 1, 2000, mark)
  arrived.splice(450, 1)
  desk.close()
}, 30_000)

test('a supervisor moves the last to the front; operators who become ready get the callers in order, and nothing stalls', async () => {
  const boss = await DeskClient.open(crowd.baseUrl, login(2), 'sip:desk@127.0.0.1:9')
  const opened = await boss.send('board:open', { wall: false })
  expect(opened.waiting.map(({ callId }) => callId)).toEqual(arrived)
  const moved = arrived.at(-1) ?? ''
  const mark = boss.mark
  await boss.send('queue:front', { callId: moved, seen: 0 })
  const change = await boss.wait('board:change', ({ waiting }) => waiting?.order?.[0] === moved, 2000, mark)
  expect(change.waiting?.put).toHaveLength(1)

  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  for (const { id } of crowd.operators) crowd.center.agents.signal(id, { type: 'ready' })
  await waitUntil(async () => phases().ringing === AGENTS, 5_000)
  const ringing = crowd.center.calls.open().filter(({ phase }) => phase === 'ringing')
  expect(new Set(ringing.map(({ callId }) => callId))).toEqual(new Set([moved, ...arrived.slice(0, AGENTS - 1)]))
  for (const { callId } of ringing) crowd.answer(callId)
  expect(phases()).toEqual({ queued: CALLERS - 1 - AGENTS, ringing: 0, talking: AGENTS })
  await boss.wait('board:change', ({ calls }) => (calls?.put.length ?? 0) > 0, 2000, mark)
  // Everybody who waits hangs up at once: the boards are told once or twice, not five hundred times.
  const before = boss.told.length
  for (const { callId, phase } of crowd.center.calls.open()) if (phase === 'queued') crowd.hangUp(callId)
  await waitUntil(async () => phases().queued === 0, 5_000)
  await boss.wait('board:change', ({ waiting }) => (waiting?.gone.length ?? 0) > 0, 2000, before)
  delay.disable()
  expect(boss.told.slice(before).filter(({ event }) => event === 'board:change').length).toBeLessThan(10)
  expect((await boss.send('board:open', { wall: false })).waiting).toEqual([])
  // No step of the controller may hold up the calls; what the neighbours of this test take is in it too.
  expect(delay.percentile(99) / 1e6).toBeLessThan(250)
  boss.close()
}, 60_000)

// From what happens to a call in the controller to ten open boards and to what a real page shows, with 50 operators and 200 or 500 callers who
// wait; beside a bare Socket.IO broadcast of the same bytes to the same processes. Asterisk is not part of it: its telephones do as they are told.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { Server } from 'socket.io'
import { formatPhone } from '../../src/contract/phone-number.ts'
import { openBrowser, signIn, type TestBrowser } from '../../test/harness/browser.ts'
import { type Crowd, startCrowd } from '../../test/harness/crowd.ts'
import { HttpClient } from '../../test/harness/desk-client.ts'
import { median, percentile, ratioOf, round, type Spread, spreadOf, tell } from '../figures.ts'
import { type FromBoards, monotonicMs, type ToBoards } from '../load/messages.ts'

const AGENTS = 50
const BOARDS = 10
const TARGET_MS = 300
/** A caller hangs up, the next one's telephone rings and is answered, another comes: three changes each time. */
const CYCLE_MS = 120
const CYCLES = 120
const RUNS = 3

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Boards {
  take(): Promise<Extract<FromBoards, { type: 'taken' }>>
  stop(): Promise<void>
}

async function openBoards(baseUrl: string, bareUrl: string, cookies: string[]): Promise<Boards> {
  const child: ChildProcess = fork(new URL('../load/boards.ts', import.meta.url), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  const ask = async <T extends FromBoards['type']>(message: ToBoards, type: T): Promise<Extract<FromBoards, { type: T }>> => {
    child.send(message)
    const [answer] = (await once(child, 'message')) as [FromBoards]
    if (answer.type !== type) throw new Error(JSON.stringify(answer))
    return answer as Extract<FromBoards, { type: T }>
  }
  await ask({ type: 'open', baseUrl, bareUrl, cookies }, 'opened')
  return {
    take: () => ask({ type: 'take' }, 'taken'),
    async stop() {
      const ended = once(child, 'exit')
      child.send({ type: 'end' } satisfies ToBoards)
      await ended
    },
  }
}

/** Tells the spread at the sockets, at the page, and of the peer, for each length of the queue. */
export async function board(): Promise<void> {
  const crowd = await startCrowd({ operators: AGENTS, supervisors: BOARDS + 1 })
  const bareHttp = createServer().listen(0, '127.0.0.1')
  await once(bareHttp, 'listening')
  const bare = new Server(bareHttp, { serveClient: false })
  let boards: Boards | undefined
  let browser: TestBrowser | undefined
  try {
    const cookies: string[] = []
    for (const person of crowd.supervisors.slice(0, BOARDS)) {
      const client = new HttpClient(crowd.baseUrl)
      await client.signIn(person)
      cookies.push(client.cookie)
    }
    boards = await openBoards(crowd.baseUrl, `http://127.0.0.1:${(bareHttp.address() as AddressInfo).port}`, cookies)
    browser = await openBrowser(1300, 60_000)
    const page = await openPage(browser, crowd)
    for (const { id } of crowd.operators) crowd.center.agents.signal(id, { type: 'ready' })
    for (const waiting of [200, 500]) await measure(crowd, boards, bare, page, waiting)
  } finally {
    await browser?.close()
    await boards?.stop()
    await bare.close()
    bareHttp.close()
    await crowd.stop()
  }
}

/** A board as a person sees it; it notes when an operator's row shows another caller, by the clock both processes share. */
async function openPage(browser: TestBrowser, crowd: Crowd): Promise<Page> {
  const page = await browser.newPage(crowd.baseUrl)
  const [person] = crowd.supervisors.slice(BOARDS)
  if (!person) throw new Error('nobody for the page')
  await signIn(page, person)
  await page.goto('/giam-sat')
  await page.locator('[data-testid="board"][data-live="true"]').waitFor()
  await page.evaluate(() => {
    const notes: [text: string, at: number][] = []
    const shown = new WeakMap<Element, string>()
    Object.assign(window, { notes })
    new MutationObserver((changes) => {
      const at = performance.timeOrigin + performance.now()
      for (const { target } of changes) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('[data-testid="board-agent"]')
        const text = row?.querySelector('.cell-call')?.textContent ?? ''
        if (!row || shown.get(row) === text) continue
        shown.set(row, text)
        notes.push([text, at])
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return page
}

interface Happening {
  /** `id word`, as the boards note it. */
  word: string
  at: number
  /** The number an operator's row shows then, and when it began by the wall clock. */
  page?: { number: string; at: number }
}

const wallClock = () => performance.timeOrigin + performance.now()

/** So many changes of one queue's length, one after the other; the queue stays as long as it is. */
async function happen(crowd: Crowd): Promise<Happening[]> {
  const happened: Happening[] = []
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    // Whoever talks longest: one that began a moment ago may not have been told yet.
    const talking = crowd.center.calls.open().filter(({ phase }) => phase === 'talking')
    const [ends] = talking.sort((a, b) => (a.leg?.answeredAt ?? 0) - (b.leg?.answeredAt ?? 0))
    const agentId = ends?.leg?.agentId
    if (!ends || !agentId) throw new Error('nobody talks')
    const [at, wallAt] = [monotonicMs(), wallClock()]
    crowd.hangUp(ends.callId)
    // What the dispatcher decides, it decides in this turn.
    await Promise.resolve()
    await sleep(CYCLE_MS / 3)
    const rings = crowd.center.calls.open().find(({ phase, leg }) => phase === 'ringing' && leg?.agentId === agentId)
    if (!rings) throw new Error('the next telephone does not ring')
    happened.push({ word: `${ends.callId} gone`, at, page: { number: formatPhone(rings.callerNumber), at: wallAt } })
    happened.push({ word: `${rings.callId} talking`, at: monotonicMs() })
    crowd.answer(rings.callId)
    await sleep(CYCLE_MS / 3)
    const cameAt = monotonicMs()
    happened.push({ word: `${crowd.arrive()} queued`, at: cameAt })
    await sleep(CYCLE_MS / 3)
  }
  await sleep(600)
  return happened
}

async function measure(crowd: Crowd, boards: Boards, bare: Server, page: Page, waiting: number): Promise<void> {
  const { calls } = crowd.center
  const talking = () => calls.open().filter(({ phase }) => phase === 'talking').length
  while (talking() < AGENTS) {
    crowd.arrive()
    await Promise.resolve()
    for (const { callId, phase } of calls.open()) if (phase === 'ringing') crowd.answer(callId)
  }
  while (calls.open().filter(({ phase }) => phase === 'queued').length < waiting) crowd.arrive()
  await sleep(1_500)
  await happen(crowd)
  await boards.take()
  const ratios: { p50: number; p99: number }[] = []
  const [sockets, pages]: [Spread[], Spread[]] = [[], []]
  for (let run = 1; run <= RUNS; run += 1) {
    await page.evaluate(() => (window as unknown as { notes: unknown[] }).notes.splice(0))
    const happened = await happen(crowd)
    const told = await boards.take()
    const ours = spreadOf(told.seen.flatMap((seen) => happened.map(({ word, at }) => (seen[word] === undefined ? null : seen[word] - at))))
    const notes = await page.evaluate(() => (window as unknown as { notes: [string, number][] }).notes)
    const shownAfter = ({ number, at }: { number: string; at: number }) => {
      const found = notes.find(([text, when]) => text.includes(number) && when >= at)
      return found ? found[1] - at : null
    }
    const onPage = spreadOf(happened.flatMap(({ page: seen }) => (seen ? [shownAfter(seen)] : [])))
    const bytes = { p50: percentile(told.bytes, 0.5), most: Math.max(...told.bytes) }
    const theirs = await bareRun(bare, boards, bytes.p50, happened.length)
    const ratio = ratioOf(ours, theirs)
    ratios.push(ratio)
    sockets.push(ours)
    pages.push(onPage)
    tell({
      bench: 'board',
      run,
      waiting,
      agents: AGENTS,
      boards: BOARDS,
      sockets: ours,
      page: onPage,
      bytes,
      missed: told.missed,
      peer: 'bare broadcast',
      theirs,
      ratio,
    })
  }
  const middle = { sockets: round(median(sockets.map(({ p99 }) => p99))), page: round(median(pages.map(({ p99 }) => p99))) }
  const failed = [...sockets, ...pages].reduce((all, one) => all + one.failed, 0)
  tell({
    bench: 'board',
    waiting,
    medianP99: middle,
    ratio: { p50: round(median(ratios.map(({ p50 }) => p50))), p99: round(median(ratios.map(({ p99 }) => p99))) },
    target: { p99: TARGET_MS },
    failed,
    met: middle.sockets <= TARGET_MS && middle.page <= TARGET_MS && failed === 0,
  })
}

/** As many messages of as many bytes at the same pace, to the same ten processes' sockets, with nothing decided or gathered. */
async function bareRun(bare: Server, boards: Boards, bytes: number, count: number): Promise<Spread> {
  const pad = 'x'.repeat(bytes)
  const sent: number[] = []
  for (let n = 0; n < count; n += 1) {
    sent.push(monotonicMs())
    bare.emit('bare', { n, pad })
    await sleep(CYCLE_MS / 3)
  }
  await sleep(300)
  const told = await boards.take()
  return spreadOf(told.seen.flatMap((seen) => sent.map((at, n) => (seen[`bare ${n}`] === undefined ? null : (seen[`bare ${n}`] ?? 0) - at))))
}

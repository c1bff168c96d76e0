// A real Chromium for a test: its microphone plays a tone, and what the page hears is measured in the page.
/// <reference lib="dom" />
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { makeTone } from '../audio/tones.ts'
import { writeWav } from '../audio/wav.ts'
import { waitUntil } from './wait.ts'

export type Theme = 'light' | 'dark'

export interface TestBrowser {
  browser: Browser
  /** A browser of its own (own cookies) with one page, not signed in. */
  newPage(baseUrl: string, look?: { theme?: Theme; width?: number; height?: number }): Promise<Page>
  close(): Promise<void>
}

const micRate = 48_000
/** Speech comes in syllables; noise suppression takes a steady tone for noise and removes it. */
const soundMs = 400
const pauseMs = 200

/** How long a page is waited for, ms. */
const PATIENCE_MS = 15_000

const micFile = (micHz: number): string => path.join(tmpdir(), `h1022-mic-${process.pid}-${micHz}.wav`)

const chromiumArgs = (micFile: string): string[] => [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${micFile}`,
  '--autoplay-policy=no-user-gesture-required',
  '--disable-quic',
  '--disable-background-networking',
]

/** Starts Chromium; its microphone hears `micHz` in bursts. `patienceMs` for tests that give way to others on the processors. */
export async function openBrowser(micHz: number, patienceMs = PATIENCE_MS): Promise<TestBrowser> {
  const file = micFile(micHz)
  const samples = new Int16Array((micRate * (soundMs + pauseMs)) / 1000)
  samples.set(makeTone(micHz, soundMs, micRate, 0.5))
  await writeWav(file, { rate: micRate, samples })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: chromiumArgs(file),
  })
  return {
    browser,
    async newPage(baseUrl, { theme = 'light', width = 1366, height = 768 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        colorScheme: theme,
        permissions: ['microphone', 'notifications'],
        baseURL: baseUrl,
      })
      return newTab(context, patienceMs)
    },
    async close() {
      await browser.close()
      rmSync(file, { force: true })
    },
  }
}

/** A browser as a person has it: its profile outlives it, and it can be killed like one whose machine fails. */
export interface OwnBrowser {
  page: Page
  /** kill -9 of all its processes. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** Starts Chromium on this profile; the microphone's tone is that of `micHz`, whose browser (openBrowser) must be open. */
export async function openOwnBrowser(profile: string, baseUrl: string, micHz: number): Promise<OwnBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: [...chromiumArgs(micFile(micHz)), `--hotline-test-profile=${profile}`],
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    permissions: ['microphone', 'notifications'],
    baseURL: baseUrl,
  })
  const page = await newTab(context)
  // By its profile, which is this test's alone.
  const signal = (how: NodeJS.Signals) => {
    for (const { pid } of processesWith(profile)) process.kill(pid, how)
  }
  return {
    page,
    async kill() {
      signal('SIGKILL')
      await waitUntil(
        async () => processesWith(profile).length === 0,
        5000,
        () => 'the browser is not gone',
      )
    },
    close: () => context.close(),
  }
}

/** The browser whose command line names this profile folder, and all that it started. */
function processesWith(profile: string): { pid: number; words: string }[] {
  const all = readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
        return [{ pid: Number(name), parent, words: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
      } catch {
        return []
      }
    })
  const found = new Set(all.filter(({ words }) => words.includes('chrom') && words.includes(profile)).map(({ pid }) => pid))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  return all.filter(({ pid }) => found.has(pid))
}

/** One more tab of the same person. */
export async function newTab(context: BrowserContext, patienceMs = PATIENCE_MS): Promise<Page> {
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.addInitScript(keepConnections)
  await page.addInitScript(keepSockets)
  return page
}

/** Signs in as a person does: telephone number, password, button. */
export async function signIn(page: Page, login: { phone: string; password: string }): Promise<void> {
  await page.goto('/dang-nhap')
  await page.getByTestId('login-phone').fill(login.phone)
  await page.getByTestId('login-password').fill(login.password)
  await page.getByTestId('login-submit').click()
  await page.getByTestId('account-menu').waitFor()
}

/** Presses "ready" and waits until the server says so and the softphone can be reached. */
export async function becomeReady(page: Page): Promise<void> {
  const button = page.getByTestId('set-ready-button')
  const ready = page.locator('[data-testid="agent-state"][data-state="ready"]')
  // Whoever was ready and came back within the grace time still is.
  await button.or(ready).waitFor()
  if (await button.isVisible()) await button.click()
  await agentState(page, 'ready')
  await page.getByTestId('no-phone').waitFor({ state: 'detached' })
}

/** Answers by key as soon as the browser's telephone has the call; before that the button says so and the key does nothing. */
export async function answer(page: Page): Promise<void> {
  await page.locator('[data-testid="answer"]:enabled').waitFor()
  await page.keyboard.press('F2')
  await agentState(page, 'on-call')
}

export async function agentState(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid="agent-state"][data-state="${state}"]`).waitFor()
}

/** How much stronger the frequency is than all others in what this page hears now, in dB. */
export function heardDb(page: Page, hz: number): Promise<number> {
  return page.evaluate((frequency) => (window as unknown as Heard).heardDb(frequency), hz)
}

/** Waits until the page hears the tone clearly above everything else. */
export async function hears(page: Page, hz: number): Promise<void> {
  let last = 0
  await waitUntil(
    async () => {
      last = await heardDb(page, hz)
      return last > 10
    },
    10_000,
    () => `the page does not hear ${hz} Hz (${last.toFixed(1)} dB above the rest)`,
  )
}

/** Waits until the page does not hear the tone any more. */
export async function hearsNot(page: Page, hz: number): Promise<void> {
  await waitUntil(
    async () => (await heardDb(page, hz)) < 0,
    10_000,
    () => `the page still hears ${hz} Hz`,
  )
}

/** Closes the page's WebSockets to this path; what it opens afterwards is left alone. */
export function cutLines(page: Page, pathname: string): Promise<void> {
  return page.evaluate((wanted) => {
    for (const socket of (window as unknown as { sockets: WebSocket[] }).sockets) if (new URL(socket.url).pathname === wanted) socket.close()
  }, pathname)
}

/** Runs in the page before its own scripts: keeps its WebSockets, so that a test can cut one. */
function keepSockets(): void {
  const kept: WebSocket[] = []
  const page = window as unknown as { sockets: WebSocket[]; WebSocket: typeof WebSocket }
  page.sockets = kept
  page.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      kept.push(this)
    }
  }
}

interface Heard {
  heardDb(hz: number): number
}

/** Runs in the page before its own scripts: keeps the audio that arrives over WebRTC and measures its spectrum. */
function keepConnections(): void {
  let analyser: AnalyserNode | null = null
  const Original = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Original {
    constructor(settings?: RTCConfiguration) {
      super(settings)
      this.addEventListener('track', (event) => {
        const context = new AudioContext()
        analyser = context.createAnalyser()
        analyser.fftSize = 4096
        analyser.smoothingTimeConstant = 0
        context.createMediaStreamSource(new MediaStream([event.track])).connect(analyser)
      })
    }
  }
  const page = window as unknown as Heard
  page.heardDb = (hz) => {
    if (!analyser) return -200
    const levels = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(levels)
    const perBin = analyser.context.sampleRate / analyser.fftSize
    const power = (from: number, to: number) => {
      let sum = 0
      for (let bin = Math.max(0, Math.floor(from / perBin)); bin <= to / perBin; bin += 1) sum += 10 ** ((levels[bin] ?? -200) / 10)
      return sum
    }
    const own = power(hz - 40, hz + 40)
    const rest = power(200, 3600) - own
    return own < 1e-9 ? -200 : 10 * Math.log10(own / Math.max(rest, 1e-12))
  }
}

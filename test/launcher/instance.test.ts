// The launcher on real servers, with a stub in the platform's place: its own death, its end with calls up, restarts.
import fs from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launch, launcherSettings, runProgram, type TestLauncher } from '../harness/launcher.ts'
import { endServers, kill, processOf, type ServerName } from '../harness/servers-of.ts'
import { waitUntil } from '../harness/wait.ts'
import { dial, type SipCaller } from '../sip/caller.ts'

const servers = ['postgres', 'redis', 'asterisk'] as const
let settings: Awaited<ReturnType<typeof launcherSettings>>
const launchers: TestLauncher[] = []
const callers: SipCaller[] = []

beforeAll(async () => {
  settings = await launcherSettings()
})
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.hangup()
  for (const launcher of launchers.splice(0)) {
    launcher.signal('SIGKILL')
    await launcher.ended
  }
})
afterAll(async () => {
  await endServers(settings.DATA_DIR)
  fs.rmSync(settings.DATA_DIR, { recursive: true, force: true })
})

async function start(more: Record<string, string> = {}): Promise<TestLauncher> {
  const launcher = launch({ ...settings, ...more })
  launchers.push(launcher)
  await launcher.says('Ready in')
  return launcher
}

const pidOf = (name: ServerName) => processOf(settings.DATA_DIR, name)?.pid ?? null
const serverPids = () => servers.map(pidOf)
const nobodyRuns = () => [...servers, 'platform' as const].every((name) => pidOf(name) === null)

const isOver = (caller: SipCaller) => Promise.race([caller.ended.then(() => true), Promise.resolve(false)])

/** A caller who is up: the dialplan keeps him company, no controller being there. */
async function call(): Promise<SipCaller> {
  const caller = await dial({ sipPort: Number(settings['SIP_PORT']), from: '0900000031', toneHz: 1000 })
  callers.push(caller)
  await caller.answered
  await caller.received.sound()
  return caller
}

test('killed, and started again: the same servers, the call goes on, the platform is a new one', async () => {
  const first = await start()
  const caller = await call()
  const [before, platform] = [serverPids(), pidOf('platform')]
  first.signal('SIGKILL')
  await first.ended
  const second = await start()
  for (const name of ['PostgreSQL', 'Redis', 'Asterisk']) expect(second.output()).toContain(`${name} adopted`)
  expect(serverPids()).toEqual(before)
  expect(pidOf('platform')).not.toBe(platform)
  expect(pidOf('platform')).not.toBeNull()
  expect(await isOver(caller)).toBe(false)
  await caller.received.sound()
})

test('servers that died while no launcher was there are started, the others kept', async () => {
  const first = await start()
  const asterisk = pidOf('asterisk')
  first.signal('SIGKILL')
  await first.ended
  for (const name of ['postgres', 'redis', 'platform'] as const) await kill(settings.DATA_DIR, name)
  const second = await start()
  expect(second.output()).toContain('PostgreSQL started')
  expect(second.output()).toContain('Redis started')
  expect(pidOf('asterisk')).toBe(asterisk)
})

test('the starting program killed: with a call up the servers are left for the next start, without one all ends', async () => {
  const first = await start()
  const caller = await call()
  const before = serverPids()
  first.abandon()
  await first.says('1 call is up: the servers are left running for it')
  expect((await first.ended).code).toBe(1)
  const second = await start()
  expect(serverPids()).toEqual(before)
  expect(await isOver(caller)).toBe(false)
  await caller.hangup()
  second.abandon()
  expect((await second.ended).code).toBe(1)
  expect(nobodyRuns()).toBe(true)
})

test('a platform that cannot start fails the start and leaves nothing; with a call up it is tried on', async () => {
  const broken = launch(settings, ['-e', 'console.error("no such thing"); process.exit(3)'])
  expect((await broken.ended).code).toBe(1)
  expect(broken.output()).toContain('no such thing')
  expect(nobodyRuns()).toBe(true)
  const first = await start()
  const caller = await call()
  first.signal('SIGKILL')
  await first.ended
  const second = launch(settings, ['-e', 'process.exit(3)'])
  launchers.push(second)
  await second.says('platform ended unexpectedly (exit 3) and is started again in 0.4 s')
  expect(await isOver(caller)).toBe(false)
})

test('a second one on the same folder is refused by name, and changes nothing', async () => {
  const first = await start()
  const before = serverPids()
  const second = launch(settings)
  const { code } = await second.ended
  expect(code).toBe(1)
  expect(second.output()).toContain(`in use by a running instance (process ${first.pid})`)
  expect(serverPids()).toEqual(before)
})

test('the platform that ends by itself is started again, and the terminal tells', async () => {
  const launcher = await start()
  const pid = pidOf('platform')
  await fetch(`http://127.0.0.1:${settings.HTTP_PORT}/die`).catch(() => undefined)
  await launcher.says('platform ended unexpectedly (exit 0) and is started again in 0.2 s')
  await waitUntil(() => pidOf('platform') !== null && pidOf('platform') !== pid)
})

test('restart of the platform: servers and call untouched; three wishes at once do not confuse it', async () => {
  const launcher = await start()
  const caller = await call()
  const [before, platform] = [serverPids(), pidOf('platform')]
  const restarts = await Promise.all([1, 2, 3].map(() => runProgram(settings, 'src/launcher/restart.ts')))
  expect(restarts.map(({ code }) => code)).toEqual([0, 0, 0])
  await waitUntil(async () => (await fetch(`http://127.0.0.1:${settings.HTTP_PORT}/`).catch(() => null))?.ok)
  expect(pidOf('platform')).not.toBe(platform)
  expect(serverPids()).toEqual(before)
  expect(await isOver(caller)).toBe(false)
  expect(launcher.output()).not.toContain('unexpectedly')
})

test('no call up: the end takes no longer than ending the servers does', async () => {
  const launcher = await start()
  const began = performance.now()
  launcher.signal('SIGTERM')
  expect(await launcher.ended).toEqual({ code: 0, signal: null })
  expect(performance.now() - began).toBeLessThan(5000)
  expect(nobodyRuns()).toBe(true)
})

test('a call up is let finish; who calls meanwhile is turned away; the next start waits for the end and lets callers in', async () => {
  const launcher = await start()
  const caller = await call()
  launcher.signal('SIGINT')
  await launcher.says('1 call is up; it has up to 60 s. Ctrl-C again ends at once.')
  const late = await dial({ sipPort: Number(settings['SIP_PORT']), from: '0900000032', toneHz: 1200 })
  callers.push(late)
  expect((await late.ended).by).toBe('them')
  expect(await isOver(caller)).toBe(false)
  const next = launch(settings)
  launchers.push(next)
  await next.says(`(process ${launcher.pid}) is being ended; waiting for it`)
  await caller.hangup()
  expect(await launcher.ended).toEqual({ code: 0, signal: null })
  await next.says('Ready in')
  await call()
})

test('a call that does not finish is cut at the limit', async () => {
  const launcher = await start({ STOP_LIMIT_SECONDS: '2' })
  const caller = await call()
  launcher.signal('SIGTERM')
  await launcher.says('The limit has passed: 1 call is cut off.')
  expect(await launcher.ended).toEqual({ code: 0, signal: null })
  expect((await caller.ended).by).toBe('them')
  expect(nobodyRuns()).toBe(true)
})

test('the second Ctrl-C ends at once', async () => {
  const launcher = await start()
  await call()
  const began = performance.now()
  launcher.signal('SIGINT')
  await launcher.says('1 call is up')
  await waitUntil(() => {
    launcher.signal('SIGINT')
    return launcher.output().includes('Ending at once: 1 call is cut off.')
  })
  expect(await launcher.ended).toEqual({ code: 0, signal: null })
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(nobodyRuns()).toBe(true)
})

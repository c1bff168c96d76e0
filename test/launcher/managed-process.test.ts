import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManagedProcess, manageProcess, stillRuns } from '../../src/launcher/managed-process.ts'
import { freePort } from '../../src/launcher/ports.ts'
import { startWatchdog } from '../../src/launcher/watchdog.ts'
import { waitUntil } from '../harness/wait.ts'

/** A server that answers with its process id, and dies when asked to. */
const program = `require('node:http').createServer((request, answer) => {
  if (request.url === '/die') process.exit(7)
  answer.end(String(process.pid))
}).listen(Number(process.argv[1]), '127.0.0.1')`

let dataDir: string
let port: number
const started: ManagedProcess[] = []

beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'))
  port = await freePort()
})
afterEach(async () => {
  for (const process of started.splice(0)) await process.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

const planOf = (fingerprint: string, code: string) => ({
  name: 'stub',
  command: process.execPath,
  args: ['-e', code, String(port)],
  fingerprint,
  cwd: dataDir,
  readyWithinMs: 10_000,
  stopSignal: 'SIGTERM' as const,
  stopWithinMs: 1000,
})

function server(fingerprint = 'one', code = program): ManagedProcess {
  const made = manageProcess(dataDir, { ...planOf(fingerprint, code), isReady: async () => (await answer()) !== null })
  started.push(made)
  return made
}

/** The server as an earlier launcher left it; gives its process id. */
async function leftRunning(fingerprint = 'one'): Promise<number> {
  const argument = JSON.stringify({ dataDir, plan: planOf(fingerprint, program) })
  const former = spawn(process.execPath, [path.join(import.meta.dirname, 'former-launcher.mjs'), argument], { stdio: 'inherit' })
  await new Promise((resolve) => former.once('exit', resolve))
  return Number(await answer())
}

async function answer(at = '/', limitMs = 30_000): Promise<string | null> {
  return fetch(`http://127.0.0.1:${port}${at}`, { signal: AbortSignal.timeout(limitMs) }).then(
    (response) => response.text(),
    () => null,
  )
}

test('starts, answers, ends, and leaves no pid file', async () => {
  const first = server()
  expect(await first.start()).toBe('started')
  expect(await answer()).toBe(String(first.pid()))
  await first.stop()
  expect(await answer()).toBeNull()
  expect(stillRuns(dataDir, 'stub')).toBe(false)
  expect(fs.readdirSync(path.join(dataDir, 'run'))).toEqual([])
})

test('a later launcher adopts the same server and ends it', async () => {
  const before = await leftRunning()
  const after = server()
  expect(await after.start()).toBe('adopted')
  expect(after.pid()).toBe(before)
  await after.stop()
  expect(await answer()).toBeNull()
})

test('a server started by another plan is ended and started anew', async () => {
  const pid = await leftRunning('one')
  const after = server('two')
  expect(await after.start()).toBe('started')
  expect(after.pid()).not.toBe(pid)
})

test('a server that dies is started again and its end is told', async () => {
  const process = server()
  await process.start()
  const pid = String(process.pid())
  const crashes: string[] = []
  process.onCrash(({ how }) => crashes.push(how))
  await answer('/die')
  await waitUntil(async () => {
    const now = await answer()
    return now !== null && now !== pid
  })
  expect(crashes).toEqual(['exit 7'])
})

test('a pid that now belongs to another program is not taken for the server', async () => {
  fs.mkdirSync(path.join(dataDir, 'run'), { recursive: true })
  fs.writeFileSync(path.join(dataDir, 'run/stub.json'), JSON.stringify({ pid: process.pid, startedAt: '1', fingerprint: 'one' }))
  expect(stillRuns(dataDir, 'stub')).toBe(false)
  expect(await server().start()).toBe('started')
})

test('the next one finds the server without its pid file, and with a torn one', async () => {
  const before = await leftRunning()
  const file = path.join(dataDir, 'run/stub.json')
  for (const harm of [() => fs.rmSync(file), () => fs.writeFileSync(file, '{"pid":')]) {
    harm()
    const after = server()
    expect(await after.start()).toBe('adopted')
    expect(after.pid()).toBe(before)
  }
})

test('one that ends again and again is started again and again, later each time', async () => {
  const process = server()
  await process.start()
  const pauses: number[] = []
  process.onCrash(({ pauseMs }) => pauses.push(pauseMs))
  for (let deaths = 1; deaths <= 3; deaths += 1) {
    await waitUntil(() => answer('/die').then(() => pauses.length === deaths))
  }
  await waitUntil(async () => (await answer()) !== null)
  expect(pauses).toEqual([200, 400, 800])
})

test('one that ignores its stop signal is ended by force', async () => {
  const deaf = server('deaf', `process.on('SIGTERM', () => undefined);${program}`)
  await deaf.start()
  await deaf.stop()
  expect(await answer()).toBeNull()
})

test('one that hangs is killed by the watchdog and answers again', async () => {
  const hanging = server()
  await hanging.start()
  const pid = hanging.pid() ?? 0
  let kills = 0
  const crashes: string[] = []
  hanging.onCrash(({ how }) => crashes.push(how))
  let answers = 0
  const stop = startWatchdog({
    process: hanging,
    answers: async () => {
      const one = await answer('/', 100)
      if (one !== null) answers += 1
      return one !== null
    },
    onKill: () => {
      kills += 1
    },
    everyMs: 20,
  })
  await waitUntil(() => answers > 0)
  globalThis.process.kill(pid, 'SIGSTOP')
  await waitUntil(async () => crashes.length > 0 && (await answer()) !== null)
  stop()
  expect(kills).toBe(1)
  expect(crashes).toEqual(['SIGKILL'])
  expect(hanging.pid()).not.toBe(pid)
})

test('a restart ends the old one and starts a new one; an end asked for meanwhile wins', async () => {
  const restarted = server()
  await restarted.start()
  const pid = restarted.pid()
  const crashes: string[] = []
  restarted.onCrash(({ how }) => crashes.push(how))
  expect(await restarted.restart()).toBe(true)
  expect(await answer()).toBe(String(restarted.pid()))
  expect(restarted.pid()).not.toBe(pid)
  const again = restarted.restart()
  await restarted.stop()
  expect(await again).toBe(false)
  expect(await answer()).toBeNull()
  expect(crashes).toEqual([])
})

test('an adopted server that dies is started again too', async () => {
  const before = await leftRunning()
  const after = server()
  await after.start()
  const crashes: string[] = []
  after.onCrash(({ how }) => crashes.push(how))
  await answer('/die')
  await waitUntil(async () => ![null, String(before)].includes(await answer()))
  expect(crashes).toEqual(['gone'])
})

test('a server that cannot run fails the start with the end of its log', async () => {
  const broken = manageProcess(dataDir, {
    name: 'stub',
    command: process.execPath,
    args: ['-e', 'console.error("no such thing"); process.exit(3)'],
    cwd: dataDir,
    isReady: async () => false,
    readyWithinMs: 10_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 1000,
  })
  await expect(broken.start()).rejects.toThrow('no such thing')
})

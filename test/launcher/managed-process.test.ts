import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManagedProcess, manageProcess, stillRuns } from '../../src/launcher/managed-process.ts'
import { freePort } from '../../src/launcher/ports.ts'
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

function server(fingerprint = 'one'): ManagedProcess {
  const made = manageProcess(dataDir, {
    name: 'stub',
    command: process.execPath,
    args: ['-e', program, String(port)],
    fingerprint,
    cwd: dataDir,
    isReady: async () => (await answer()) !== null,
    readyWithinMs: 10_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 5000,
  })
  started.push(made)
  return made
}

async function answer(at = '/'): Promise<string | null> {
  return fetch(`http://127.0.0.1:${port}${at}`).then(
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
  const before = server()
  await before.start()
  const after = server()
  expect(await after.start()).toBe('adopted')
  expect(after.pid()).toBe(before.pid())
  await after.stop()
  expect(await answer()).toBeNull()
})

test('a server started by another plan is ended and started anew', async () => {
  const before = server('one')
  await before.start()
  const pid = before.pid()
  const after = server('two')
  started.shift()
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

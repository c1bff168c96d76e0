import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUse, lockFolder, lockHolder } from '../../src/launcher/lock.ts'
import { waitUntil } from '../harness/wait.ts'

let dataDir: string
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'))
})
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }))

const taker = () => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'lock-taker.mjs'), dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    said: (word: string) => said.includes(word),
    is: (word: string) => waitUntil(() => said.includes(word)),
    go: () => void child.stdin.write('go\n'),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    pid: child.pid,
  }
}

test('one launcher a folder, and the next one when it has gone', async () => {
  const lock = await lockFolder(dataDir)
  expect(lockHolder(dataDir)?.pid).toBe(process.pid)
  await expect(lockFolder(dataDir)).rejects.toThrow(FolderInUse)
  lock.release()
  expect(lockHolder(dataDir)).toBeNull()
  ;(await lockFolder(dataDir)).release()
})

test('a lock whose pid was given to another program meanwhile holds nobody off', async () => {
  fs.mkdirSync(path.join(dataDir, 'run'))
  for (const left of [JSON.stringify({ pid: process.pid, startedAt: '1' }), '{"pi', '']) {
    fs.writeFileSync(path.join(dataDir, 'run/launcher.lock'), left)
    ;(await lockFolder(dataDir)).release()
  }
})

test('of eight starting in the same moment on a dead one’s folder exactly one gets it; killed, it leaves the folder free', async () => {
  fs.mkdirSync(path.join(dataDir, 'run'))
  fs.writeFileSync(path.join(dataDir, 'run/launcher.lock'), JSON.stringify({ pid: 1, startedAt: '1' }))
  const takers = Array.from({ length: 8 }, taker)
  try {
    for (const one of takers) await one.is('here')
    for (const one of takers) one.go()
    await waitUntil(() => takers.every((one) => one.said('got') || one.said('refused')))
    const winners = takers.filter((one) => one.said('got'))
    expect(winners).toHaveLength(1)
    expect(lockHolder(dataDir)?.pid).toBe(winners[0]?.pid)
    await winners[0]?.kill()
    ;(await lockFolder(dataDir)).release()
  } finally {
    for (const one of takers) await one.kill()
  }
})

test('a holder that is on its way out is waited for', async () => {
  const lock = await lockFolder(dataDir)
  lock.ending()
  const waited: number[] = []
  const next = lockFolder(dataDir, ({ pid }) => waited.push(pid), 10_000)
  await waitUntil(() => waited.length > 0)
  lock.release()
  ;(await next).release()
  expect(waited).toEqual([process.pid])
})

// The connection to Asterisk when Asterisk freezes: it is noticed, and comes back by itself.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Ari, createAri } from '../../src/platform/asterisk/ari.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { planAsterisk, type TestAsterisk } from '../harness/asterisk.ts'

let asterisk: TestAsterisk
let ari: Ari
beforeAll(async () => {
  asterisk = await planAsterisk()
  await asterisk.process.start()
  const { ariUsername: username, ariPassword: password, appName: app } = asterisk.config.asterisk
  ari = createAri({ url: asterisk.url, username, password, app, logger: silentLogger, pingMs: 500 })
}, 60_000)
afterAll(async () => {
  ari?.stop()
  await asterisk?.stop()
}, 30_000)

it('a frozen Asterisk counts as lost, and is connected again once it goes on', async () => {
  const told: string[] = []
  ari.onConnected(() => void told.push('connected'))
  ari.onLost(() => void told.push('lost'))
  ari.start()
  await expect.poll(() => told, { timeout: 10_000 }).toEqual(['connected'])
  const pid = asterisk.process.pid() ?? 0
  process.kill(pid, 'SIGSTOP')
  try {
    await expect.poll(() => [told, ari.connected()], { timeout: 5000 }).toEqual([['connected', 'lost'], false])
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await expect.poll(() => told, { timeout: 10_000 }).toEqual(['connected', 'lost', 'connected'])
  await expect(ari.channels()).resolves.toEqual([])
}, 40_000)

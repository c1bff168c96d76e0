// A second instance on the servers of the first: only its platform is its own.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, launcherSettings, type TestLauncher } from '../harness/launcher.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { endServers } from '../harness/servers-of.ts'

let active: TestPlatform
let standby: TestLauncher
let settings: Awaited<ReturnType<typeof launcherSettings>>

beforeAll(async () => {
  active = await startPlatform()
  const { databaseUrl, redisUrl, ariUrl, ariPassword, amiPort, amiPassword, sessionSecret } = active.servers()
  settings = await launcherSettings({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ARI_URL: ariUrl,
    ARI_PASSWORD: ariPassword,
    AMI_PORT: String(amiPort),
    AMI_PASSWORD: amiPassword,
    SESSION_SECRET: sessionSecret,
    RECORDING_DIR: active.recordingDir,
    DEMO_DATA: 'off',
  })
}, 120_000)
afterAll(async () => {
  standby?.signal('SIGKILL')
  await standby?.ended
  await endServers(settings.DATA_DIR)
  await active?.stop()
  fs.rmSync(settings.DATA_DIR, { recursive: true, force: true })
}, 60_000)

test('starts only a platform, is ready beside the active one, and ends without touching the servers', async () => {
  standby = launch(settings, [])
  await standby.says('Ready in')
  expect(standby.output()).toContain('DATABASE_URL, REDIS_URL, ARI_URL')
  expect(standby.output()).not.toContain('started')
  expect(fs.readdirSync(path.join(settings.DATA_DIR, 'run')).filter((name) => /^(postgres|redis|asterisk)/.test(name))).toEqual([])
  expect((await fetch(`http://localhost:${settings.HTTP_PORT}/health/ready`)).status).toBe(200)
  expect((await fetch(`http://localhost:${settings.HTTP_PORT}/health/active`)).status).toBe(503)
  standby.signal('SIGTERM')
  expect(await standby.ended).toEqual({ code: 0, signal: null })
  await active.ready()
  // On a busy machine the lease may have gone over to the standby for a moment; its end gives it back.
  await expect.poll(async () => (await fetch(`${active.baseUrl}/health/active`)).status, { timeout: 15_000 }).toBe(200)
})

// A second platform process beside the launcher's: on the same servers, with data, web port and journal of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePorts, type TestPlatform } from './platform.ts'
import { waitUntil } from './wait.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')

export interface SecondPlatform {
  baseUrl: string
  signal(name: NodeJS.Signals): void
  isRunning(): boolean
  output(): string
  stop(): Promise<void>
}

/** Starts it and waits until its web server answers. */
export async function startSecond(platform: TestPlatform): Promise<SecondPlatform> {
  const [http = 0] = await freePorts(1)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-second-'))
  const servers = platform.servers()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...platform.settings,
      HTTP_PORT: String(http),
      DATA_DIR: dataDir,
      RECORDING_DIR: platform.recordingDir,
      DATABASE_URL: servers.databaseUrl,
      REDIS_URL: servers.redisUrl,
      ARI_URL: servers.ariUrl,
      ARI_PASSWORD: servers.ariPassword,
      AMI_PASSWORD: servers.amiPassword,
      SESSION_SECRET: servers.sessionSecret,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const baseUrl = `http://localhost:${http}`
  const stop = async () => {
    if (isRunning()) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(force)
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await waitUntil(
      async () => {
        if (!isRunning()) throw new Error(`the second platform ended:\n${output.slice(-3000)}`)
        return (await fetch(`${baseUrl}/health/live`).catch(() => null))?.ok === true
      },
      30_000,
      () => `the second platform did not answer:\n${output.slice(-3000)}`,
    )
  } catch (error) {
    await stop()
    throw error
  }
  return { baseUrl, signal: (name) => void child.kill(name), isRunning, output: () => output, stop }
}

/** Is the process at this address the one that controls the calls? A process that is dead or frozen is not. */
export async function isActive(baseUrl: string): Promise<boolean> {
  const answer = await fetch(`${baseUrl}/health/active`, { signal: AbortSignal.timeout(1000) }).catch(() => null)
  return answer?.status === 200
}

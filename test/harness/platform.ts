// The whole system for a test: the launcher as `npm start` runs it, on free ports, with data of its own, ended afterwards.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { waitUntil } from './wait.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')

export interface DemoLogin {
  name: string
  roles: string[]
  phone: string
  password: string
}

export interface TestPlatform {
  baseUrl: string
  sipPort: number
  dataDir: string
  recordingDir: string
  logins: DemoLogin[]
  /** The n-th person with this role. */
  login(role: string, n?: number): DemoLogin
  stop(): Promise<void>
}

/** Free TCP ports, all different; a block of `rtp` even ports comes from above them. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Starts everything and waits until it is ready; `env` goes over the test's own settings. */
export async function startPlatform(env: Record<string, string> = {}): Promise<TestPlatform> {
  const [http = 0, sip = 0, asteriskHttp = 0, ami = 0] = await freePorts(4)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-'))
  const rtpStart = 30_000 + Math.floor(Math.random() * 100) * 200
  const child = spawn(process.execPath, ['src/launcher/main.ts'], {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      HTTP_PORT: String(http),
      SIP_PORT: String(sip),
      SIP_HOST: '127.0.0.1',
      ASTERISK_HTTP_PORT: String(asteriskHttp),
      AMI_PORT: String(ami),
      RTP_START: String(rtpStart),
      RTP_END: String(rtpStart + 199),
      DATA_DIR: dataDir,
      HOTLINE_HOURS: 'always',
      GREETING: 'off',
      ...env,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const baseUrl = `http://localhost:${http}`
  const stop = async () => {
    await endProcess(child)
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await waitUntil(
      async () => {
        if (child.exitCode !== null) throw new Error(`the launcher ended:\n${output.slice(-3000)}`)
        return (await fetch(`${baseUrl}/health/ready`).catch(() => null))?.ok === true
      },
      90_000,
      () => `the platform did not get ready:\n${output.slice(-3000)}`,
    )
  } catch (error) {
    await stop()
    throw error
  }
  const logins = JSON.parse(readFileSync(path.join(dataDir, 'demo-logins.json'), 'utf8')) as DemoLogin[]
  return {
    baseUrl,
    sipPort: sip,
    dataDir,
    recordingDir: path.join(dataDir, 'asterisk/spool/recording'),
    logins,
    login(role, n = 0) {
      const found = logins.filter((login) => login.roles.includes(role))[n]
      if (!found) throw new Error(`no demo login ${n} for ${role}`)
      return found
    },
    stop,
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 30_000)
  await ended
  clearTimeout(force)
}

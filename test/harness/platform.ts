// The whole system for a test: the launcher as `npm start` runs it, on free ports, with data of its own, ended afterwards.
// Its launcher and each of its processes can be killed and a new launcher started on the same data and ports.
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { endServers, kill, type ServerName } from './servers-of.ts'
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
  /** What the launcher was started with, over its own environment. */
  settings: Record<string, string>
  logins: DemoLogin[]
  /** The n-th person with this role. */
  login(role: string, n?: number): DemoLogin
  /** Where the platform's servers are and their passwords, as the launcher hands them to the platform. */
  servers(): PlatformServers
  launcherPid(): number
  /** Sends a signal (SIGKILL by default); a killed process is gone when this resolves. */
  kill(name: ServerName | 'launcher', how?: NodeJS.Signals): Promise<void>
  /** Starts a launcher on the same data and ports; resolves when the platform is ready. */
  relaunch(limitMs?: number): Promise<void>
  /** Resolves when the platform answers that it is ready. */
  ready(limitMs?: number): Promise<void>
  /** What all launchers wrote so far. */
  output(): string
  stop(): Promise<void>
}

export interface PlatformServers {
  databaseUrl: string
  redisUrl: string
  ariUrl: string
  ariPassword: string
  amiPort: number
  amiPassword: string
  sessionSecret: string
}

/** Below the ports the system gives to anybody who asks for none in particular, so that nobody takes one meanwhile. */
const FIRST_PORT = 12_000
const LAST_PORT = 29_999

/** Free ports for TCP and UDP, all different. Two test runs beside each other begin at other places and hold each port while they look on. */
export async function freePorts(count: number): Promise<number[]> {
  const held: { port: number; release: () => Promise<unknown> }[] = []
  let port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT - 1000))
  while (held.length < count) {
    port += 1
    const release = await holdPort(port)
    if (release) held.push({ port, release })
  }
  await Promise.all(held.map(({ release }) => release()))
  return held.map((one) => one.port)
}

/** Takes the port for both, since a SIP port may be another platform's by UDP alone; null when somebody has it. */
async function holdPort(port: number): Promise<(() => Promise<unknown>) | null> {
  const [server, socket] = [createServer(), createSocket('udp4')]
  const release = () => Promise.all([new Promise((resolve) => server.close(resolve)), new Promise<void>((resolve) => socket.close(() => resolve()))])
  const isFree = await Promise.all([
    new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
    }),
    new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false))
      socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true))
    }),
  ])
  if (isFree.every(Boolean)) return release
  await release()
  return null
}

/**
 * Starts everything and waits until it is ready; `env` goes over the test's own settings. `through` gives a command
 * that itself runs the launcher, for a world of its own around it.
 */
export async function startPlatform(env: Record<string, string> = {}, through: (dataDir: string) => string[] = () => []): Promise<TestPlatform> {
  const [http = 0, sip = 0, asteriskHttp = 0, ami = 0] = await freePorts(4)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'h1022-'))
  const rtpStart = 30_000 + Math.floor(Math.random() * 100) * 200
  const settings: Record<string, string> = {
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
    RATING: 'off',
    VOICEMAIL: 'off',
    // What a test leaves up is not waited for.
    STOP_LIMIT_SECONDS: '0',
    ...env,
  }
  const baseUrl = `http://localhost:${http}`
  let output = ''
  let launcher = launch()

  function launch(): ChildProcess {
    const [command = '', ...args] = [...through(dataDir), process.execPath, 'src/launcher/main.ts']
    const child = spawn(command, args, {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...settings },
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    return child
  }
  /** Ready is said by the platform of this launcher, not by one that is about to be replaced: its launcher says so too. */
  const launched = async (limitMs: number) => {
    const from = output.length
    const child = launcher
    await waitUntil(
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the launcher ended:\n${output.slice(-3000)}`)
        return output.slice(from).includes('Ready in')
      },
      limitMs,
      () => `the platform did not get ready:\n${output.slice(-3000)}`,
    )
  }
  const ready = async (limitMs = 60_000) => {
    await waitUntil(
      async () => (await fetch(`${baseUrl}/health/ready`).catch(() => null))?.ok === true,
      limitMs,
      () => `the platform did not get ready:\n${output.slice(-3000)}`,
    )
  }
  const stop = async () => {
    await endProcess(launcher)
    await endServers(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await launched(90_000)
  } catch (error) {
    await stop()
    throw error
  }
  // Without people of its own (DEMO_DATA=off) it stands on another one's database, whose logins hold here too.
  const logins = settings['DEMO_DATA'] === 'off' ? [] : (JSON.parse(readFileSync(path.join(dataDir, 'demo-logins.json'), 'utf8')) as DemoLogin[])
  return {
    baseUrl,
    sipPort: sip,
    dataDir,
    recordingDir: settings['RECORDING_DIR'] ?? path.join(dataDir, 'asterisk/spool/recording'),
    settings,
    logins,
    login(role, n = 0) {
      const found = logins.filter((login) => login.roles.includes(role))[n]
      if (!found) throw new Error(`no demo login ${n} for ${role}`)
      return found
    },
    servers: () => serversOf(settings),
    launcherPid: () => launcher.pid ?? 0,
    async kill(name, how = 'SIGKILL') {
      if (name !== 'launcher') return void (await kill(dataDir, name, how))
      const ended = new Promise((resolve) => launcher.once('exit', resolve))
      launcher.kill(how)
      if (how === 'SIGKILL') await ended
    },
    async relaunch(limitMs = 60_000) {
      if (launcher.exitCode === null && launcher.signalCode === null) throw new Error('the launcher still runs')
      launcher = launch()
      await launched(limitMs)
    },
    ready,
    output: () => output,
    stop,
  }
}

function serversOf(settings: Record<string, string>): PlatformServers {
  const dataDir = settings['DATA_DIR'] ?? ''
  const read = (file: string) => JSON.parse(readFileSync(path.join(dataDir, file), 'utf8')) as Record<string, string | undefined>
  const secrets = read('secrets.json')
  const port = (name: string) => read('run/ports.json')[name]
  return {
    databaseUrl: settings['DATABASE_URL'] ?? `postgresql://hotline:${secrets['postgresPassword']}@127.0.0.1:${port('postgres')}/hotline`,
    redisUrl: settings['REDIS_URL'] ?? `redis://:${secrets['redisPassword']}@127.0.0.1:${port('redis')}`,
    ariUrl: settings['ARI_URL'] ?? `http://127.0.0.1:${settings['ASTERISK_HTTP_PORT']}`,
    ariPassword: settings['ARI_PASSWORD'] ?? secrets['ariPassword'] ?? '',
    amiPort: Number(settings['AMI_PORT']),
    amiPassword: settings['AMI_PASSWORD'] ?? secrets['amiPassword'] ?? '',
    sessionSecret: settings['SESSION_SECRET'] ?? secrets['sessionSecret'] ?? '',
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

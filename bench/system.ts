// The measured system: everything as the launcher starts it, with operators on duty and load processes beside it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type pg from 'pg'
import { startPlatform, type TestPlatform } from '../test/harness/platform.ts'
import type { CallSample, DeskSample, FromDesks, FromTelephones, LoadPlan, ToDesks, ToTelephones } from './load/messages.ts'
import { connectDatabase, hireOperators } from './staff.ts'

export interface Bench {
  platform: TestPlatform
  db: pg.Client
  /** Port at which the platform's inspector opens when it is asked to. */
  inspectorPort: number
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** Starts the whole system, greeting off, no wrap-up, with audio ports enough for 500 telephones. */
export async function startBench(): Promise<Bench> {
  const inspectorPort = await freePort()
  const platform = await startPlatform({
    WRAPUP_SECONDS: '0',
    RING_SECONDS: '20',
    RTP_START: '20000',
    RTP_END: '21999',
    NODE_OPTIONS: `--inspect-port=${inspectorPort}`,
    LOG_LEVEL: 'info',
  })
  const db = await connectDatabase(platform.dataDir)
  return {
    platform,
    db,
    inspectorPort,
    async stop() {
      await db.end()
      await platform.stop()
    },
  }
}

function child(file: string, args: string[] = []): ChildProcess {
  return fork(new URL(`./load/${file}`, import.meta.url), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
}

/** The next message of this kind; a process that ends instead is an error. */
function next<M extends { type: string }, T extends M['type']>(process: ChildProcess, type: T): Promise<Extract<M, { type: T }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: M) => {
      if (message.type === 'failed') return settle(() => reject(new Error(JSON.stringify(message))))
      if (message.type === type) settle(() => resolve(message as Extract<M, { type: T }>))
    }
    const onExit = () => settle(() => reject(new Error(`a load process ended while waiting for ${type}`)))
    const settle = (done: () => void) => {
      process.off('message', onMessage)
      process.off('exit', onExit)
      done()
    }
    process.on('message', onMessage)
    process.on('exit', onExit)
  })
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return
  const ended = once(process, 'exit')
  process.send({ type: 'end' } satisfies ToTelephones & ToDesks)
  await ended
}

export interface Telephones {
  /** Where the desk telephones are. */
  port: number
  run(plan: LoadPlan): Promise<CallSample[]>
  stop(): Promise<void>
}

/** Callers and desk telephones. */
export async function startTelephones(sipPort: number): Promise<Telephones> {
  const process = child('telephones.ts', [String(sipPort)])
  const { port } = await next<FromTelephones, 'ready'>(process, 'ready')
  return {
    port,
    async run(plan) {
      process.send({ type: 'run', plan } satisfies ToTelephones)
      return (await next<FromTelephones, 'done'>(process, 'done')).samples
    },
    stop: () => end(process),
  }
}

export interface Desks {
  /** What the desks were told since the last time. */
  take(): Promise<DeskSample[]>
  stop(): Promise<void>
}

/** So many operators at their desks, ready for calls, with telephones at `sipPort`. */
export async function openDesks(bench: Bench, count: number, sipPort: number): Promise<Desks> {
  const cookies = await hireOperators(bench.platform, bench.db, count, sipPort)
  const process = child('desks.ts')
  process.send({ type: 'open', baseUrl: bench.platform.baseUrl, cookies } satisfies ToDesks)
  await next<FromDesks, 'opened'>(process, 'opened')
  return {
    async take() {
      process.send({ type: 'take' } satisfies ToDesks)
      return (await next<FromDesks, 'taken'>(process, 'taken')).samples
    },
    stop: () => end(process),
  }
}

// A server we started: in a process group of its own, logging to a file, found again after our own death.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { identify, isRunning, type ProcessIdentity, signal, waitForEnd } from './process-identity.ts'

export interface ProcessPlan {
  name: string
  command: string
  args: string[]
  env?: Record<string, string | undefined>
  cwd: string
  uid?: number
  gid?: number
  /** A running server is adopted only if it was started by the same plan, told by this text (all of the command by default). */
  fingerprint?: string
  /** Whether it does its work now; asked again and again until it says yes. */
  isReady: () => Promise<boolean>
  readyWithinMs: number
  stopSignal: NodeJS.Signals
  stopWithinMs: number
}

interface PidFile extends ProcessIdentity {
  fingerprint: string
}

export interface ManagedProcess {
  name: string
  pid(): number | null
  /** Adopts what still runs by the same plan, ends what runs by another, starts it otherwise; resolves when ready. */
  start(): Promise<'adopted' | 'started'>
  /** Ends it in order, by force when it does not follow. */
  stop(): Promise<void>
  /** Called at each end nobody asked for; the process is started again by itself, later each time. */
  onCrash(listener: (lastLines: string) => void): void
}

const biggestLog = 20 << 20

/** Whether a server of that name, from whatever plan, still runs in that folder. */
export function stillRuns(dataDir: string, name: string): boolean {
  const known = readPidFile(pidFileOf(dataDir, name))
  return known !== null && isRunning(known)
}

/** Makes the process; nothing runs before `start()`. */
export function manageProcess(dataDir: string, plan: ProcessPlan): ManagedProcess {
  const pidFile = pidFileOf(dataDir, plan.name)
  const logFile = path.join(dataDir, 'log', `${plan.name}.log`)
  const fingerprint = plan.fingerprint ?? JSON.stringify([plan.command, plan.args])
  const crashListeners: ((lastLines: string) => void)[] = []
  let current: ProcessIdentity | null = null
  let wanted = false
  let crashes = 0
  let timer: NodeJS.Timeout | undefined

  const launch = () => {
    fs.mkdirSync(path.dirname(logFile), { recursive: true, mode: 0o700 })
    fs.mkdirSync(path.dirname(pidFile), { recursive: true, mode: 0o700 })
    if (fs.existsSync(logFile) && fs.statSync(logFile).size > biggestLog) fs.renameSync(logFile, `${logFile}.1`)
    const log = fs.openSync(logFile, 'a', 0o600)
    const child = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: plan.env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(plan.uid === undefined ? {} : { uid: plan.uid, gid: plan.gid }),
    })
    fs.closeSync(log)
    child.once('error', (error) => fs.appendFileSync(logFile, `cannot be started: ${error.message}\n`))
    const identity = child.pid === undefined ? null : identify(child.pid)
    current = identity
    // The launcher must be able to end while a server it left alone goes on.
    child.unref()
    if (!identity) return
    fs.writeFileSync(pidFile, JSON.stringify({ ...identity, fingerprint } satisfies PidFile), { mode: 0o600 })
    child.once('exit', () => ended(identity))
  }

  const ended = (identity: ProcessIdentity) => {
    if (current?.startedAt !== identity.startedAt || current.pid !== identity.pid) return
    current = null
    if (!wanted) return
    for (const listener of crashListeners) listener(lastLines(logFile))
    startAgain()
  }

  const startAgain = () => {
    const pause = Math.min(10_000, 300 * 2 ** Math.min(crashes, 6))
    crashes += 1
    timer = setTimeout(async () => {
      launch()
      if (!current) startAgain()
      else if (await becomesReady()) crashes = 0
    }, pause)
  }

  /** An adopted process is nobody's child here, so its end is seen by looking. */
  const watchAdopted = (identity: ProcessIdentity) => {
    const look = setInterval(() => {
      if (isRunning(identity)) return
      clearInterval(look)
      ended(identity)
    }, 500)
    look.unref()
  }

  const becomesReady = async (): Promise<boolean> => {
    const until = Date.now() + plan.readyWithinMs
    while (Date.now() < until && current) {
      if (await plan.isReady().catch(() => false)) return true
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return false
  }

  const end = async (identity: ProcessIdentity) => {
    signal(identity, plan.stopSignal)
    if (await waitForEnd(identity, plan.stopWithinMs)) return
    signal(identity, 'SIGKILL')
    await waitForEnd(identity, 5000)
  }

  return {
    name: plan.name,
    pid: () => current?.pid ?? null,
    onCrash: (listener) => void crashListeners.push(listener),
    async start() {
      const known = readPidFile(pidFile)
      if (known && isRunning(known)) {
        current = known
        if (known.fingerprint === fingerprint && (await becomesReady())) {
          wanted = true
          watchAdopted(known)
          return 'adopted'
        }
        current = null
        await end(known)
      }
      launch()
      if (!(await becomesReady())) {
        await this.stop()
        throw new Error(`${plan.name} did not become ready. The end of ${logFile}:\n${lastLines(logFile)}`)
      }
      wanted = true
      // It may have gone between its first ready answer and now: then it is a crash like any later one.
      const identity = current
      if (identity && !isRunning(identity)) ended(identity)
      return 'started'
    },
    async stop() {
      wanted = false
      clearTimeout(timer)
      const identity = current
      if (identity) await end(identity)
      current = null
      fs.rmSync(pidFile, { force: true })
    },
  }
}

function pidFileOf(dataDir: string, name: string): string {
  return path.join(dataDir, 'run', `${name}.json`)
}

function readPidFile(file: string): PidFile | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as PidFile
  } catch {
    return null
  }
}

function lastLines(file: string): string {
  if (!fs.existsSync(file)) return '(no log)'
  return fs.readFileSync(file, 'utf8').slice(-6000).trimEnd().split('\n').slice(-20).join('\n')
}

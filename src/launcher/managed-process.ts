// A server we started: in a process group of its own, logging to a file, found again after our own death.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { identify, isRunning, type ProcessIdentity, signal, waitForEnd } from './process-identity.ts'
import { dropRecord, keepRecord, markOf, planDigest, runningServer, type Whereabouts } from './process-records.ts'
import { deathsInARow, pauseBeforeRestart } from './restart-rules.ts'

export interface ProcessPlan {
  name: string
  command: string
  args: string[]
  env?: Record<string, string | undefined>
  cwd: string
  /** Clears away what a dead predecessor left in the way; called before each start. */
  beforeStart?: () => void
  /** Where it is found when it hides its environment. */
  whereabouts?: Whereabouts
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

/** An end nobody asked for. */
export interface Crash {
  /** `exit 1`, `SIGKILL`, or `gone` where it was nobody's child here. */
  how: string
  lastLines: string
  /** It is started again after this time. */
  pauseMs: number
}

export interface ManagedProcess {
  name: string
  pid(): number | null
  /**
   * Adopts what still runs by the same plan, ends what runs by another, starts it otherwise; resolves when ready. One
   * that does not become ready fails the start, unless it is wanted at any price: then it is tried again for ever.
   */
  start(atAnyPrice?: boolean): Promise<'adopted' | 'started'>
  /** Ends it in order and starts it anew; one that does not come up is tried again for ever. Whether it became ready. */
  restart(): Promise<boolean>
  /** Ends it in order, by force when it does not follow. */
  stop(): Promise<void>
  /** Ends it by force; it is started again as after any crash. */
  kill(): void
  /** Called at each end nobody asked for; the process is started again by itself, later each time. */
  onCrash(listener: (crash: Crash) => void): void
}

const biggestLog = 20 << 20
/** A server that ends by itself while it comes up is tried this often: what it needs may only just be getting free. */
const attempts = 5

/** Whether a server of that name, from whatever plan, still runs in that folder. */
export function stillRuns(dataDir: string, name: string, place?: Whereabouts): boolean {
  return runningServer({ dataDir, name }, place) !== null
}

/** Makes the process; nothing runs before `start()`. */
export function manageProcess(dataDir: string, plan: ProcessPlan): ManagedProcess {
  const server = { dataDir, name: plan.name }
  const logFile = path.join(dataDir, 'log', `${plan.name}.log`)
  const digest = planDigest(plan.fingerprint ?? JSON.stringify([plan.command, plan.args]))
  const crashListeners: ((crash: Crash) => void)[] = []
  let current: ProcessIdentity | null = null
  let wanted = false
  let deaths = 0
  let launchedAt = 0
  let timer: NodeJS.Timeout | undefined
  /** How often its end was asked for: a start or restart under way looks whether that happened meanwhile. */
  let ends = 0

  const launch = () => {
    launchedAt = performance.now()
    plan.beforeStart?.()
    fs.mkdirSync(path.dirname(logFile), { recursive: true, mode: 0o700 })
    if (fs.existsSync(logFile) && fs.statSync(logFile).size > biggestLog) fs.renameSync(logFile, `${logFile}.1`)
    const log = fs.openSync(logFile, 'a', 0o600)
    const child = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...(plan.env ?? process.env), ...markOf(server, digest) },
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
    keepRecord(server, { ...identity, plan: digest })
    child.once('exit', (code, signalName) => ended(identity, signalName ?? `exit ${code}`))
  }

  const ended = (identity: ProcessIdentity, how: string) => {
    if (current?.startedAt !== identity.startedAt || current.pid !== identity.pid) return
    current = null
    if (wanted) startAgain(how)
  }

  const startAgain = (how: string) => {
    deaths = deathsInARow(deaths, performance.now() - launchedAt)
    const pauseMs = pauseBeforeRestart(deaths)
    for (const listener of crashListeners) listener({ how, lastLines: lastLines(logFile), pauseMs })
    timer = setTimeout(() => {
      launch()
      if (!current) startAgain('cannot be started')
    }, pauseMs)
  }

  /** An adopted process is nobody's child here, so its end is seen by looking. */
  const watchAdopted = (identity: ProcessIdentity) => {
    const look = setInterval(() => {
      if (isRunning(identity)) return
      clearInterval(look)
      ended(identity, 'gone')
    }, 250)
    look.unref()
  }

  /** Waits until it is ready, or has ended, or the time is over. */
  const becomesReady = async (): Promise<boolean> => {
    const until = performance.now() + plan.readyWithinMs
    while (performance.now() < until && current) {
      if (await plan.isReady().catch(() => false)) return current !== null
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

  const adopt = async (): Promise<boolean> => {
    const known = runningServer(server, plan.whereabouts)
    if (!known) return false
    current = known
    if (known.plan === digest && (await becomesReady())) {
      // Found without its file: the next one shall find it by the file.
      keepRecord(server, known)
      watchAdopted(known)
      return true
    }
    current = null
    await end(known)
    return false
  }

  /** From here on its end is a crash; it may have ended between its last answer and now. */
  const want = () => {
    wanted = true
    if (!current) startAgain('ended at once')
    else if (!isRunning(current)) ended(current, 'gone')
  }

  const stop = async () => {
    wanted = false
    clearTimeout(timer)
    const identity = current
    if (identity) await end(identity)
    current = null
    dropRecord(server)
  }

  return {
    name: plan.name,
    pid: () => current?.pid ?? null,
    onCrash: (listener) => void crashListeners.push(listener),
    async start(atAnyPrice = false) {
      const asked = ends
      if (await adopt()) {
        want()
        return 'adopted'
      }
      for (let attempt = 1; asked === ends; attempt += 1) {
        launch()
        if (await becomesReady()) break
        if (atAnyPrice) break
        // One that runs on without becoming ready would not do better a second time.
        if (current || attempt === attempts || asked !== ends) {
          await stop()
          throw new Error(`${plan.name} did not become ready. The end of ${logFile}:\n${lastLines(logFile)}`)
        }
        await new Promise((resolve) => setTimeout(resolve, pauseBeforeRestart(attempt)))
      }
      if (asked === ends) want()
      return 'started'
    },
    async restart() {
      const asked = ends
      await stop()
      if (asked !== ends) return false
      deaths = 0
      launch()
      want()
      return becomesReady()
    },
    kill() {
      if (current) signal(current, 'SIGKILL')
    },
    stop: () => {
      ends += 1
      return stop()
    },
  }
}

function lastLines(file: string): string {
  if (!fs.existsSync(file)) return '(no log)'
  return fs.readFileSync(file, 'utf8').slice(-6000).trimEnd().split('\n').slice(-20).join('\n')
}

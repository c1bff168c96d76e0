// Which process a pid file means: a pid alone may have been given to another program since.
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process of this machine. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks since the boot, and which boot: after another one the same pid may start at the same tick. */
  startedAt: string
}

let knownBoot: string | undefined
function boot(): string {
  knownBoot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8)
  return knownBoot
}

/** The identity of a running process, or null when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in brackets and may hold spaces; the fields after it are counted from there.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startedAt] = [fields[0], fields[19]]
    return startedAt === undefined || state === 'Z' || state === 'X' ? null : { pid, startedAt: `${startedAt}@${boot()}` }
  } catch {
    return null
  }
}

/** Whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt
}

/** Sends a signal; a process that has just gone is no error. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(identity)) return
  try {
    process.kill(identity.pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Waits until the process is gone; false when it still runs after that time. */
export async function waitForEnd(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (isRunning(identity)) {
    if (Date.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return true
}

/** All running processes. */
export function allProcesses(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
}

/** The folder a process works in and the program it runs; null where that may not be seen. */
export function placeOf(pid: number): { cwd: string; program: string } | null {
  try {
    return { cwd: readlinkSync(`/proc/${pid}/cwd`), program: readlinkSync(`/proc/${pid}/exe`) }
  } catch {
    return null
  }
}

/** The processes of `program` (by its file's name) that work in this folder. */
export function processesIn(folder: string, program: string): ProcessIdentity[] {
  if (!existsSync(folder)) return []
  const cwd = realpathSync(folder)
  return allProcesses().flatMap((pid) => {
    const place = placeOf(pid)
    const identity = place?.cwd === cwd && place.program.endsWith(`/${program}`) ? identify(pid) : null
    return identity ? [identity] : []
  })
}

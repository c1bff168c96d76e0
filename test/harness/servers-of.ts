// The processes of a test's platform, found as the launcher finds them: by the pid files in DATA_DIR/run.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isRunning, type ProcessIdentity, signal, waitForEnd } from '../../src/launcher/process-identity.ts'

export type ServerName = 'platform' | 'asterisk' | 'postgres' | 'redis'

const inOrder: readonly [ServerName, NodeJS.Signals][] = [
  ['platform', 'SIGTERM'],
  ['asterisk', 'SIGTERM'],
  ['redis', 'SIGTERM'],
  // A fast shutdown; SIGTERM would wait for its clients.
  ['postgres', 'SIGINT'],
]

/** The process of that name that runs now, or null. */
export function processOf(dataDir: string, name: ServerName): ProcessIdentity | null {
  const file = path.join(dataDir, 'run', `${name}.json`)
  if (!existsSync(file)) return null
  const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  return isRunning({ pid, startedAt }) ? { pid, startedAt } : null
}

/** Sends the signal; with SIGKILL it resolves when the process is gone. */
export async function kill(dataDir: string, name: ServerName, how: NodeJS.Signals = 'SIGKILL'): Promise<ProcessIdentity> {
  const process = processOf(dataDir, name)
  if (!process) throw new Error(`no ${name} runs in ${dataDir}`)
  signal(process, how)
  if (how === 'SIGKILL' && !(await waitForEnd(process, 5000))) throw new Error(`${name} outlived SIGKILL`)
  return process
}

/** Ends what a killed launcher left running. */
export async function endServers(dataDir: string): Promise<void> {
  for (const [name, how] of inOrder) {
    const process = processOf(dataDir, name)
    if (!process) continue
    // A frozen process does not hear its end.
    signal(process, 'SIGCONT')
    signal(process, how)
    if (await waitForEnd(process, 8000)) continue
    signal(process, 'SIGKILL')
    await waitForEnd(process, 5000)
  }
}

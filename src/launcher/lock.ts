// One launcher per DATA_DIR: two would give one cluster two postmasters.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'
import { noteInFile } from './small-files.ts'

/** Another launcher holds the folder. */
export class FolderInUse extends Error {}

/** Who holds a folder; `ending` once it is on its way out. */
export interface LockHolder extends ProcessIdentity {
  ending?: boolean
}

export interface FolderLock {
  /** Tells those who would like the folder that it will be free soon. */
  ending(): void
  release(): void
}

/**
 * Takes the folder for this process. The lock itself is a name of the kernel's (an abstract socket), which only one
 * process can hold and which is free the moment that process dies; the file beside it says who that is. A holder that
 * is ending is waited for, for at most `waitMs`.
 */
export async function lockFolder(dataDir: string, onWait: (holder: LockHolder) => void = () => undefined, waitMs = 0): Promise<FolderLock> {
  fs.mkdirSync(path.join(dataDir, 'run'), { recursive: true, mode: 0o700 })
  const began = performance.now()
  let told = false
  for (;;) {
    const name = await holdName(fs.realpathSync(dataDir))
    const holder = lockHolder(dataDir)
    if (name && !holder) return holdFile(dataDir, name)
    name?.close()
    // A name without a file: its holder has just come or is just going.
    const patienceMs = holder === null ? Math.max(1000, waitMs) : holder.ending ? waitMs : 0
    if (performance.now() - began >= patienceMs)
      throw new FolderInUse(
        `${dataDir} is in use by a running instance${holder ? ` (process ${holder.pid})` : ''}. Stop that one, or give this one another DATA_DIR and other ports.`,
      )
    if (holder && !told) onWait(holder)
    told ||= holder !== null
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The launcher that holds the folder, or null; a dead one holds nothing. */
export function lockHolder(dataDir: string): LockHolder | null {
  try {
    const holder = JSON.parse(fs.readFileSync(fileOf(dataDir), 'utf8')) as LockHolder
    return isRunning(holder) ? holder : null
  } catch {
    return null
  }
}

const fileOf = (dataDir: string) => path.join(dataDir, 'run/launcher.lock')

/** The kernel's half: null when another process has the name. */
function holdName(folder: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen({ path: `\0hotline-1022-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}` }, () => resolve(server.unref()))
  })
}

function holdFile(dataDir: string, name: net.Server): FolderLock {
  const file = fileOf(dataDir)
  const me = identify(process.pid)
  const write = (holder: Partial<LockHolder>) => {
    noteInFile(file, JSON.stringify(holder))
  }
  write({ ...me })
  return {
    ending: () => write({ ...me, ending: true }),
    release() {
      fs.rmSync(file, { force: true })
      name.close()
    },
  }
}

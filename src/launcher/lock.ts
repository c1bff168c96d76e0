// One launcher per DATA_DIR: two would give one cluster two postmasters.
import fs from 'node:fs'
import path from 'node:path'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Another launcher holds the folder. */
export class FolderInUse extends Error {}

/** Takes the folder for this process; gives the function that releases it. A dead holder's lock is taken over. */
export function lockFolder(dataDir: string): () => void {
  const file = path.join(dataDir, 'run/launcher.lock')
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const mine = `${file}.${process.pid}`
  fs.writeFileSync(mine, JSON.stringify(identify(process.pid)))
  try {
    for (;;) {
      try {
        // A hard link appears whole or not at all, so nobody ever reads a half-written lock.
        fs.linkSync(mine, file)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const holder = readHolder(file)
        if (holder && isRunning(holder))
          throw new FolderInUse(
            `${dataDir} is in use by a running instance (process ${holder.pid}). Stop that one, or give this one another DATA_DIR and other ports.`,
          )
        fs.rmSync(file, { force: true })
      }
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
  return () => {
    if (readHolder(file)?.pid === process.pid) fs.rmSync(file, { force: true })
  }
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as ProcessIdentity
  } catch {
    return null
  }
}

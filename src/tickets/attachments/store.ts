// Where contents lie: by their hash, each once, written whole or not at all.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeThumbnail } from './picture.ts'

/** An upload takes half an hour at most; what is older was left by a process that ended in the middle of one. */
const LEFT_BEHIND_MS = 6 * 3_600_000

export interface ContentStore {
  /** Takes a file over (it is moved); answers its hash. */
  take(file: string): Promise<string>
  pathOf(sha256: string): string
  /** A picture 320 points wide, made when first asked for. */
  thumbnail(sha256: string): Promise<string>
  /** Where uploads are written before they are known to be good. */
  incoming: string
}

/** Makes the store; its folders are made here, and what a killed process left of uploads goes. Several processes may share one folder. */
export function createContentStore(folder: string): ContentStore {
  const incoming = path.join(folder, 'incoming')
  mkdirSync(incoming, { recursive: true, mode: 0o700 })
  removeLeftBehind(incoming)
  const pathOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256)
  return {
    incoming,
    pathOf,
    async take(file) {
      const sha256 = await hashOf(file)
      const target = pathOf(sha256)
      if (existsSync(target)) await rm(file, { force: true })
      else {
        const shelf = path.dirname(target)
        await mkdir(shelf, { recursive: true, mode: 0o700 })
        await sync(file)
        await rename(file, target)
        // The name is safe only when the folder is, and a new folder when the one it stands in is.
        await sync(shelf)
        await sync(folder)
      }
      return sha256
    },
    async thumbnail(sha256) {
      const target = `${pathOf(sha256)}.thumb.webp`
      if (!existsSync(target)) {
        const begun = path.join(incoming, randomUUID())
        try {
          await writeThumbnail(pathOf(sha256), begun)
          await rename(begun, target)
        } finally {
          await rm(begun, { force: true })
        }
      }
      return target
    },
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function removeLeftBehind(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const file = path.join(incoming, name)
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > LEFT_BEHIND_MS) rmSync(file, { force: true })
  }
}

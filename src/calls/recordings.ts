// The recorded files: where they lie, how long they are, their checksum.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { isEmptyMessage } from './spoken-rules.ts'

export const WAV_HEADER_BYTES = 44
/** 8 kHz, 16 bit, one channel. */
const BYTES_PER_MS = 16

export interface MeasuredRecording {
  durationMs: number
  bytes: number
  sha256: string
}

/** The file of a recording; `name` as given to Asterisk, below `dir`. */
export const recordingFile = (dir: string, name: string): string => path.join(dir, `${name}.wav`)

/** A file by the path of the ledger; null for one that does not lie below `dir`. */
export function fileBelow(dir: string, ledgerPath: string): string | null {
  const root = path.resolve(dir)
  const file = path.resolve(root, ledgerPath)
  return file.startsWith(root + path.sep) ? file : null
}

/** Reads a whole file once: its size and checksum. `onData` is given every piece of it. */
export async function hashFile(file: string, onData: (piece: Buffer) => void = () => undefined): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Buffer)
    bytes += (piece as Buffer).length
    onData(piece as Buffer)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Milliseconds of sound in a recorded WAV file of so many bytes. */
export const wavMs = (bytes: number): number => Math.round(Math.max(0, bytes - WAV_HEADER_BYTES) / BYTES_PER_MS)

/** Measures a finished recording by its bytes: ARI tells whole seconds only. */
export async function measureRecording(dir: string, name: string): Promise<MeasuredRecording> {
  const { bytes, sha256 } = await hashFile(recordingFile(dir, name))
  return { durationMs: wavMs(bytes), bytes, sha256 }
}

/** Is this a message in which nothing is said? */
export async function saysNothing(dir: string, name: string): Promise<boolean> {
  return isEmptyMessage((await readFile(recordingFile(dir, name))).subarray(WAV_HEADER_BYTES))
}

/** Takes a recording's file away, if it is there. */
export const dropRecording = (dir: string, name: string): Promise<void> => rm(recordingFile(dir, name), { force: true })

/** What was written to this file or folder is on the disk when this resolves. */
export async function syncToDisk(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Lies in the folder once recordings were seen there: a share that is away lacks it. */
export const FOLDER_MARK = '.recordings'

/** Is it there? */
export const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // A disk that does not answer says nothing about its files.
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false
      throw error
    },
  )

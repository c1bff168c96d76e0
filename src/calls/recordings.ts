// The recorded files: where they lie, how long they are, their checksum.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isEmptyMessage } from './spoken-rules.ts'

const HEADER_BYTES = 44
/** 8 kHz, 16 bit, one channel. */
const BYTES_PER_MS = 16

export interface MeasuredRecording {
  durationMs: number
  bytes: number
  sha256: string
}

/** The file of a recording; `name` as given to Asterisk, below `dir`. */
export const recordingFile = (dir: string, name: string): string => path.join(dir, `${name}.wav`)

/** Measures a finished recording by its bytes: ARI tells whole seconds only. */
export async function measureRecording(dir: string, name: string): Promise<MeasuredRecording> {
  const file = recordingFile(dir, name)
  const { size } = await stat(file)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { durationMs: Math.round(Math.max(0, size - HEADER_BYTES) / BYTES_PER_MS), bytes: size, sha256: hash.digest('hex') }
}

/** Is this a message in which nothing is said? */
export async function saysNothing(dir: string, name: string): Promise<boolean> {
  return isEmptyMessage((await readFile(recordingFile(dir, name))).subarray(HEADER_BYTES))
}

/** Takes a recording's file away, if it is there. */
export const dropRecording = (dir: string, name: string): Promise<void> => rm(recordingFile(dir, name), { force: true })

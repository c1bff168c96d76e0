// Compresses a recording to Opus with the encoder of opus-tools, beside the telephones: with the lowest priority, and killed when told so.
import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import os from 'node:os'

export type Encode = (wavFile: string, opusFile: string, signal: AbortSignal) => Promise<void>

/** There is no encoder on this machine: recordings stay as they are. */
export class NoEncoder extends Error {}

/** Telephone speech in mono: what is above 24 kbit/s cannot be told apart any more. The fixed serial makes the same file of the same sound. */
const flags = ['--quiet', '--bitrate', '24', '--downmix-mono', '--speech', '--discard-comments', '--discard-pictures', '--padding', '0', '--serial', '1022']
const LOWEST_PRIORITY = 19

/** Makes the encoder that runs this program. */
export function createEncoder(program: string): Encode {
  return (wavFile, opusFile, signal) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [...flags, wavFile, opusFile], { stdio: ['ignore', 'ignore', 'pipe'], signal })
      if (child.pid !== undefined) lower(child.pid)
      let said = ''
      child.stderr.on('data', (piece: Buffer) => {
        said = (said + piece.toString()).slice(-500)
      })
      child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' || error.code === 'EACCES' ? new NoEncoder(program) : error))
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`the encoder ended with ${code}: ${said.trim()}`))))
    })
}

function lower(pid: number): void {
  try {
    os.setPriority(pid, LOWEST_PRIORITY)
  } catch {
    // It has ended already.
  }
}

/** Opus counts in samples of 48 kHz, whatever was encoded. */
const SAMPLES_PER_MS = 48
const PAGE_HEADER_BYTES = 27
const TAIL_BYTES = 70_000

/** How long an Ogg Opus file plays, ms: by its last page, less what a player leaves out at the beginning. */
export async function opusMs(file: string): Promise<number> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(100)
    await handle.read(head, 0, head.length, 0)
    const begin = head.indexOf('OpusHead')
    if (head.toString('latin1', 0, 4) !== 'OggS' || begin < 0) throw new Error('no Ogg Opus file')
    const preSkip = head.readUInt16LE(begin + 10)
    const from = Math.max(0, size - TAIL_BYTES)
    const tail = Buffer.alloc(size - from)
    await handle.read(tail, 0, tail.length, from)
    for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at > 0 ? tail.lastIndexOf('OggS', at - 1) : -1) {
      if (at + PAGE_HEADER_BYTES > tail.length || tail[at + 4] !== 0) continue
      return Math.round((Number(tail.readBigInt64LE(at + 6)) - preSkip) / SAMPLES_PER_MS)
    }
    throw new Error('an Ogg file without pages')
  } finally {
    await handle.close()
  }
}

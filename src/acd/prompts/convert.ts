// From whatever recording somebody brings to what Asterisk plays: 8 kHz, 16 bit, one channel. Worked out in a thread of its own: calls may be
// served by this same process, and two minutes of sound are millions of samples.
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../../contract/errors.ts'
import type { Converted } from './convert-worker.ts'
import { PROMPT_RATE } from './prompt-check-rules.ts'

export interface Played {
  audio: Uint8Array<ArrayBuffer>
  sha256: string
  durationMs: number
}

/** A file that keeps the thread busy for longer is none we can read, ms. */
const LIMIT_MS = 60_000
const HEADER_BYTES = 44

/** Refuses with a sentence what callers should not hear. */
export async function toPrompt(file: Uint8Array): Promise<Played> {
  const converted = await inThread(file)
  if ('wrong' in converted) throw new Refusal('invalid-input', converted.wrong, { file: converted.wrong })
  const audio = new Uint8Array(converted.audio)
  const durationMs = Math.max(1, Math.round(((audio.byteLength - HEADER_BYTES) / (PROMPT_RATE * 2)) * 1000))
  return { audio, sha256: createHash('sha256').update(audio).digest('hex'), durationMs }
}

function inThread(file: Uint8Array): Promise<Converted> {
  const worker = new Worker(new URL('./convert-worker.ts', import.meta.url), { workerData: file })
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => void worker.terminate(), LIMIT_MS)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(limit)
      reject(new Error('the conversion ended without a result'))
    })
  })
}

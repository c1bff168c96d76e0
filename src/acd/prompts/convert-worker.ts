// The thread that converts a recording: a file in, what Asterisk plays or a sentence out.
import { parentPort, workerData } from 'node:worker_threads'
import { PROMPT_RATE, toPlayed, wrongWith } from './prompt-check-rules.ts'
import { resample } from './resample-rules.ts'
import { readWav, writeWav } from './wav-rules.ts'

export type Converted = { wrong: string } | { audio: Uint8Array }

function convert(file: Uint8Array): Converted {
  const sound = readWav(file)
  const wrong = wrongWith(sound)
  if (wrong !== null || typeof sound === 'string') return { wrong: wrong ?? '' }
  return { audio: writeWav(toPlayed(resample(sound.samples, sound.rate, PROMPT_RATE)), PROMPT_RATE) }
}

parentPort?.postMessage(convert(workerData as Uint8Array))

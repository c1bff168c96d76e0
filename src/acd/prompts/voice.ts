// The machine's own voice: a text becomes a recording, so that an administrator can go live without a studio.
import { spawn } from 'node:child_process'
import { Refusal } from '../../contract/errors.ts'
import { spokenText } from './spoken-text-rules.ts'

/** Speaks a text; answers with a WAV file. */
export type Voice = (text: string) => Promise<Uint8Array>

const LIMIT_MS = 20_000
/** Two minutes at 22 kHz are 5 MB. */
const MOST_BYTES = 16 * 2 ** 20

/** How espeak-ng is started here; `command` and what comes before its own arguments. */
export interface VoiceCommand {
  command: string
  args: readonly string[]
}

/** Makes the voice; the text goes in by a pipe and the sound comes out by one: nothing of it is an argument or a file. */
export function createVoice({ command, args }: VoiceCommand): Voice {
  return (text) =>
    new Promise((resolve, reject) => {
      const speaker = spawn(command, [...args, '-v', 'vi', '-s', '150', '--stdin', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'], timeout: LIMIT_MS })
      const parts: Buffer[] = []
      let size = 0
      speaker.stdout.on('data', (part: Buffer) => {
        size += part.length
        if (size > MOST_BYTES) speaker.kill()
        else parts.push(part)
      })
      speaker.on('error', reject)
      speaker.on('close', (code, signal) => {
        if (code === 0) resolve(Buffer.concat(parts))
        else if (signal) reject(new Refusal('invalid-input', 'Lời này đọc lên dài quá 2 phút, hãy viết ngắn hơn', { text: 'Dài quá 2 phút' }))
        else reject(new Error(`the voice ended with ${code}`))
      })
      speaker.stdin.on('error', () => undefined)
      speaker.stdin.end(spokenText(text))
    })
}

// For demonstrations: every message a line of a file, and nobody is disturbed.
import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Provider } from './provider.ts'

/** Makes the provider; `folder` is made when the first message comes. */
export function createFileSink(folder: string, channel: 'sms' | 'email'): Provider {
  let made: Promise<unknown> | null = null
  return {
    name: 'file',
    async send(message) {
      made ??= mkdir(folder, { recursive: true, mode: 0o700 })
      await made
      await appendFile(path.join(folder, `${channel}.jsonl`), `${JSON.stringify(message)}\n`, { mode: 0o600 })
      return { outcome: 'accepted', providerId: null }
    },
  }
}

// The dialplan's notes in AstDB, read through the manager interface: ARI tells global variables only, and answers '' to all else.
import type { Ami } from '../platform/asterisk/ami.ts'
import { entriesOf, type FallbackEntry } from './fallback-rules.ts'

export type Notes = ReadonlyMap<string, FallbackEntry>

/** Both interfaces come up in the same moment; this is how long one waits for the other, ms. */
const CONNECT_LIMIT_MS = 1500

/** All notes by call id. */
export async function readNotes(ami: Pick<Ami, 'list'>): Promise<Map<string, FallbackEntry>> {
  const rows = await ami.list({ action: 'DBGetTree', family: 'fallback' })
  return entriesOf(rows.map((row) => ({ key: row['key'] ?? '', value: row['val'] ?? '' })))
}

/** Makes the reader for somebody who may come before the manager interface does; null when it cannot tell. */
export function createNotes(ami: Pick<Ami, 'list' | 'connected' | 'onConnected'>, limitMs = CONNECT_LIMIT_MS): () => Promise<Notes | null> {
  let connected = Promise.withResolvers<void>()
  ami.onConnected(() => {
    connected.resolve()
    connected = Promise.withResolvers<void>()
  })
  return async () => {
    if (!ami.connected()) await Promise.race([connected.promise, new Promise((resolve) => setTimeout(resolve, limitMs).unref())])
    return readNotes(ami).catch(() => null)
  }
}

// The key of the history's hashes: given once at the start, by whoever read the settings; never in the database.
import { createHmac, hkdfSync } from 'node:crypto'

let key: Buffer | null = null

/** Sets the key of this process. `secret`: HISTORY_KEY, or what stands in for it. */
export function setHistoryKey(secret: string): void {
  key = historyKeyOf(secret)
}

/** The hash's own key out of a secret that may serve other purposes too. */
export function historyKeyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hotline-1022 ticket history', 32))
}

/** The keyed hash of a text. */
export function keyedHash(text: string, withKey: Buffer | null = key): Buffer {
  if (!withKey) throw new Error('the history has no key: setHistoryKey was not called')
  return createHmac('sha256', withKey).update(text).digest()
}

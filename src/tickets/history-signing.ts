// The pair of keys that signs the history's heads: made once, the private one for this machine's owner only.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from '../platform/logging/logger.ts'

const folderOf = (historyDir: string) => path.join(historyDir, 'history-signing')

/** Signs a text with Ed25519, in base64; makes the keys when there are none yet, and tells the public one to be kept elsewhere. */
export function signText(historyDir: string, text: string, logger: Logger): string {
  const folder = folderOf(historyDir)
  const file = path.join(folder, 'private.pem')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    // `wx`: of two processes that make one at once the second is refused, and signs with the first's when it tries again.
    writeFileSync(file, made, { mode: 0o600, flag: 'wx', flush: true })
  }
  const key = createPrivateKey(readFileSync(file))
  if (!existsSync(path.join(folder, 'public.pem'))) showPublicKey(folder, createPublicKey(key), logger)
  return sign(null, Buffer.from(text), key).toString('base64')
}

function showPublicKey(folder: string, key: KeyObject, logger: Logger): void {
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  writeFileSync(path.join(folder, 'public.pem'), pem, { mode: 0o644 })
  logger.warn('the history is signed with a new key: keep its public half elsewhere', { publicKey: pem, fingerprint: fingerprint(key) })
}

/** The public key: of a file kept elsewhere, which must be there, or of this folder; null where nothing was signed yet. */
export function readPublicKey(historyDir: string, file?: string): KeyObject | null {
  const own = path.join(folderOf(historyDir), 'public.pem')
  return file === undefined && !existsSync(own) ? null : createPublicKey(readFileSync(file ?? own))
}

/** Whether the text was signed by the other half of this key. */
export function isSigned(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

/** SHA-256 of the public key, hex: short enough to be compared with a note on paper. */
export function fingerprint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

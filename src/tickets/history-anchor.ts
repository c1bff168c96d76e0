// The heads of the chains outside the database: a signed file a day, each naming the one before it. Whoever has the database and even
// the key cannot rewrite what was signed and carried away.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Database } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { localDay } from './local-day.ts'

/** Transactions that were under way are left for the next file, ms. */
const SETTLED_MS = 60_000

export const AnchorFile = z.object({
  body: z.object({
    version: z.literal(1),
    /** Heads changed after this moment … */
    since: z.iso.datetime(),
    /** … up to this one. */
    until: z.iso.datetime(),
    /** SHA-256 of the file before, '' for the first. */
    previous: z.string(),
    heads: z.array(z.tuple([z.uuid(), z.number().int(), z.string()])),
  }),
  signature: z.string(),
})
export type AnchorFile = z.infer<typeof AnchorFile>

export interface Anchors {
  /** Writes the file of the day before `now` if it is not there; answers its path, or null when there is nothing to do. */
  write(now: Date): Promise<string | null>
}

const folders = (dataDir: string) => ({ files: path.join(dataDir, 'history-heads'), keys: path.join(dataDir, 'history-signing') })
export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** Makes the anchors; the key pair is made when first needed. */
export function createAnchors({ db, dataDir, logger }: { db: Database; dataDir: string; logger: Logger }): Anchors {
  return {
    async write(now) {
      const { files } = folders(dataDir)
      mkdirSync(files, { recursive: true, mode: 0o700 })
      const name = `${localDay(new Date(now.getTime() - 86_400_000))}.json`
      const target = path.join(files, name)
      if (existsSync(target)) return null
      const before = readdirSync(files)
        .filter((file) => /^\d{4}-\d\d-\d\d\.json$/.test(file))
        .sort()
        .at(-1)
      const beforeText = before ? readFileSync(path.join(files, before), 'utf8') : null
      const since = beforeText ? AnchorFile.parse(JSON.parse(beforeText)).body.until : new Date(0).toISOString()
      const until = new Date(now.getTime() - SETTLED_MS).toISOString()
      const rows = await db.historyHead.findMany({
        where: { changedAt: { gt: new Date(since), lte: new Date(until) } },
        orderBy: { ticketId: 'asc' },
        select: { ticketId: true, seq: true, hash: true },
      })
      const body: AnchorFile['body'] = {
        version: 1,
        since,
        until,
        previous: beforeText ? sha256(beforeText) : '',
        heads: rows.map(({ ticketId, seq, hash }) => [ticketId, seq, Buffer.from(hash).toString('hex')]),
      }
      const text = JSON.stringify({ body, signature: sign(null, Buffer.from(JSON.stringify(body)), signingKey(dataDir)).toString('base64') })
      writeFileSync(`${target}.new`, text, { mode: 0o600, flush: true })
      renameSync(`${target}.new`, target)
      logger.info('history heads signed', { file: name, heads: rows.length })
      return target
    },
  }
}

function signingKey(dataDir: string) {
  const { keys } = folders(dataDir)
  const file = path.join(keys, 'private.pem')
  if (!existsSync(file)) {
    mkdirSync(keys, { recursive: true, mode: 0o700 })
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    writeFileSync(path.join(keys, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 })
  }
  return createPrivateKey(readFileSync(file))
}

export type FileFault = { file: string; kind: 'unreadable' | 'signature' | 'previous' }

/** Reads all files in order; `publicKeyFile` may lie elsewhere, where nobody of this machine can change it. */
export function readAnchors(
  dataDir: string,
  publicKeyFile?: string,
): { files: { name: string; body: AnchorFile['body'] }[]; faults: FileFault[]; publicKey: string | null } {
  const { files: folder, keys } = folders(dataDir)
  const keyFile = publicKeyFile ?? path.join(keys, 'public.pem')
  if (!existsSync(folder)) return { files: [], faults: [], publicKey: null }
  const pem = existsSync(keyFile) ? readFileSync(keyFile, 'utf8') : null
  const faults: FileFault[] = []
  const files: { name: string; body: AnchorFile['body'] }[] = []
  let previous = ''
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()) {
    const text = readFileSync(path.join(folder, name), 'utf8')
    const parsed = AnchorFile.safeParse(tryJson(text))
    if (!parsed.success) faults.push({ file: name, kind: 'unreadable' })
    else {
      const { body, signature } = parsed.data
      const good = pem !== null && verify(null, Buffer.from(JSON.stringify(body)), createPublicKey(pem), Buffer.from(signature, 'base64'))
      if (!good) faults.push({ file: name, kind: 'signature' })
      // Each names the one before: a file that was taken away is missed.
      else if (body.previous !== previous) faults.push({ file: name, kind: 'previous' })
      if (good) files.push({ name, body })
    }
    previous = sha256(text)
  }
  return { files, faults, publicKey: pem }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

// The heads of the chains outside the database: a signed file a day, each naming the one before it. Whoever has the database and even
// the key cannot rewrite what was signed and carried away.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Database } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { isSigned, readPublicKey, signText } from './history-signing.ts'
import { localDay } from './local-day.ts'

/** Transactions that are under way are left for the next file, ms; none of ours may last as long. */
const SETTLED_MS = 60_000
/** Named once more by the next file, ms: a clock that was set back leaves nothing out. */
const OVERLAP_MS = 600_000

const AnchorFile = z.object({
  body: z.object({
    version: z.literal(1),
    /** Heads changed after this moment (and, once more, those of the minutes before it) … */
    since: z.iso.datetime(),
    /** … up to this one; by the database's clock. */
    until: z.iso.datetime(),
    /** SHA-256 of the file before, '' for the first. */
    previous: z.string(),
    /** Ticket, seq of its last row, that row's hash in hex. */
    heads: z.array(z.tuple([z.uuid(), z.number().int(), z.string()])),
  }),
  signature: z.string(),
})
export type Anchor = z.infer<typeof AnchorFile>['body']

export interface Anchors {
  /** Writes the file of the day before `now` if it is not there, of all that no file has yet; answers its path, or null. */
  write(now: Date): Promise<string | null>
}

interface Deps {
  db: Database
  /** Holds `history-heads` and `history-signing`. */
  historyDir: string
  logger: Logger
  settledMs?: number
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const folderOf = (historyDir: string) => path.join(historyDir, 'history-heads')

/** Makes the anchors; the key pair is made when first needed. */
export function createAnchors({ db, historyDir, logger, settledMs = SETTLED_MS }: Deps): Anchors {
  return {
    async write(now) {
      mkdirSync(folderOf(historyDir), { recursive: true, mode: 0o700 })
      const name = `${localDay(new Date(now.getTime() - 86_400_000))}.json`
      const target = path.join(folderOf(historyDir), name)
      if (existsSync(target)) return null
      const [time] = await db.$queryRaw<{ now: Date }[]>`SELECT now()`
      if (!time) throw new Error('the database tells no time')
      const { since, previous } = lastOf(historyDir)
      const until = new Date(time.now.getTime() - settledMs)
      const rows = await db.historyHead.findMany({
        where: { changedAt: { gt: new Date(Date.parse(since) - OVERLAP_MS), lte: until } },
        orderBy: { ticketId: 'asc' },
        select: { ticketId: true, seq: true, hash: true },
      })
      const heads = rows.map(({ ticketId, seq, hash }): Anchor['heads'][number] => [ticketId, seq, Buffer.from(hash).toString('hex')])
      const body: Anchor = { version: 1, since, until: until.toISOString(), previous, heads }
      const text = JSON.stringify({ body, signature: signText(historyDir, JSON.stringify(body), logger) })
      writeFileSync(`${target}.new`, text, { mode: 0o600, flush: true })
      renameSync(`${target}.new`, target)
      logger.info('history heads signed', { file: name, heads: rows.length })
      return target
    },
  }
}

/** What the next file goes on from. A damaged file holds up nothing: it stays in the chain of files, its heads are signed again. */
function lastOf(historyDir: string): { since: string; previous: string } {
  let previous: string | null = null
  for (const name of fileNames(historyDir).reverse()) {
    const text = readFileSync(path.join(folderOf(historyDir), name), 'utf8')
    previous ??= sha256(text)
    const parsed = parse(text)
    if (parsed) return { since: parsed.body.until, previous }
  }
  return { since: new Date(0).toISOString(), previous: previous ?? '' }
}

export type FileFault = 'unreadable' | 'signature' | 'previous'

/**
 * Reads all files in order, one at a time, for together they may be large; `body` is null where the file proves nothing.
 * `publicKeyFile` may lie elsewhere, where nobody of this machine can change it.
 */
export function* readAnchors(historyDir: string, publicKeyFile?: string): Generator<{ name: string; body: Anchor | null; fault: FileFault | null }> {
  const key = readPublicKey(historyDir, publicKeyFile)
  let before = ''
  for (const name of fileNames(historyDir)) {
    const text = readFileSync(path.join(folderOf(historyDir), name), 'utf8')
    const parsed = parse(text)
    if (!parsed) yield { name, body: null, fault: 'unreadable' }
    else if (!key || !isSigned(key, JSON.stringify(parsed.body), parsed.signature)) yield { name, body: null, fault: 'signature' }
    // Each names the one before: a file that was taken away is missed.
    else yield { name, body: parsed.body, fault: parsed.body.previous === before ? null : 'previous' }
    before = sha256(text)
  }
}

function fileNames(historyDir: string): string[] {
  if (!existsSync(folderOf(historyDir))) return []
  return readdirSync(folderOf(historyDir))
    .filter((file) => /^\d{4}-\d\d-\d\d\.json$/.test(file))
    .sort()
}

function parse(text: string): z.infer<typeof AnchorFile> | null {
  try {
    return AnchorFile.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

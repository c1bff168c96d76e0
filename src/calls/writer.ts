// Drains the journal into PostgreSQL. Idempotent: the cursor moves in the transaction that writes, and each write can
// be repeated. With PostgreSQL away it waits and goes on; the calls never notice.
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'winston'
import { writeAlarm } from '../platform/alarms/alarm-writer.ts'
import type { Database, Transaction } from '../platform/database/client.ts'
import { isAboutTheData } from '../platform/database/errors.ts'
import { type MissedCalls, opensDraft, writeCallSteps } from './call-writer.ts'
import type { CallStepRecord } from './controller.ts'
import type { FallbackRecord } from './fallback-calls.ts'
import { draftOfFallback, writeFallback } from './fallback-writer.ts'
import { writeIntervals } from './interval-writer.ts'
import type { Journal, JournalKind, JournalRecord } from './journal.ts'
import { lineOf, replaceFile } from './journal-files.ts'
import { writeQuality } from './quality-writer.ts'

export interface JournalWriter {
  start(): void
  /** Drains what is there, once, and stops; throws when the database does not take it. */
  stop(): Promise<void>
  drain(): Promise<void>
  behind(): number
  /** Called when the database begins (true) or ceases (false) to keep the journal waiting. */
  onWaiting(listener: (waits: boolean) => void): void
}

/** Writes one record of a kind that comes one by one; may be repeated. */
export type RecordWriter = (tx: Transaction, record: JournalRecord) => Promise<unknown>

interface Deps {
  journal: Journal
  folder: string
  db: Database
  logger: Logger
  /** The ticket of a call is opened before the call that points to it; see tickets/drafts.ts. */
  openDraft: (call: CallStepRecord['state']) => Promise<void>
  /** The same for a call the dialplan served alone. */
  openFallbackDraft: (draft: NonNullable<ReturnType<typeof draftOfFallback>>) => Promise<void>
  missed: MissedCalls
  /** Who writes the other kinds of records. */
  writers?: Partial<Record<JournalKind, RecordWriter>>
  /** Call-back tasks were opened. */
  onCallbacks?: () => void
  pollMs?: number
}

const BATCH = 200
/** A record the database refuses so often, while it takes others, is laid aside so that those behind it are not lost. */
const TRIES = 3

/** Makes the writer of one journal folder. */
export function createJournalWriter(deps: Deps): JournalWriter {
  const { db, journal, logger } = deps
  const journalId = identityOf(deps.folder)
  const listeners: ((waits: boolean) => void)[] = []
  let cursor: number | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let failing = false
  let openedCallbacks = false

  const writers: Partial<Record<JournalKind, RecordWriter>> = {
    quality: writeQuality,
    alarm: writeAlarm,
    fallback: async (tx, record) => {
      await writeFallback(tx, record.body as FallbackRecord, deps.missed.drafts)
      openedCallbacks = true
    },
    ...deps.writers,
  }
  const openDraft = async (record: JournalRecord) => {
    if (opensDraft(record)) await deps.openDraft((record.body as CallStepRecord).state)
    const draft = record.kind === 'fallback' ? draftOfFallback(record.body as FallbackRecord) : null
    if (draft) await deps.openFallbackDraft(draft)
  }
  const write = async (batch: readonly JournalRecord[], last: number) => {
    for (const record of batch) await openDraft(record)
    await db.$transaction(
      async (tx) => {
        const ofKind = (kind: JournalKind) => batch.filter((record) => record.kind === kind)
        // These two are many: each is written as a whole. Calls come first, because the others point to them.
        if (await writeCallSteps(tx, ofKind('call'), deps.missed)) openedCallbacks = true
        await writeIntervals(tx, ofKind('agent'))
        for (const record of batch) await writers[record.kind]?.(tx, record)
        await moveCursor(tx, last)
      },
      { timeout: 30_000, maxWait: 10_000 },
    )
    cursor = last
    journal.drained(last)
  }
  const moveCursor = (tx: Pick<Transaction, 'journalCursor'>, seq: number) =>
    tx.journalCursor.upsert({ where: { journalId }, create: { journalId, seq }, update: { seq } })

  /** One by one, to find the record that keeps the others waiting. */
  const writeSingly = async (batch: readonly JournalRecord[]) => {
    for (const record of batch) {
      for (let tries = 1; ; tries++) {
        try {
          await write([record], record.seq)
          break
        } catch (error) {
          // A database that is away says nothing about the record.
          await db.$queryRaw`SELECT 1`
          if (!isAboutTheData(error)) throw error
          if (tries < TRIES) continue
          await layAside(record, error)
          break
        }
      }
    }
  }
  const layAside = async (record: JournalRecord, error: unknown) => {
    appendFileSync(path.join(deps.folder, 'refused.jsonl'), lineOf(record), { mode: 0o600 })
    logger.error('journal record refused by the database and laid aside', { seq: record.seq, kind: record.kind, subject: record.subject, error })
    await moveCursor(db, record.seq)
    cursor = record.seq
    journal.drained(record.seq)
  }
  const drainOnce = async (): Promise<void> => {
    // A loss of power may have cost the file what the database has: numbers beyond its end will be given out again.
    cursor ??= Math.min(Number((await db.journalCursor.findUnique({ where: { journalId } }))?.seq ?? 0), journal.openedAt())
    for (;;) {
      const batch = journal.after(cursor, BATCH)
      const last = batch.at(-1)
      if (!last) break
      try {
        await write(batch, last.seq)
      } catch {
        await db.$queryRaw`SELECT 1`
        await writeSingly(batch)
      }
    }
    if (openedCallbacks) deps.onCallbacks?.()
    openedCallbacks = false
  }
  const drain = () => {
    running = running.then(drainOnce, drainOnce)
    return running
  }
  const tell = (waits: boolean, reason = '') => {
    if (failing === waits) return
    failing = waits
    if (waits) logger.error('journal waits for the database', { reason })
    else logger.info('journal drained again', { behind: 0 })
    for (const listener of listeners) listener(waits)
  }
  const loop = async () => {
    try {
      await drain()
      tell(false)
    } catch (error) {
      tell(true, error instanceof Error ? error.message.slice(0, 300) : String(error))
    }
    if (!stopped) timer = setTimeout(() => void loop(), failing ? 1000 : (deps.pollMs ?? 100))
  }
  return {
    start: () => void loop(),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await drain()
    },
    drain,
    behind: () => journal.lastSeq() - (cursor ?? 0),
    onWaiting: (listener) => void listeners.push(listener),
  }
}

/** A journal folder is known by an id of its own, so that a fresh folder never meets an old cursor. */
export function identityOf(folder: string): string {
  const file = path.join(folder, 'id')
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (/^[0-9a-f-]{36}$/.test(known)) return known
  // None yet, or torn by a loss of power: with another one everything in the folder is written again, which does no harm.
  const made = randomUUID()
  replaceFile(file, made)
  return made
}

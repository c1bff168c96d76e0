// Looks after finished recordings in the background: draws how loud they are, compresses them, takes away what need not be kept any
// longer. Each step may be cut off anywhere and is repeated; what does not match the ledger is left alone and noted as a fault.
import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { type Encode, NoEncoder, opusMs } from './opus.ts'
import { createPeakMeter } from './peaks-rules.ts'
import { FOLDER_MARK, fileBelow, hashFile, isThere, syncToDisk, WAV_HEADER_BYTES } from './recordings.ts'

export interface KeepingDeps {
  db: Database
  clock: Clock
  logger: Logger
  recordingDir: string
  encode: Encode
  /** How long the original stays beside the compressed file, days. */
  originalDays: number
  /** After how many days a recording is removed; 0: never. */
  retentionDays: number
  /** Called between two steps of one that was cut off in a test. */
  afterStep?: (step: 'renamed' | 'noted' | 'marked') => void
}

export interface RecordingKeeping {
  /** Draws and compresses what is finished, the oldest first; then removes originals whose time is over. */
  compress(): Promise<void>
  /** Removes recordings whose time is over, unless they are held for the law. Answers how many. */
  expire(): Promise<number>
  /** Ends the work under way as soon as it can be, for good: another process repeats it. */
  stop(): void
}

const DAY_MS = 86_400_000
/** A call that has just ended may still be measured or played; nothing presses. */
const QUIET_MS = 60_000
const BATCH = 50
/** Shorter than that there is nothing to compress. */
const SHORTEST_MS = 200
/** The compressed file must be as long as the original. */
const LENGTH_MS = 100
const AGAIN_MS = 3_600_000

type Fault = 'changed' | 'missing'

/** Makes it; nothing is done by itself. */
export function createRecordingKeeping(deps: KeepingDeps): RecordingKeeping {
  const { db, clock, logger, recordingDir, encode, originalDays, retentionDays, afterStep = () => undefined } = deps
  const ending = new AbortController()
  let encoderMissing = false
  /** What could not be compressed, and when it is tried again. */
  const later = new Map<string, number>()

  const now = () => clock.now()
  const before = (ms: number) => new Date(now().getTime() - ms)
  const fault = async (id: string, what: Fault) => {
    logger.error('a recording is not what the ledger says', { recordingId: id, fault: what })
    await db.recording.updateMany({ where: { id, fault: null }, data: { fault: what, faultAt: now() } })
  }
  /** Is the file what the ledger says? Anything else is noted. */
  const isRight = async (id: string, ledgerPath: string, sha256: string | null, onData?: (piece: Buffer) => void): Promise<string | null> => {
    const file = fileBelow(recordingDir, ledgerPath)
    if (!file || !(await isThere(file))) {
      await fault(id, 'missing')
      return null
    }
    if ((await hashFile(file, onData)).sha256 === sha256) return file
    await fault(id, 'changed')
    return null
  }
  /** Takes files of a row away that are marked for it. */
  const cleanUp = async (id: string, paths: readonly string[]) => {
    for (const one of paths) {
      const file = fileBelow(recordingDir, one)
      if (file) await rm(file, { force: true })
    }
    await db.recording.update({ where: { id }, data: { cleanupDue: false } })
  }

  const compressOne = async (row: { id: string; path: string; durationMs: number; sha256: string; hasPeaks: boolean }) => {
    const meter = createPeakMeter(row.durationMs)
    let header = WAV_HEADER_BYTES
    const original = await isRight(row.id, row.path, row.sha256, (piece) => {
      if (!row.hasPeaks) meter.push(piece.subarray(Math.min(header, piece.length)))
      header = Math.max(0, header - piece.length)
    })
    if (!original) return
    if (!row.hasPeaks) await db.recording.update({ where: { id: row.id }, data: { peaks: meter.peaks() } })
    if (encoderMissing || row.durationMs < SHORTEST_MS) return
    const target = original.replace(/\.wav$/, '.opus')
    const part = `${target}.part`
    try {
      await encode(original, part, ending.signal)
      const played = await opusMs(part)
      if (Math.abs(played - row.durationMs) > LENGTH_MS) throw new Error(`${played} ms of ${row.durationMs} ms came out`)
      await syncToDisk(part)
      await rename(part, target)
      await syncToDisk(path.dirname(target))
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    afterStep('renamed')
    const { bytes, sha256 } = await hashFile(target)
    const noted = await db.recording.updateMany({
      where: { id: row.id, opusSha256: null, removedAt: null },
      data: { opusPath: row.path.replace(/\.wav$/, '.opus'), opusBytes: bytes, opusSha256: sha256, opusAt: now() },
    })
    // It was removed meanwhile, or another process noted the same file first: that one stays.
    if (noted.count === 0 && (await db.recording.count({ where: { id: row.id, removedAt: { not: null } } })) > 0) await rm(target, { force: true })
    afterStep('noted')
  }

  const waiting = async (after: string | null) =>
    (
      await db.recording.findMany({
        where: {
          opusSha256: null,
          removedAt: null,
          fault: null,
          sha256: { not: null },
          durationMs: { not: null },
          call: { endedAt: { lt: before(QUIET_MS) } },
          // Without an encoder they are drawn once and then left.
          ...(encoderMissing ? { peaks: null } : {}),
          ...(after ? { id: { gt: after } } : {}),
        },
        select: { id: true, path: true, durationMs: true, sha256: true, peaks: true },
        orderBy: { id: 'asc' },
        take: BATCH,
      })
    ).map(({ id, path, durationMs, sha256, peaks }) => ({ id, path, durationMs: durationMs ?? 0, sha256: sha256 ?? '', hasPeaks: peaks !== null }))

  const compressAll = async () => {
    encoderMissing = false
    for (let after: string | null = null; ; ) {
      const rows: Awaited<ReturnType<typeof waiting>> = await waiting(after)
      for (const row of rows) {
        if (ending.signal.aborted) return
        after = row.id
        if ((later.get(row.id) ?? 0) > now().getTime() || (row.hasPeaks && row.durationMs < SHORTEST_MS)) continue
        try {
          await compressOne(row)
          later.delete(row.id)
        } catch (error) {
          if (ending.signal.aborted) return
          if (error instanceof NoEncoder) {
            encoderMissing = true
            logger.warn('recordings stay uncompressed: there is no Opus encoder (opus-tools)', { program: error.message })
            continue
          }
          later.set(row.id, now().getTime() + AGAIN_MS)
          logger.warn('recording not compressed', { recordingId: row.id, error })
        }
      }
      if (rows.length < BATCH) return
    }
  }

  /** Of what is compressed long enough the original goes, when both files are what the ledger says. */
  const removeOriginals = async () => {
    const rows = await db.recording.findMany({
      where: { opusSha256: { not: null }, originalRemovedAt: null, removedAt: null, fault: null, held: false, opusAt: { lte: before(originalDays * DAY_MS) } },
      select: { id: true, path: true, sha256: true, opusPath: true, opusSha256: true },
      orderBy: { endedAt: 'asc' },
    })
    for (const { id, path: original, sha256, opusPath, opusSha256 } of rows) {
      if (ending.signal.aborted) return
      if (!(await isRight(id, opusPath ?? '', opusSha256)) || !(await isRight(id, original, sha256))) continue
      const marked = await db.recording.updateMany({
        where: { id, held: false, originalRemovedAt: null, removedAt: null },
        data: { originalRemovedAt: now(), cleanupDue: true },
      })
      afterStep('marked')
      if (marked.count > 0) await cleanUp(id, [original])
    }
  }

  /** What a former process marked and did not take away. */
  const finishCleanUps = async () => {
    const rows = await db.recording.findMany({ where: { cleanupDue: true }, select: { id: true, path: true, opusPath: true, removedAt: true } })
    for (const { id, path: original, opusPath, removedAt } of rows) await cleanUp(id, removedAt && opusPath ? [original, opusPath] : [original])
  }

  /** Is the folder of the recordings there? A share that is away looks empty: then no file is missed, and none taken for removed. */
  const folderIsThere = async (): Promise<boolean> => {
    const mark = path.join(recordingDir, FOLDER_MARK)
    if (await isThere(mark)) return true
    const newest = await db.recording.findMany({
      where: { removedAt: null, durationMs: { not: null } },
      select: { path: true, opusPath: true, originalRemovedAt: true },
      orderBy: { startedAt: 'desc' },
      take: BATCH,
    })
    const files = newest.flatMap((row) => fileBelow(recordingDir, row.originalRemovedAt ? (row.opusPath ?? '') : row.path) ?? [])
    const seen = await Promise.all(files.map(isThere))
    if (newest.length > 0 && !seen.includes(true)) {
      logger.error('the folder of the recordings is away: nothing is done to them now', { recordingDir })
      return false
    }
    if (newest.length > 0) await writeFile(mark, '')
    return true
  }

  return {
    async compress() {
      if (ending.signal.aborted || !(await folderIsThere())) return
      await finishCleanUps()
      await compressAll()
      await removeOriginals()
    },
    async expire() {
      if (!(await folderIsThere())) return 0
      await finishCleanUps()
      if (retentionDays === 0) return 0
      const rows = await db.recording.findMany({
        where: { removedAt: null, held: false, startedAt: { lt: before(retentionDays * DAY_MS) }, call: { endedAt: { not: null } } },
        select: { id: true },
      })
      let removed = 0
      for (const { id } of rows) {
        // Claimed first: of a hold and a removal that meet in one moment one comes second and sees the other.
        const marked = await db.recording.updateMany({
          where: { id, held: false, removedAt: null },
          // What was wrong with its files is nobody's concern any more.
          data: { removedAt: now(), removedReason: 'retention', cleanupDue: true, fault: null, faultAt: null },
        })
        afterStep('marked')
        if (marked.count === 0) continue
        removed++
        const { path: original, opusPath } = await db.recording.findUniqueOrThrow({ where: { id }, select: { path: true, opusPath: true } })
        await cleanUp(id, [original, ...(opusPath ? [opusPath] : [])])
      }
      if (removed > 0) logger.info('recordings removed: their time was over', { removed, retentionDays })
      return removed
    },
    stop: () => ending.abort(),
  }
}

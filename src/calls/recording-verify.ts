// Compares the ledger of recordings with the files: each kept file by its checksum, and what lies there that no row knows.
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../platform/database/client.ts'
import { FOLDER_MARK, fileBelow, hashFile, isThere } from './recordings.ts'

/** missing, changed: a kept file. left: one that should have been taken away. unknown: one that no row knows. */
export type RecordingFaultKind = 'missing' | 'changed' | 'left' | 'unknown'

export interface RecordingFault {
  kind: RecordingFaultKind
  /** Below the folder of recordings. */
  path: string
  recordingId: string | null
}

export interface RecordingReport {
  recordings: number
  files: number
  bytes: number
  /** Calls that are on, or whose end nobody measured yet: there is no checksum to compare with. */
  unmeasured: number
  removed: number
  held: number
  faults: RecordingFault[]
}

/** A file this young may be of a call whose row is still under way. */
const YOUNG_MS = 10 * 60_000
const BATCH = 500

/** Walks the whole ledger, then the folder. `note`: faults are noted with the rows (an alarm follows them), healed ones are taken back. */
export async function verifyRecordings(db: Database, recordingDir: string, { now, note = false }: { now: Date; note?: boolean }): Promise<RecordingReport> {
  const report: RecordingReport = { recordings: 0, files: 0, bytes: 0, unmeasured: 0, removed: 0, held: 0, faults: [] }
  const known = new Set<string>()
  for (let after: string | null = null; ; ) {
    const rows: LedgerRow[] = await db.recording.findMany({
      where: after ? { id: { gt: after } } : {},
      select: ledgerSelect,
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    for (const row of rows) {
      after = row.id
      report.recordings++
      if (row.held) report.held++
      const wrong = await verifyOne(recordingDir, row, report, known)
      report.faults.push(...wrong)
      if (note) await noteFault(db, row, wrong, now)
    }
    if (rows.length < BATCH) break
  }
  report.faults.push(...(await strangers(recordingDir, known, now)))
  return report
}

const ledgerSelect = {
  id: true,
  path: true,
  sha256: true,
  opusPath: true,
  opusSha256: true,
  originalRemovedAt: true,
  removedAt: true,
  cleanupDue: true,
  held: true,
  fault: true,
} as const
interface LedgerRow {
  id: string
  path: string
  sha256: string | null
  opusPath: string | null
  opusSha256: string | null
  originalRemovedAt: Date | null
  removedAt: Date | null
  cleanupDue: boolean
  held: boolean
  fault: string | null
}

async function verifyOne(dir: string, row: LedgerRow, report: RecordingReport, known: Set<string>): Promise<RecordingFault[]> {
  const kept = [
    { path: row.path, sha256: row.sha256, isKept: row.removedAt === null && row.originalRemovedAt === null },
    ...(row.opusPath ? [{ path: row.opusPath, sha256: row.opusSha256, isKept: row.removedAt === null }] : []),
  ]
  if (row.removedAt) report.removed++
  else if (row.sha256 === null) report.unmeasured++
  const faults: RecordingFault[] = []
  for (const { path: at, sha256, isKept } of kept) {
    known.add(at)
    const file = fileBelow(dir, at)
    const there = file !== null && (await isThere(file))
    const say = (kind: RecordingFaultKind) => void faults.push({ kind, path: at, recordingId: row.id })
    if (!isKept) {
      // Marked to be taken away: the next turn of the work in the background does it.
      if (there && !row.cleanupDue) say('left')
    } else if (sha256 === null) continue
    else if (!file || !there) say('missing')
    else {
      const measured = await hashFile(file)
      report.files++
      report.bytes += measured.bytes
      if (measured.sha256 !== sha256) say('changed')
    }
  }
  return faults
}

async function noteFault(db: Database, row: LedgerRow, wrong: readonly RecordingFault[], now: Date): Promise<void> {
  const fault = wrong.find(({ kind }) => kind === 'changed' || kind === 'missing')?.kind ?? null
  if (fault !== row.fault) await db.recording.update({ where: { id: row.id }, data: { fault, faultAt: fault ? now : null } })
}

/** Files that no row knows: somebody put them there, or the row was lost. */
async function strangers(dir: string, known: ReadonlySet<string>, now: Date): Promise<RecordingFault[]> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  const faults: RecordingFault[] = []
  for (const entry of names) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const at = path.relative(dir, file)
    if (known.has(at) || at === FOLDER_MARK) continue
    const touched = await stat(file).catch(() => null)
    if (touched && now.getTime() - touched.mtimeMs > YOUNG_MS) faults.push({ kind: 'unknown', path: at, recordingId: null })
  }
  return faults.sort((a, b) => a.path.localeCompare(b.path))
}

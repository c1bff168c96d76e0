// The local journal: what happened to calls and agents, written before anything is done about it.
// Append-only JSON lines, each with a checksum; a record is in the file (not only in memory) when append returns.
import { closeSync, existsSync, fdatasync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  compactSegment,
  createSegmentReader,
  lineOf,
  readCheckpoint,
  readSegment,
  removeSegment,
  replaceFile,
  segmentName,
  segmentsOf,
  writeCheckpoint,
  writeWhole,
} from './journal-files.ts'

/** fallback: a call the dialplan served alone; quality: how a line sounded; alarm: raised or cleared. */
export type JournalKind = 'call' | 'agent' | 'fallback' | 'quality' | 'alarm'

export interface JournalRecord {
  seq: number
  at: number
  kind: JournalKind
  /** Call id, agent id, alarm code. */
  subject: string
  body: unknown
}

/** large: over half of its limit waits for the database; not-written: the disk refuses records, they live in memory. */
export type JournalTrouble = 'large' | 'not-written'

export interface Journal {
  append(kind: JournalRecord['kind'], subject: string, at: number, body: unknown): JournalRecord
  /** Records after `seq`, oldest first, from memory or file. */
  after(seq: number, limit: number): JournalRecord[]
  lastSeq(): number
  /** The last number when it was opened. A database that claims to have more had it from a file that was lost since. */
  openedAt(): number
  /** Everything up to `seq` is safe in PostgreSQL; files wholly below it go. */
  drained(seq: number): void
  /** The last record of everything that `isOpen` said was still going on when the journal was last written. */
  open(): JournalRecord[]
  /** Called when a trouble begins (true) and when it is over (false). */
  onTrouble(listener: (trouble: JournalTrouble, is: boolean) => void): void
  close(): void
}

export interface JournalOptions {
  /** Whether the subject of this record is still going on after it; decides what a checkpoint keeps. */
  isOpen?: (record: JournalRecord) => boolean
  /** Records that survive when the journal must be made small, besides the last of each subject. */
  isLasting?: (record: JournalRecord) => boolean
  /** Bytes of undrained segments beyond which histories are cut to last states. */
  limitBytes?: number
}

const SEGMENT_RECORDS = 5_000
/** Records kept in memory for the writer; older ones are read from their file again. */
const RECENT_RECORDS = 5_000
/** How long a record may be in the operating system's hands only, ms: the most a loss of power costs. */
const SYNC_MS = 200

/** Opens the journal in `folder`, going on after the last whole record found there. */
export function openJournal(folder: string, options: JournalOptions = {}): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const isOpen = options.isOpen ?? (() => false)
  const isLasting = options.isLasting ?? (() => false)
  const limitBytes = options.limitBytes ?? Number.POSITIVE_INFINITY
  const listeners: ((trouble: JournalTrouble, is: boolean) => void)[] = []
  const troubles = new Set<JournalTrouble>()
  const openSubjects = new Map<string, JournalRecord>()
  const follow = (record: JournalRecord) => {
    const key = `${record.kind}/${record.subject}`
    if (isOpen(record)) openSubjects.set(key, record)
    else openSubjects.delete(key)
  }
  for (const record of readCheckpoint(folder)) follow(record)

  const idleFile = path.join(folder, 'last-seq')
  const newest = segmentsOf(folder).at(-1)
  let seq = newest ? readSegment(folder, newest.name).lastSeq : 0
  if (existsSync(idleFile)) seq = Math.max(seq, Number(readFileSync(idleFile, 'utf8')) || 0)
  const openedAt = seq
  /** The newest records, without a gap, up to `seq`. */
  let recent: JournalRecord[] = []
  let recentFrom = seq + 1
  /** Lines the disk has refused so far, and the number of the first. */
  let unwritten = ''
  let unwrittenFrom = 0
  let fd = -1
  let inSegment = 0
  let current = ''
  let synced = true
  let drainedTo = 0
  const reader = createSegmentReader(folder)
  const compacted = new Set<string>()

  const trouble = (which: JournalTrouble, is: boolean) => {
    if (troubles.has(which) === is) return
    if (is) troubles.add(which)
    else troubles.delete(which)
    for (const listener of listeners) listener(which, is)
  }
  const rotate = () => {
    const next = segmentName(unwritten ? unwrittenFrom : seq + 1)
    // First, for a segment without it would hide the older ones that tell what is going on.
    writeCheckpoint(folder, next, [...openSubjects.values()])
    // A file of this name holds at most a torn line: nothing may be written behind it.
    const opened = openSync(path.join(folder, next), 'w', 0o600)
    if (fd >= 0) closeSync(fd)
    fd = opened
    current = next
    inSegment = 0
    tryTo(keepSmall)
  }
  /** What only saves room may fail where there is none: it is done another time. */
  const tryTo = (work: () => void) => {
    try {
      work()
    } catch {
      reader.forget()
    }
  }
  const keepSmall = () => {
    const closed = segmentsOf(folder).filter(({ name }) => name !== current)
    let bytes = closed.reduce((sum, segment) => sum + segment.bytes, 0)
    trouble('large', bytes > limitBytes / 2)
    for (const segment of closed) {
      if (bytes <= limitBytes) return
      if (compacted.has(segment.name)) continue
      compactSegment(folder, segment.name, isLasting)
      compacted.add(segment.name)
      reader.forget()
      bytes -= segment.bytes - (segmentsOf(folder).find(({ name }) => name === segment.name)?.bytes ?? 0)
    }
  }
  const write = (line: string) => {
    try {
      // After a refusal the file may end in half a line: the next one begins on its own.
      const text = unwritten ? `\n${unwritten}${line}` : line
      if (fd < 0) throw new Error('no file could be opened yet')
      writeWhole(fd, text)
      unwritten = ''
      inSegment++
      synced = false
      trouble('not-written', false)
    } catch {
      if (!unwritten) unwrittenFrom = seq
      unwritten += line
      trouble('not-written', true)
    }
  }
  const tryRotate = () => {
    try {
      rotate()
    } catch {
      // A full disk: the present file goes on, and the next record tries again.
      trouble('not-written', true)
    }
  }
  tryRotate()
  const syncTimer = setInterval(() => {
    if (synced || fd < 0) return
    synced = true
    // Not waited for: no call pays for the disk.
    fdatasync(fd, () => undefined)
  }, SYNC_MS)
  syncTimer.unref()

  const removeDrained = (upTo: number) => {
    const segments = segmentsOf(folder)
    let removed = false
    for (const [i, { name }] of segments.entries()) {
      const next = segments[i + 1]
      if (name === current || !next || next.firstSeq - 1 > upTo) continue
      if (!removed) tryTo(() => replaceFile(idleFile, String(seq)))
      removed = true
      removeSegment(folder, name)
      compacted.delete(name)
    }
    if (removed) keepSmall()
  }
  return {
    append(kind, subject, at, body) {
      if (inSegment >= SEGMENT_RECORDS || fd < 0) tryRotate()
      const record: JournalRecord = { seq: ++seq, at, kind, subject, body }
      write(lineOf(record))
      follow(record)
      recent.push(record)
      // What the disk has not got stays in memory, however much it is.
      if (recent.length > RECENT_RECORDS + 500 && !unwritten) {
        recent = recent.slice(-RECENT_RECORDS)
        recentFrom = recent[0]?.seq ?? seq + 1
      }
      return record
    },
    after(asked, limit) {
      const from = Math.max(asked, drainedTo)
      const older = from + 1 < recentFrom ? reader.read(from, limit, recentFrom, current) : []
      const start = recent.findIndex((record) => record.seq > from)
      return start < 0 ? older : [...older, ...recent.slice(start, start + limit - older.length)]
    },
    lastSeq: () => seq,
    openedAt: () => openedAt,
    drained(upTo) {
      drainedTo = Math.max(drainedTo, upTo)
      if (recentFrom <= upTo) {
        const keep = recent.findIndex((record) => record.seq > upTo)
        recent = keep < 0 ? [] : recent.slice(keep)
        recentFrom = Math.min(upTo, seq) + 1
      }
      tryTo(() => removeDrained(upTo))
    },
    open: () => [...openSubjects.values()],
    onTrouble(listener) {
      listeners.push(listener)
      for (const which of troubles) listener(which, true)
    },
    close() {
      clearInterval(syncTimer)
      if (fd >= 0) closeSync(fd)
      fd = -1
    },
  }
}

// The local journal: what happened to calls and agents, written before anything is done about it.
// Append-only JSON lines, each with a checksum; a record is in the file (not only in memory) when append returns.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import path from 'node:path'

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

export interface Journal {
  append(kind: JournalRecord['kind'], subject: string, at: number, body: unknown): JournalRecord
  /** Records after `seq`, oldest first, from memory or file. */
  after(seq: number, limit: number): JournalRecord[]
  lastSeq(): number
  /** Everything up to `seq` is safe in PostgreSQL; files wholly below it go. */
  drained(seq: number): void
  close(): void
}

const SEGMENT_RECORDS = 20_000
const checksum = (line: string): string => createHash('sha256').update(line).digest('hex').slice(0, 12)

/** The whole records of a segment, and the last number given out in it: line n holds the segment's first number + n. */
function readSegment(file: string): { records: JournalRecord[]; lastSeq: number } {
  const records: JournalRecord[] = []
  const lines = readFileSync(file, 'utf8').split('\n')
  // What follows the last line break is torn: a crash in mid-write; nothing in it was promised to anyone.
  lines.pop()
  for (const line of lines) {
    const cut = line.indexOf(' ')
    const payload = line.slice(cut + 1)
    // A damaged line costs its own record only; its number stays taken, so that no cursor skips a later record.
    if (line.slice(0, cut) === checksum(payload)) records.push(JSON.parse(payload) as JournalRecord)
  }
  return { records, lastSeq: Number.parseInt(path.basename(file), 10) + lines.length - 1 }
}

/** Opens the journal in `folder`, going on after the last whole record found there. */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const segments = () =>
    readdirSync(folder)
      .filter((name) => /^\d{12}\.jsonl$/.test(name))
      .sort()
  const found = segments().map((name) => readSegment(path.join(folder, name)))
  const pending: JournalRecord[] = found.flatMap((segment) => segment.records)
  let seq = found.at(-1)?.lastSeq ?? 0
  const idleFile = path.join(folder, 'last-seq')
  if (existsSync(idleFile)) seq = Math.max(seq, Number(readFileSync(idleFile, 'utf8')) || 0)
  let fd = -1
  let inSegment = 0
  let current = ''
  const rotate = () => {
    if (fd >= 0) closeSync(fd)
    current = `${String(seq + 1).padStart(12, '0')}.jsonl`
    // A file of this name holds at most a torn line: nothing may be written behind it.
    fd = openSync(path.join(folder, current), 'w', 0o600)
    inSegment = 0
  }
  rotate()
  return {
    append(kind, subject, at, body) {
      if (inSegment >= SEGMENT_RECORDS) rotate()
      const record: JournalRecord = { seq: ++seq, at, kind, subject, body }
      const payload = JSON.stringify(record)
      writeSync(fd, `${checksum(payload)} ${payload}\n`)
      inSegment++
      pending.push(record)
      return record
    },
    after: (from, limit) => {
      const start = pending.findIndex((record) => record.seq > from)
      return start < 0 ? [] : pending.slice(start, start + limit)
    },
    lastSeq: () => seq,
    drained(upTo) {
      const keep = pending.findIndex((record) => record.seq > upTo)
      pending.splice(0, keep < 0 ? pending.length : keep)
      const names = segments()
      for (const [i, name] of names.entries()) {
        const next = names[i + 1]
        if (name === current || !next || Number.parseInt(next, 10) - 1 > upTo) continue
        const marker = openSync(idleFile, 'w', 0o600)
        writeSync(marker, String(seq))
        closeSync(marker)
        unlinkSync(path.join(folder, name))
      }
    },
    close: () => closeSync(fd),
  }
}

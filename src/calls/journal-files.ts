// The journal's files: segments of JSON lines with a checksum each, named by their first number, and beside each the
// checkpoint of what was still going on when it was begun, so that older segments may go.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fdatasyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { JournalRecord } from './journal.ts'

const checksum = (line: string): string => createHash('sha256').update(line).digest('hex').slice(0, 12)

/** One record as a line of a file. */
export function lineOf(record: unknown): string {
  const payload = JSON.stringify(record)
  return `${checksum(payload)} ${payload}\n`
}

/** What a line says, or null when it is torn or damaged. */
function parseLine(line: string): JournalRecord | null {
  const cut = line.indexOf(' ')
  const payload = line.slice(cut + 1)
  return cut > 0 && line.slice(0, cut) === checksum(payload) ? (JSON.parse(payload) as JournalRecord) : null
}

export interface Segment {
  name: string
  firstSeq: number
  bytes: number
}

/** The segments of a folder, oldest first. */
export function segmentsOf(folder: string): Segment[] {
  return readdirSync(folder)
    .filter((name) => /^\d{12}\.jsonl$/.test(name))
    .sort()
    .map((name) => ({ name, firstSeq: Number.parseInt(name, 10), bytes: statSync(path.join(folder, name)).size }))
}

export const segmentName = (firstSeq: number): string => `${String(firstSeq).padStart(12, '0')}.jsonl`

/** The whole records of a segment, and the highest number that may have been given out in it. */
export function readSegment(folder: string, name: string): { records: JournalRecord[]; lastSeq: number } {
  const lines = readFileSync(path.join(folder, name), 'utf8').split('\n')
  // What follows the last line break is torn: a crash in mid-write; nothing in it was promised to anyone.
  lines.pop()
  const records = lines.map(parseLine).filter((record) => record !== null)
  // A damaged line costs its own record only; its number stays taken, so that no cursor skips a later record.
  const byPlace = Number.parseInt(name, 10) + lines.length - 1
  return { records, lastSeq: Math.max(byPlace, records.at(-1)?.seq ?? 0) }
}

/** Reads records again from their segments, keeping the one it read last. */
export function createSegmentReader(folder: string) {
  let kept: { name: string; records: JournalRecord[] } | null = null
  return {
    /** Those after one number and before another, oldest first; `growing` is the segment that is being written. */
    read(after: number, limit: number, before: number, growing: string): JournalRecord[] {
      const segments = segmentsOf(folder)
      const at = Math.max(
        0,
        segments.findLastIndex((segment) => segment.firstSeq <= after + 1),
      )
      const found: JournalRecord[] = []
      for (const { name } of segments.slice(at)) {
        if (kept?.name !== name) kept = { name, records: readSegment(folder, name).records }
        for (const record of kept.records) if (record.seq > after && record.seq < before && found.length < limit) found.push(record)
        // What was read of a file that grows is not kept.
        if (name === growing) kept = null
        if (found.length === limit) break
      }
      return found
    },
    /** A segment was changed or removed. */
    forget() {
      kept = null
    },
  }
}

/** Every record in a journal's folder, oldest first; may be read while the journal is being written. */
export function readJournal(folder: string): JournalRecord[] {
  return existsSync(folder) ? segmentsOf(folder).flatMap(({ name }) => readSegment(folder, name).records) : []
}

/** Writes all of it or throws: a disk that is nearly full takes a part and calls that a success. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
}

/** Puts a whole file in place of an older one, or leaves that one as it is and throws. */
export function replaceFile(file: string, text: string): void {
  const unfinished = `${file}.new`
  try {
    const fd = openSync(unfinished, 'w', 0o600)
    try {
      writeWhole(fd, text)
      fdatasyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(unfinished, file)
  } catch (error) {
    // What a full disk took of it is given back.
    rmSync(unfinished, { force: true })
    throw error
  }
}

const checkpointName = (segment: string): string => segment.replace(/jsonl$/, 'checkpoint')

/** Writes what is still going on as a segment begins; whole or not at all. */
export function writeCheckpoint(folder: string, segment: string, open: readonly JournalRecord[]): void {
  replaceFile(path.join(folder, checkpointName(segment)), open.map(lineOf).join(''))
}

/** The newest checkpoint and every record after it: enough to know what was going on at the end. */
export function readCheckpoint(folder: string): JournalRecord[] {
  const segments = segmentsOf(folder)
  const at = segments.findLastIndex(({ name }) => existsSync(path.join(folder, checkpointName(name))))
  const first = segments[at]
  const base = first
    ? readFileSync(path.join(folder, checkpointName(first.name)), 'utf8')
        .split('\n')
        .map(parseLine)
        .filter((record) => record !== null)
    : []
  return [...base, ...segments.slice(Math.max(0, at)).flatMap(({ name }) => readSegment(folder, name).records)]
}

/** Removes a segment with its checkpoint. */
export function removeSegment(folder: string, name: string): void {
  unlinkSync(path.join(folder, name))
  rmSync(path.join(folder, checkpointName(name)), { force: true })
}

/**
 * Makes a segment small: of each call (or whatever `subject` names) only the last record and those `keep` asks for
 * stay. The last record holds the whole state, so the database still gets every call; it loses the steps between.
 */
export function compactSegment(folder: string, name: string, keep: (record: JournalRecord) => boolean): void {
  const { records } = readSegment(folder, name)
  const last = new Map(records.map((record) => [`${record.kind}/${record.subject}`, record.seq]))
  const kept = records.filter((record) => keep(record) || last.get(`${record.kind}/${record.subject}`) === record.seq)
  replaceFile(path.join(folder, name), kept.map(lineOf).join(''))
}

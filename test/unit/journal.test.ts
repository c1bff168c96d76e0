// The journal on a real folder: what is in it after a crash, a damaged disk, a rotation.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { readSegment } from '../../src/calls/journal-files.ts'

let folder = ''
let open: Journal[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'journal-'))
  open = []
})
afterEach(() => {
  for (const journal of open) journal.close()
  rmSync(folder, { recursive: true })
})

const start = (): Journal => {
  const journal = openJournal(folder)
  open.push(journal)
  return journal
}
/** As after kill -9: the old one is just left behind. */
const restart = start
const write = (journal: Journal, count: number) => {
  for (let i = 0; i < count; i++) journal.append('call', 'c1', 1000 + i, { n: journal.lastSeq() + 1 })
}
const seqs = (journal: Journal, after = 0, limit = 100_000) => journal.after(after, limit).map((record) => record.seq)
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i)
const segments = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
const file = (n = 0) => path.join(folder, segments()[n] ?? '')

describe('the journal', () => {
  it('gives back what was appended, in order, and 300 records after a restart', () => {
    const journal = start()
    const first = journal.append('agent', 'an', 5, { state: 'ready', name: 'Đặng Thị Ánh\n2' })
    expect(first).toEqual({ seq: 1, at: 5, kind: 'agent', subject: 'an', body: { state: 'ready', name: 'Đặng Thị Ánh\n2' } })
    write(journal, 299)
    const again = restart()
    expect(again.after(0, 1000)).toEqual(journal.after(0, 1000))
    expect(again.lastSeq()).toBe(300)
    expect(seqs(again, 100, 200)).toEqual(upTo(300, 101))
    expect(seqs(again, 100, 3)).toEqual([101, 102, 103])
    expect(seqs(again, 300)).toEqual([])
  })

  it('has a record in the file when append returns, readable by nobody else', () => {
    write(start(), 1)
    expect(readFileSync(file(), 'utf8')).toContain('"seq":1')
    expect(statSync(file()).mode & 0o077).toBe(0)
  })

  it('goes on counting after each restart', () => {
    for (let round = 1; round <= 3; round++) {
      const journal = restart()
      expect(journal.lastSeq()).toBe((round - 1) * 10)
      write(journal, 10)
    }
    expect(seqs(restart())).toEqual(upTo(30))
  })
})

describe('a torn last line', () => {
  it.each([1, 20, 60])('cut off %i bytes before its end is left out, and what comes next is kept', (bytes) => {
    write(start(), 5)
    truncateSync(file(), statSync(file()).size - bytes)
    const journal = restart()
    expect(seqs(journal)).toEqual(upTo(4))
    write(journal, 3)
    expect(seqs(restart())).toEqual(upTo(7))
  })

  it('as the only line of its file does not swallow what comes next', () => {
    start()
    appendFileSync(file(), '0123456789ab {"seq":1,"at"')
    const journal = restart()
    expect(seqs(journal)).toEqual([])
    write(journal, 3)
    expect(seqs(restart())).toEqual([1, 2, 3])
  })
})

describe('a flipped bit', () => {
  const flip = (line: number) => {
    const lines = readFileSync(file(), 'latin1').split('\n')
    lines[line] = (lines[line] ?? '').replace('"kind":"call"', '"kind":"cale"')
    writeFileSync(file(), lines.join('\n'), 'latin1')
  }
  it('costs the one record only', () => {
    write(start(), 10)
    flip(4)
    expect(seqs(restart())).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10])
  })

  it('in the last record does not give its number away twice', () => {
    write(start(), 10)
    flip(9)
    const journal = restart()
    expect(journal.lastSeq()).toBe(10)
    write(journal, 1)
    expect(seqs(restart(), 8)).toEqual([9, 11])
  })
})

describe('drained', () => {
  it('removes files that are wholly in the database, never the one being written', () => {
    write(start(), 5)
    write(restart(), 5)
    const journal = restart()
    write(journal, 5)
    expect(segments()).toHaveLength(3)
    journal.drained(7)
    expect(segments()).toEqual(['000000000006.jsonl', '000000000011.jsonl'])
    expect(seqs(journal)).toEqual(upTo(15, 8))
    journal.drained(15)
    expect(segments()).toEqual(['000000000011.jsonl'])
    expect(seqs(journal)).toEqual([])
    write(journal, 1)
    expect(seqs(journal)).toEqual([16])
  })

  it('keeps the count when nothing but an empty file is left', () => {
    write(start(), 5)
    restart().drained(5)
    expect(segments().map((name) => statSync(path.join(folder, name)).size)).toEqual([0])
    const journal = restart()
    expect(journal.lastSeq()).toBe(5)
    write(journal, 1)
    expect(seqs(journal)).toEqual([6])
  })

  it('keeps the count when the empty file is gone too', () => {
    write(start(), 5)
    restart().drained(5)
    rmSync(file())
    expect(restart().lastSeq()).toBe(5)
  })
})

it('begins a new file after 5 000 records', () => {
  const journal = start()
  write(journal, 5_001)
  expect(segments()).toEqual(['000000000001.jsonl', '000000005001.jsonl'])
  expect(restart().lastSeq()).toBe(5_001)
  journal.drained(5_000)
  expect(seqs(journal)).toEqual([5_001])
  expect(segments()[0]).toBe('000000005001.jsonl')
})

describe('a checkpoint', () => {
  const isOpen = (record: { body: unknown }) => (record.body as { open?: boolean }).open === true
  const begin = () => {
    const journal = openJournal(folder, { isOpen })
    open.push(journal)
    return journal
  }
  const states = (journal: Journal) => journal.open().map(({ subject, body }) => [subject, body])

  it('knows after kill -9 what was going on, by its last state', () => {
    const journal = begin()
    journal.append('call', 'a', 1, { open: true, phase: 'queued' })
    journal.append('call', 'b', 2, { open: true, phase: 'queued' })
    journal.append('call', 'a', 3, { open: true, phase: 'talking' })
    journal.append('call', 'b', 4, { open: false })
    expect(states(begin())).toEqual([['a', { open: true, phase: 'talking' }]])
  })

  it('outlives its segment: what is still going on is known when all else is in the database', () => {
    const journal = begin()
    journal.append('call', 'long', 1, { open: true, n: 1 })
    for (let i = 0; i < 12_000; i++) journal.append('call', `short-${i}`, i, { open: false })
    journal.drained(12_001)
    expect(segments()).toHaveLength(1)
    expect(states(begin())).toEqual([['long', { open: true, n: 1 }]])
    expect(states(begin())).toEqual([['long', { open: true, n: 1 }]])
  })
})

describe('bounded', () => {
  it('keeps a few thousand records in memory, and reads the others from their files without a gap', () => {
    const journal = start()
    write(journal, 13_000)
    expect(seqs(journal, 0, 13_000)).toEqual(upTo(13_000))
    expect(seqs(journal, 4_999, 200)).toEqual(upTo(5_199, 5_000))
    journal.drained(6_000)
    expect(seqs(journal, 0, 100)).toEqual(upTo(6_100, 6_001))
  })

  it('beyond its limit keeps the last state of each call and what is lasting, and says so at half of it', () => {
    const journal = openJournal(folder, { limitBytes: 400_000, isLasting: (record) => (record.body as { draft?: boolean }).draft === true })
    open.push(journal)
    const told: string[] = []
    journal.onTrouble((trouble, is) => void told.push(`${trouble} ${is}`))
    for (let i = 0; i < 15_000; i++) journal.append('call', `call-${Math.floor(i / 10)}`, i, { draft: i % 10 === 0, step: i % 10 })
    expect(told).toEqual(['large true'])
    const first = readSegment(folder, segments()[0] ?? '').records
    expect(first).toHaveLength(1_000)
    expect(first.slice(0, 2).map((record) => (record.body as { step: number }).step)).toEqual([0, 9])
    expect(journal.lastSeq()).toBe(15_000)
    journal.drained(15_000)
    expect(told).toEqual(['large true', 'large false'])
  })
})

// The journal on a disk without room: nothing is lost, nothing is torn, and a start does not fail for it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { readJournal } from '../../src/calls/journal-files.ts'

/** Bytes the disk still takes. As the real one it takes what fits, tells how much, and refuses only when nothing does. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const writeSync = (fd: number, bytes: Uint8Array, at = 0) => {
    const taken = Math.min(disk.room, bytes.length - at)
    if (taken <= 0 && bytes.length > at) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    disk.room -= taken
    return fs.writeSync(fd, bytes, at, taken)
  }
  return { ...fs, writeSync }
})

let folder = ''
const open: Journal[] = []
const isOpen = (record: { body: unknown }) => (record.body as { open?: boolean }).open === true
const start = () => {
  const journal = openJournal(folder, { isOpen })
  open.push(journal)
  return journal
}
const seqs = (journal: Journal) => journal.after(0, 100_000).map((record) => record.seq)
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'journal-full-'))
})
afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY
  for (const journal of open.splice(0)) journal.close()
  rmSync(folder, { recursive: true })
})

it('a record of which only a part fitted is written again as soon as there is room', () => {
  const journal = start()
  const told: string[] = []
  journal.onTrouble((trouble, is) => void told.push(`${trouble} ${is}`))
  journal.append('call', 'a', 1, { open: true, n: 1 })
  disk.room = 30
  journal.append('call', 'a', 2, { open: true, n: 2 })
  journal.append('call', 'a', 3, { open: true, n: 3 })
  expect(told).toEqual(['not-written true'])
  disk.room = Number.POSITIVE_INFINITY
  journal.append('call', 'a', 4, { open: true, n: 4 })
  expect(told).toEqual(['not-written true', 'not-written false'])
  expect(readJournal(folder).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(
    start()
      .open()
      .map(({ body }) => body),
  ).toEqual([{ open: true, n: 4 }])
})

it('is opened without room, knows what was going on, and writes all of it down later', () => {
  start().append('call', 'a', 1, { open: true })
  disk.room = 10
  const journal = start()
  expect(journal.open()).toHaveLength(1)
  for (let n = 2; n < 5; n++) journal.append('call', 'b', n, { open: true, n })
  expect(seqs(journal)).toEqual([1, 2, 3, 4])
  disk.room = Number.POSITIVE_INFINITY
  journal.append('call', 'b', 5, { open: true, n: 5 })
  const again = start()
  expect(seqs(again)).toEqual([1, 2, 3, 4, 5])
  expect(again.open()).toHaveLength(2)
})

it('keeps what was going on over a new file that has no room for it', () => {
  const journal = start()
  journal.append('call', 'long', 1, { open: true })
  for (let n = 2; n <= 5000; n++) journal.append('call', `short-${n}`, n, { open: false })
  disk.room = 20
  for (let n = 5001; n <= 5003; n++) journal.append('call', `short-${n}`, n, { open: false })
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
  disk.room = Number.POSITIVE_INFINITY
  journal.append('call', 'other', 5004, { open: true })
  journal.drained(5003)
  const again = start()
  expect(again.open().map(({ subject }) => subject)).toEqual(['long', 'other'])
  expect(seqs(again)).toEqual([5001, 5002, 5003, 5004])
})

it('gives room back though it cannot note anything', () => {
  start().append('call', 'a', 1, { open: false })
  const journal = start()
  journal.append('call', 'a', 2, { open: false })
  disk.room = 0
  journal.drained(2)
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1)
})

// The journal's writer against a real PostgreSQL that refuses: what is at fault is laid aside, everything else waits or is written.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { callerText } from '../../src/calls/caller-text-rules.ts'
import type { CallStepRecord } from '../../src/calls/controller.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { createJournalWriter, identityOf } from '../../src/calls/writer.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { missedCalls } from '../harness/missed-drafts.ts'
import { arrived, START } from '../unit/calls-fixture.ts'

let database: TestDatabase
let folder = ''
let journal: Journal
let calls = 0

beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database?.stop(), 30_000)
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'writer-'))
  journal = openJournal(folder)
})
afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true })
})

/** A new call outside the hours, so that it needs no ticket; gives its id. */
function call(display = 'Caller', talkMs = 0): string {
  const callId = `00000000-0000-4000-8000-${String(++calls).padStart(12, '0')}`
  const event = arrived({ callId, open: false, callerDisplay: display })
  const step = reduce(null, event, START)
  const body: CallStepRecord = { seq: 1, event, effects: step.effects, state: { ...step.state, talkMs } }
  journal.append('call', callId, START, body)
  return callId
}
const writer = () =>
  createJournalWriter({
    journal,
    folder,
    db: database.db,
    logger: silentLogger,
    openDraft: async () => undefined,
    openFallbackDraft: async () => undefined,
    missed: missedCalls,
  })
const onRecord = async (ids: string[]) => (await database.db.call.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })).map(({ id }) => id)
const laidAside = () =>
  existsSync(path.join(folder, 'refused.jsonl')) ? readFileSync(path.join(folder, 'refused.jsonl'), 'utf8').trim().split('\n').length : 0

it('lays aside the one record that can never be written, and writes those around it', async () => {
  const [before, bad, after] = [call(), call('', -1), call()]
  await writer().drain()
  expect(await onRecord([before, bad, after])).toEqual([before, after])
  expect(laidAside()).toBe(1)
})

it('lays nothing aside while the database refuses everything, and writes it all afterwards', async () => {
  const { db } = database
  await db.$executeRawUnsafe(
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$",
  )
  await db.$executeRawUnsafe('CREATE TRIGGER full_disk BEFORE INSERT ON call_event FOR EACH ROW EXECUTE FUNCTION refuse()')
  const ids = [call(), call()]
  const waiting = writer()
  await expect(waiting.drain()).rejects.toThrow()
  await expect(waiting.drain()).rejects.toThrow()
  expect([await onRecord(ids), laidAside()]).toEqual([[], 0])
  await db.$executeRawUnsafe('DROP TRIGGER full_disk ON call_event')
  await waiting.drain()
  expect([await onRecord(ids), laidAside()]).toEqual([ids, 0])
})

it('writes what comes after a loss of power that cost the folder its last records', async () => {
  const ids = [call(), call(), call()]
  await writer().drain()
  journal.close()
  // The database has all three; the file forgot them.
  const file = path.join(folder, '000000000001.jsonl')
  writeFileSync(file, '')
  journal = openJournal(folder)
  const later = [call(), call()]
  await writer().drain()
  expect(await onRecord([...ids, ...later])).toEqual([...ids, ...later])
})

it('writes everything again under another name when the name of the folder was torn', async () => {
  writeFileSync(path.join(folder, 'id'), '')
  const id = call()
  await writer().drain()
  expect(await onRecord([id])).toEqual([id])
  expect(identityOf(folder)).toBe(readFileSync(path.join(folder, 'id'), 'utf8'))
})

it('takes every name a network can send', async () => {
  const names = [`${'x'.repeat(79)}😀 and more`, '\ud83d', `"';--\${jndi}|,\u202e`, '😀'.repeat(300)]
  const ids = names.map((name) => call(callerText(name)))
  await writer().drain()
  expect(await onRecord(ids)).toEqual(ids)
  expect(laidAside()).toBe(0)
})

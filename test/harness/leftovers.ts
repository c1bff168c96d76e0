// What must not be left when all calls are over: nothing open in Asterisk, the database, the journal or the processes.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Database } from '../../src/platform/database/client.ts'
import { waitUntilEmpty } from './asterisk-picture.ts'
import type { TestPlatform } from './platform.ts'
import { processOf, type ServerName } from './servers-of.ts'
import type { SoakCaller } from './soak.ts'
import { waitUntil } from './wait.ts'

/** Connections to the database come and go with the load. */
const HANDLES_BETWEEN = 12

/** Open files and sockets of a process. */
export function handlesOf(platform: TestPlatform, name: ServerName): number {
  const process = processOf(platform.dataDir, name)
  return process ? readdirSync(`/proc/${process.pid}/fd`).length : 0
}

/** No channel, bridge or snoop, and as many file handles as before the first call. */
export async function expectNothingOpen(platform: TestPlatform, before: { platform: number; asterisk: number }): Promise<void> {
  await waitUntilEmpty(platform, 60_000)
  for (const name of ['platform', 'asterisk'] as const)
    await waitUntil(
      () => handlesOf(platform, name) <= before[name] + HANDLES_BETWEEN,
      30_000,
      () => `${name} has ${handlesOf(platform, name)} handles open, ${before[name]} at the beginning`,
    )
}

/** Every caller who was answered is on record once, with his end and his measured recording; nothing else is open. */
export async function expectAllOnRecord(db: Database, callers: readonly SoakCaller[]): Promise<void> {
  const open = () =>
    Promise.all([
      db.call.count({ where: { endedAt: null } }),
      db.recording.count({ where: { durationMs: null } }),
      db.agentInterval.count({ where: { endedAt: null, state: { in: ['ringing', 'on-call'] } } }),
    ])
  let last: number[] = []
  await waitUntil(
    async () => {
      last = await open()
      return last.every((count) => count === 0)
    },
    60_000,
    () => `open calls, unmeasured recordings, busy agents: ${last.join(', ')}`,
  )
  const rows = await db.call.groupBy({ by: ['callerNumber'], _count: true })
  const counts = new Map(rows.map((row) => [row.callerNumber, row._count]))
  expect(callers.filter(({ number, answered }) => answered && !counts.has(number)).map(({ number }) => number)).toEqual([])
  const ours = new Set(callers.map(({ number }) => number))
  expect([...counts].filter(([number, count]) => ours.has(number ?? '') && count > 1)).toEqual([])
  expect(await db.call.count({ where: { callerNumber: { in: [...ours] }, answeredAt: { not: null }, ticketId: null } })).toBe(0)
}

/** Everything in the journal is in the database, and the folder has not grown without end. */
export async function expectJournalDrained(platform: TestPlatform, db: Database, mostBytes: number): Promise<void> {
  const folder = path.join(platform.dataDir, 'journal')
  const journalId = readFileSync(path.join(folder, 'id'), 'utf8').trim()
  const segments = () => readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const lastSeq = () =>
    Math.max(
      0,
      ...segments().map((name) => {
        const line = readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n').at(-1) ?? ''
        return line ? (JSON.parse(line.slice(line.indexOf(' ') + 1)) as { seq: number }).seq : 0
      }),
    )
  await waitUntil(
    async () => Number((await db.journalCursor.findUnique({ where: { journalId } }))?.seq ?? 0) >= lastSeq(),
    30_000,
    () => 'not drained',
  )
  expect(segments().reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)).toBeLessThan(mostBytes)
}

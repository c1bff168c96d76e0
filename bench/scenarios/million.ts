// A million petitions: the work list, the search by words without accents and the petition's page, asked by 50 users; beside the same
// questions to a database with a thousand.

import type { Database } from '../../src/platform/database/client.ts'
import { createTicketService, type Viewer } from '../../src/tickets/service.ts'
import { fillArchive } from '../../test/harness/bulk-archive.ts'
import { type BulkUnits, bulkUnits } from '../../test/harness/bulk-slips.ts'
import { startTestDatabase } from '../../test/harness/database.ts'
import { ticketDeps } from '../../test/integration/ticket-room.ts'
import { percentile, round, tell } from '../figures.ts'

const USERS = 50
/** Somebody who clicks fast: list, search and page, and again. */
const THINK_MS = 5_000
const SECONDS = 40
const PEER = 1_000
const MILLION = Number(process.env['BENCH_PETITIONS'] ?? 1_000_000)

const searches = ['hố ga', 'den duong tat', 'cap nuoc', 'GL26-000777', 'rac thai le duan', 'duong', 'karaoke', 'khong co trong kho']

/** Tells the p95 of each question with a million and with a thousand petitions. */
export async function million(): Promise<void> {
  const few = await measure(PEER)
  const many = await measure(MILLION)
  for (const question of Object.keys(many) as (keyof typeof many)[]) {
    const [theirs, ours] = [round(percentile(few[question], 0.95)), round(percentile(many[question], 0.95))]
    tell({
      bench: 'million',
      question,
      p95Ms: ours,
      p50Ms: round(percentile(many[question], 0.5)),
      peer: `${PEER} petitions`,
      theirsP95Ms: theirs,
      ratio: round(ours / theirs),
      asked: many[question].length,
      target: { p95Ms: 100 },
      met: ours < 100,
    })
  }
}

async function measure(petitions: number): Promise<{ work: number[]; search: number[]; page: number[] }> {
  const database = await startTestDatabase()
  try {
    const { db } = database
    const units = await bulkUnits(db, 50)
    const began = performance.now()
    await fillArchive(database, units, petitions)
    process.stderr.write(`  ${petitions} petitions put in after ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
    const service = createTicketService(ticketDeps(db, { now: () => new Date() }))
    const viewers = await viewersOf(db, units)
    const times = { work: [] as number[], search: [] as number[], page: [] as number[] }
    const timed = async <T>(into: number[], ask: () => Promise<T>): Promise<T> => {
      const from = performance.now()
      const answer = await ask()
      into.push(performance.now() - from)
      return answer
    }
    const ends = performance.now() + SECONDS * 1000
    const user = async (viewer: Viewer, index: number) => {
      await new Promise((resolve) => setTimeout(resolve, (index * THINK_MS) / USERS))
      for (let turn = index; performance.now() < ends; turn += 1) {
        const { items } = await timed(times.work, () => service.work({ box: turn % 4 === 0 ? 'all' : 'to-handle', page: 1, pageSize: 20 }, viewer))
        const keyword = searches[turn % searches.length]
        await timed(times.search, () => service.search({ keyword, page: 1, pageSize: 20 }, turn % 2 === 0 ? viewer : operator))
        const first = items[turn % Math.max(1, items.length)]
        if (first) await timed(times.page, () => service.get(first.id, viewer))
        await new Promise((resolve) => setTimeout(resolve, THINK_MS))
      }
    }
    await Promise.all(Array.from({ length: USERS }, (_, index) => user(viewers[index % viewers.length] as Viewer, index)))
    return times
  } finally {
    await database.stop()
  }
}

const operator: Viewer = { personId: '00000000-0000-4000-8000-000000000001', name: 'Tổng đài viên', roles: ['operator'], memberships: [] }

async function viewersOf(db: Database, { units }: BulkUnits): Promise<Viewer[]> {
  const rows = await db.membership.findMany({ where: { role: 'focal-point', unitId: { in: units } } })
  return rows.map(({ personId, unitId }) => ({ personId, name: '', roles: ['focal-point'], memberships: [{ role: 'focal-point', unitId }] }))
}

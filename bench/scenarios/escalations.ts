// 10,000 deadlines due in the same minute, moved up by a process of its own, while units and desks go on asking; beside the same questions
// with nothing else going on.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createTicketService, type Viewer } from '../../src/tickets/service.ts'
import { bulkSlips, bulkUnits } from '../../test/harness/bulk-slips.ts'
import { startTestDatabase, startTestRedis } from '../../test/harness/database.ts'
import { freePorts } from '../../test/harness/platform.ts'
import { ticketDeps } from '../../test/integration/ticket-room.ts'
import { percentile, round, tell } from '../figures.ts'

const PETITIONS = 10_000
const UNITS = 50
const USERS = 20
/** Somebody who clicks fast. */
const THINK_MS = 5_000
const projectDir = path.resolve(import.meta.dirname, '../..')

/** Tells seconds until all are up, and the desk's p95 beside that of a quiet system. */
export async function escalations(): Promise<void> {
  const [database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  let worker: ChildProcess | null = null
  try {
    const { db } = database
    const units = await bulkUnits(db, UNITS)
    await bulkSlips(db, units, PETITIONS, new Date(Date.now() - 2_000))
    await db.$executeRaw`ANALYZE`
    const service = createTicketService(ticketDeps(db, { now: () => new Date() }))
    const viewers = await focalPoints(db, units.units)
    // The first answers of a process are slow, whatever it is asked.
    await ask(service, viewers, () => Promise.resolve(false), 4_000)
    const quiet = await ask(service, viewers, () => Promise.resolve(false), 15_000)

    const [port = 0] = await freePorts(1)
    const env = {
      ...process.env,
      ROLES: 'jobs',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(port),
      DATA_DIR: database.dataDir,
      SESSION_SECRET: 'a secret for the bench, long enough to be one',
    }
    worker = spawn(process.execPath, ['src/main.ts'], { cwd: projectDir, stdio: 'ignore', env })
    const left = () => db.assignment.count({ where: { level: 'focal-point' } })
    while ((await left()) === PETITIONS) await new Promise((resolve) => setTimeout(resolve, 20))
    const began = performance.now()
    const busy = await ask(service, viewers, async () => (await left()) === 0, 120_000)
    const seconds = (performance.now() - began) / 1000
    const [twice] = await db.$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM (SELECT ticket_id FROM ticket_history WHERE action = 'slip-moved-up' GROUP BY ticket_id HAVING count(*) <> 1) x`
    const movedUp = await db.ticketHistory.count({ where: { action: 'slip-moved-up' } })
    const messages = await db.message.count({ where: { template: 'slip-moved-up' } })
    const all = ({ list, page }: typeof quiet) => [...list, ...page]
    const p95 = { quiet: round(percentile(all(quiet), 0.95)), busy: round(percentile(all(busy), 0.95)) }
    tell({
      bench: 'escalations',
      petitions: PETITIONS,
      seconds: round(seconds),
      movedUp,
      twice: Number(twice?.n),
      messages,
      desk: {
        p95Ms: p95,
        list: round(percentile(busy.list, 0.95)),
        page: round(percentile(busy.page, 0.95)),
        questions: all(busy).length,
        ratio: round(p95.busy / p95.quiet),
      },
      target: { seconds: 60, p95Ms: 100 },
      met: seconds <= 60 && p95.busy < 100 && movedUp === PETITIONS && Number(twice?.n) === 0 && messages === PETITIONS,
    })
  } finally {
    worker?.kill('SIGKILL')
    await Promise.all([database.stop(), redis.stop()])
  }
}

async function focalPoints(db: Parameters<typeof bulkUnits>[0], units: readonly string[]): Promise<Viewer[]> {
  const rows = await db.membership.findMany({ where: { role: 'focal-point', unitId: { in: [...units] } }, include: { person: { select: { name: true } } } })
  return rows.map(({ personId, unitId, person }) => ({ personId, name: person.name, roles: ['focal-point'], memberships: [{ role: 'focal-point', unitId }] }))
}

/** Users who look at their list and open a petition, with some seconds between; the times of all answers, ms. */
async function ask(
  service: ReturnType<typeof createTicketService>,
  viewers: readonly Viewer[],
  isOver: () => Promise<boolean>,
  longestMs: number,
): Promise<{ list: number[]; page: number[] }> {
  const times = { list: [] as number[], page: [] as number[] }
  const ends = performance.now() + longestMs
  let over = false
  const user = async (viewer: Viewer, index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (index * THINK_MS) / USERS))
    while (!over) {
      const began = performance.now()
      const page = await service.work({ box: 'to-handle', page: 1, pageSize: 20 }, viewer)
      times.list.push(performance.now() - began)
      const [first] = page.items
      if (first) {
        const opened = performance.now()
        await service.get(first.id, viewer)
        times.page.push(performance.now() - opened)
      }
      await new Promise((resolve) => setTimeout(resolve, THINK_MS))
    }
  }
  const watch = async () => {
    while (!over) {
      over = performance.now() > ends || (await isOver())
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  await Promise.all([watch(), ...viewers.slice(0, USERS).map(user)])
  return times
}

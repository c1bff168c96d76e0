// kill -9 in the middle of moving up 1,000 petitions: after the restart each has gone up exactly once, with its messages.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setHistoryKey } from '../../src/tickets/history-key.ts'
import { verifyHistory } from '../../src/tickets/history-verify.ts'
import { bulkSlips, bulkUnits } from '../harness/bulk-slips.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { freePorts } from '../harness/platform.ts'
import { waitUntil } from '../harness/wait.ts'

const PETITIONS = 1_000
const KILLS = 4
const secret = 'a secret for tests, long enough to be one'
const projectDir = path.resolve(import.meta.dirname, '../..')

let database: TestDatabase
let redis: TestRedis
let worker: ChildProcess | null = null

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
}, 60_000)

afterAll(async () => {
  worker?.kill('SIGKILL')
  await Promise.all([database?.stop(), redis?.stop()])
}, 60_000)

/** The platform with the role `jobs` alone. */
async function startWorker(): Promise<ChildProcess> {
  const [port = 0] = await freePorts(1)
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: projectDir,
    stdio: 'ignore',
    env: {
      ...process.env,
      ROLES: 'jobs',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(port),
      SESSION_SECRET: secret,
      DATA_DIR: database.dataDir,
    },
  })
  worker = child
  return child
}

test('each goes up exactly once', async () => {
  const { db } = database
  await bulkSlips(db, await bulkUnits(db, 10), PETITIONS, new Date(Date.now() - 5_000))
  const movedUp = () => db.assignment.count({ where: { level: 'unit-head' } })
  await db.$executeRaw`SELECT graphile_worker.add_job('wake-slips', '{}'::json)`

  let before = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = await startWorker()
    await waitUntil(
      async () => (await movedUp()) > before,
      30_000,
      () => `nothing moved up after kill ${kill}`,
    )
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    // A job of the killed process stays locked; the next process is called anew, as the sweep of each minute would.
    await db.$executeRaw`SELECT graphile_worker.add_job('wake-slips', '{}'::json)`
    before = await movedUp()
    if (kill === 0) expect(before, 'killed in the middle').toBeLessThan(PETITIONS)
  }
  await startWorker()
  await waitUntil(
    async () => (await movedUp()) === PETITIONS,
    60_000,
    () => 'not all moved up',
  )

  const [twice] = await db.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM (SELECT ticket_id FROM ticket_history WHERE action = 'slip-moved-up' GROUP BY ticket_id HAVING count(*) <> 1) x`
  expect(Number(twice?.n), 'told in the history other than once').toBe(0)
  expect(await db.ticketHistory.count({ where: { action: 'slip-moved-up' } })).toBe(PETITIONS)
  expect(await db.ticketHistory.count({ where: { action: 'slip-late' } })).toBe(PETITIONS)
  expect(await db.assignmentTerm.count({ where: { no: 2 } })).toBe(PETITIONS)
  expect(await db.assignmentTerm.count({ where: { no: 1, lapsedAt: { not: null } } })).toBe(PETITIONS)
  expect(await db.message.count({ where: { template: 'slip-moved-up' } }), 'one message to each head').toBe(PETITIONS)
  setHistoryKey(secret)
  expect((await verifyHistory(db, '/nowhere')).faults).toEqual([])
}, 150_000)

// The long soak (npm run test:long): 2,000 calls while everything dies now and then; nothing is left open, nothing left out.
import { afterAll, beforeAll, test } from 'vitest'
import { chanceFrom } from '../harness/chance.ts'
import { startTestDatabase, startTestRedis, type TestDatabase, type TestRedis } from '../harness/database.ts'
import { expectAllOnRecord, expectJournalDrained, expectNothingOpen, handlesOf } from '../harness/leftovers.ts'
import { closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { killAsterisk, killBoth, killPlatform, runSoak, type SoakFault, takeAway } from '../harness/soak.ts'

const CALLS = Number(process.env['SOAK_CALLS'] ?? 2000)
const every = (step: number, from: number, make: (afterCalls: number) => SoakFault): SoakFault[] =>
  Array.from({ length: Math.max(0, Math.ceil((CALLS - from) / step)) }, (_, n) => make(from + n * step))

let database: TestDatabase
let redis: TestRedis
let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  ;[database, redis] = await Promise.all([startTestDatabase(), startTestRedis()])
  platform = await startPlatform({ WRAPUP_SECONDS: '0', RING_SECONDS: '3', DATABASE_URL: database.url, REDIS_URL: redis.url })
  operators = await openOperators(platform, 10)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
  await Promise.all([database?.stop(), redis?.stop()])
}, 60_000)

test(`${CALLS} calls with chance faults leave nothing open and nothing out`, async () => {
  const chance = chanceFrom(Number(process.env['SOAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)))
  const log = (line: string) => console.log(`soak: ${line}`)
  log(`seed ${chance.seed} (SOAK_SEED repeats it)`)
  const before = { platform: handlesOf(platform, 'platform'), asterisk: handlesOf(platform, 'asterisk') }
  const faults = [
    ...every(150, 100, killPlatform),
    ...every(600, 350, killAsterisk),
    ...every(700, 280, killBoth),
    ...every(500, 180, (after) => takeAway(after, 'PostgreSQL', database, 4000)),
    ...every(500, 430, (after) => takeAway(after, 'Redis', redis, 4000)),
  ]
  const callers = await runSoak({ platform, operators, chance, calls: CALLS, atOnce: 12, faults, log })
  await expectNothingOpen(platform, before)
  await expectAllOnRecord(database.db, callers)
  await expectJournalDrained(platform, database.db, 64 * 2 ** 20)
}, 3_600_000)

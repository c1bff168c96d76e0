// The short soak of every test run: 120 calls with chance faults and two deaths of the controller. The long one is test/long.
import { afterAll, beforeAll, test } from 'vitest'
import { createDatabase } from '../../src/platform/database/client.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { chanceFrom } from '../harness/chance.ts'
import { expectAllOnRecord, expectJournalDrained, expectNothingOpen, handlesOf } from '../harness/leftovers.ts'
import { closeOperators, type Operator, openOperators } from '../harness/operators.ts'
import { startPlatform, type TestPlatform } from '../harness/platform.ts'
import { killPlatform, runSoak } from '../harness/soak.ts'

let platform: TestPlatform
let operators: Operator[]

beforeAll(async () => {
  platform = await startPlatform({ WRAPUP_SECONDS: '0', RING_SECONDS: '3' })
  operators = await openOperators(platform, 8)
}, 120_000)

afterAll(async () => {
  closeOperators(operators ?? [])
  await platform?.stop()
}, 60_000)

test('120 calls with chance faults and two deaths of the controller leave nothing open and nothing out', async () => {
  const chance = chanceFrom(Number(process.env['SOAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)))
  console.log(`soak: seed ${chance.seed} (SOAK_SEED repeats it)`)
  const before = { platform: handlesOf(platform, 'platform'), asterisk: handlesOf(platform, 'asterisk') }
  const callers = await runSoak({ platform, operators, chance, calls: 120, atOnce: 10, faults: [killPlatform(40), killPlatform(80)] })
  const db = createDatabase({ url: platform.servers().databaseUrl, logger: silentLogger })
  try {
    await expectNothingOpen(platform, before)
    await expectAllOnRecord(db, callers)
    await expectJournalDrained(platform, db, 16 * 2 ** 20)
  } finally {
    await db.$disconnect()
  }
}, 180_000)

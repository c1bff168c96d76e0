// A simulated year with Tết, storms and a swap. Here with few petitions; npm run test:long has 5,000.
import { expect, test } from 'vitest'
import { verifyHistory } from '../../src/tickets/history-verify.ts'
import { liveThroughYear } from '../harness/simulated-year.ts'

test('a year of petitions through random legal acts: what must hold holds after each step', async () => {
  const { result, room } = await liveThroughYear(30, 1022)
  // Nobody's history has a gap or a foreign row after all that.
  const history = await verifyHistory(room.db, '/nowhere')
  await room.stop()
  expect(history.faults).toEqual([])
  console.log('simulated year', result)
  expect(result.acts).toBeGreaterThan(100)
  expect(result.movedUp).toBeGreaterThan(10)
  expect(result.completed).toBeGreaterThan(5)
}, 400_000)

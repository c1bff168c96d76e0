// The simulated year with 5,000 petitions (npm run test:long).
import { expect, test } from 'vitest'
import { verifyHistory } from '../../src/tickets/history-verify.ts'
import { liveThroughYear } from '../harness/simulated-year.ts'

const TICKETS = Number(process.env['YEAR_TICKETS'] ?? 5000)

test(
  '5,000 petitions live through 2026',
  async () => {
    const began = performance.now()
    const { result, room } = await liveThroughYear(TICKETS, Number(process.env['YEAR_SEED'] ?? 2026))
    const history = await verifyHistory(room.db, '/nowhere')
    await room.stop()
    expect(history.faults).toEqual([])
    console.log('simulated year', result, `${((performance.now() - began) / 1000).toFixed(0)} s`)
    expect(result.tickets).toBe(TICKETS)
    expect(result.movedUp).toBeGreaterThan(TICKETS / 20)
  },
  3 * 3_600_000,
)

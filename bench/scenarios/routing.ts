// Who gets which call: one decision with 500 callers waiting and 200 operators ready, and with nobody who may be asked; beside sorting the queue alone.
import { randomUUID } from 'node:crypto'
import { chooseOffers, inQueueOrder, type WaitingForAgent } from '../../src/acd/routing.ts'
import { chanceFrom } from '../../test/harness/chance.ts'
import { median, percentile, round, tell } from '../figures.ts'

const WAITING = 500
const AGENTS = 200
const NOW = Date.UTC(2026, 10, 28, 2, 0, 0)
const ROUNDS = 2000
const RUNS = 3
const TARGET_MS = 1

/** Milliseconds of each of many decisions, warmed up before. */
function times(decide: () => unknown): number[] {
  for (let n = 0; n < 300; n += 1) decide()
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    decide()
    return performance.now() - began
  })
}
const spread = (values: readonly number[]) => ({ p50: round(percentile(values, 0.5)), p99: round(percentile(values, 0.99)) })

/** Tells p50 and p99 of each case as a JSON line. */
export function routing(): void {
  const chance = chanceFrom(20_261_128)
  const agents = Array.from({ length: AGENTS }, () => ({ agentId: randomUUID(), idleSince: NOW - chance.ms(0, 600_000) }))
  const waiting = (passed: number): WaitingForAgent[] =>
    Array.from({ length: WAITING }, () => {
      const queuedAt = NOW - chance.ms(0, 1_800_000)
      // Some were let pass already: those must be left out for each caller by himself.
      const passedBy = Object.fromEntries(Array.from({ length: passed }, () => [chance.oneOf(agents).agentId, NOW + 20_000]))
      return { callId: randomUUID(), rank: chance.happens(0.05) ? 0 : queuedAt, queuedAt, passedBy }
    })
  const all = Object.fromEntries(agents.map(({ agentId }) => [agentId, NOW + 20_000]))
  const usual = waiting(2)
  const cases = {
    'all-ready': () => chooseOffers(usual, agents, NOW),
    'one-ready': () => chooseOffers(usual, agents.slice(0, 1), NOW),
    // The longest search: every caller was let pass by every operator.
    'nobody-may-be-asked': (() => {
      const refused = usual.map((call) => ({ ...call, passedBy: all }))
      return () => chooseOffers(refused, agents, NOW)
    })(),
  }
  for (const [name, decide] of Object.entries(cases)) {
    const p99s: number[] = []
    for (let run = 1; run <= RUNS; run += 1) {
      const [ours, theirs] = [times(decide), times(() => inQueueOrder(usual))]
      p99s.push(percentile(ours, 0.99))
      const ratio = round(percentile(ours, 0.5) / percentile(theirs, 0.5))
      tell({ bench: 'routing', case: name, run, waiting: WAITING, agents: AGENTS, ms: spread(ours), peer: 'sorting the queue', theirs: spread(theirs), ratio })
    }
    const p99 = round(median(p99s))
    tell({ bench: 'routing', case: name, median: { p99 }, target: { p99: TARGET_MS }, met: p99 <= TARGET_MS })
  }
}

// Random petitions through a year with Tết, storms and swaps: slips, answers, extensions, returns, pauses, times without a worker, two
// workers at once. Time is turned, never slept. What must hold is looked at after every step.
import { describe, expect, it } from 'vitest'
import type { ClockEvent } from '../../src/deadlines/assignment-clock.ts'
import { defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { nextWake } from '../../src/deadlines/escalation-rules.ts'
import { at, DAY, dice, HOUR, MINUTE, office } from './deadlines-fixture.ts'
import { type Slip, Ticket, unitHours } from './deadlines-walk-ticket.ts'

function anyAction(random: () => number, slip: Slip, ticket: Ticket): ClockEvent {
  const termNo = random() < 0.95 ? slip.clock.term.no : slip.clock.term.no - 1
  const usedBefore = ticket.extensions.filter(({ part }) => part === slip.clock.part)
  const unit = (['day', 'hour', 'minute'] as const)[Math.floor(random() * 3)] ?? 'day'
  const amount = 1 + Math.floor(random() * 12)
  const actions: readonly (() => ClockEvent)[] = [
    () => ({ type: 'comment' }),
    () => ({ type: 'take' }),
    () => ({ type: 'extend', termNo, amount, unit, remindAfter: random() < 0.5 ? { amount: Math.max(1, amount - 1), unit } : null, reason: 'x', usedBefore }),
    () => ({ type: 'extend', termNo, amount, unit, remindAfter: null, reason: 'x', usedBefore }),
    () => ({ type: 'hand-in', hasResult: random() < 0.9 }),
    () => ({ type: 'send-back', reason: 'x' }),
    () => ({ type: 'send-back', reason: 'x' }),
    () => ({ type: 'return', termNo, reason: 'x', returnsBefore: ticket.returns }),
    () => ({ type: 'pause', termNo }),
    () => ({ type: 'pause', termNo }),
    () => ({ type: 'resume' }),
    () => ({ type: 'recompute', termNo, reason: 'x' }),
  ]
  return (actions[Math.floor(random() * actions.length)] as () => ClockEvent)()
}

/** What the ticket service does after a step: whoever has it next gets a clock of his own. */
function goOn(ticket: Ticket, random: () => number, now: number): void {
  const main = ticket.main()
  if (main?.clock.state === 'stopped' && random() < 0.3) {
    ticket.apply(main, { type: 'close', cause: 'completed' }, now)
    for (const slip of ticket.slips) if (slip.clock.state !== 'closed') ticket.apply(slip, { type: 'close', cause: 'main-finished' }, now)
    ticket.seen.closed = true
  } else if (!main) ticket.open(now, ticket.returns >= defaultSettings.returnsToProvincialOffice ? { level: 'provincial-office' } : {})
  else if (ticket.slips.length < 4 && random() < 0.05) ticket.open(now, { part: 'coordinating' })
}

function live(seed: number): Ticket {
  const random = dice(seed)
  let now = at('01/01/2026 00:00') + Math.floor(random() * 365 * 86_400) * 1_000
  const ticket = new Ticket(random, now)
  for (let turn = 0; turn < 80 && !ticket.seen.closed; turn += 1) {
    // Mostly every timer at its moment; now and then nobody runs them for a while.
    const asleep = random() < 0.15
    const until = now + Math.floor(random() * (asleep ? 6 * DAY : 20 * HOUR))
    while (!asleep) {
      const next = ticket.slips
        .map((slip) => ({ slip, wake: nextWake(slip.clock) }))
        .flatMap(({ slip, wake }) => (wake !== null && wake <= until ? [{ slip, wake }] : []))
        .sort((a, b) => a.wake - b.wake)[0]
      if (!next) break
      now = Math.max(now, next.wake)
      const before = next.slip.clock
      ticket.apply(next.slip, { type: 'wake' }, now)
      expect(next.slip.clock, 'a wake-up at its moment does something').not.toBe(before)
      expect(nextWake(next.slip.clock) ?? now + 1, 'and is not wanted again at the same moment').toBeGreaterThan(now)
    }
    now = Math.max(now, until) + Math.floor(random() * MINUTE)
    if (asleep) for (const slip of ticket.slips) ticket.apply(slip, { type: 'wake' }, now)
    const main = ticket.main()
    // A storm is announced, a unit gets other hours.
    if (main && random() < 0.03) main.calendars = { unit: unitHours[Math.floor(random() * unitHours.length)] ?? office, office }
    const slip = ticket.slips[Math.floor(random() * ticket.slips.length)]
    if (slip && random() < 0.6) ticket.apply(slip, anyAction(random, slip, ticket), now)
    goOn(ticket, random, now)
    if (!ticket.seen.closed) expect(ticket.slips.filter(({ clock }) => clock.part === 'main' && clock.state !== 'closed')).toHaveLength(1)
  }
  return ticket
}

describe('a year of petitions', () => {
  const hundreds = Array.from({ length: 10 }, (_, n) => n)
  it.each(hundreds)('hundred %i', (hundred) => {
    const sums = { moveUps: 0, lates: 0, refused: 0, closed: 0 }
    for (let n = 1; n <= 100; n += 1) {
      const { seen } = live(hundred * 100 + n)
      sums.moveUps += seen.moveUps
      sums.lates += seen.lates
      sums.refused += seen.refused
      sums.closed += seen.closed ? 1 : 0
    }
    // The walk reaches what it is for.
    expect(Math.min(sums.moveUps, sums.lates, sums.refused, sums.closed)).toBeGreaterThan(20)
  })
})

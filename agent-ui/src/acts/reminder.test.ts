import { describe, expect, it } from 'vitest'
import { proposedReminder, type TimeUnit } from './reminder.ts'

describe('the proposed reminder', () => {
  it.each([
    [10, 'day', 9, 'day'],
    [3, 'day', 2, 'day'],
    [4, 'hour', 3, 'hour'],
    [1, 'hour', 30, 'minute'],
    [45, 'minute', 22, 'minute'],
  ] as const)('%i %s: after %i %s', (amount, unit, after, afterUnit) => {
    expect(proposedReminder({ amount, unit })).toEqual({ amount: after, unit: afterUnit })
  })
  it('leaves it to the system where nothing sensible fits, and while nothing is typed', () => {
    expect(proposedReminder({ amount: 1, unit: 'day' })).toBeNull()
    expect(proposedReminder({ amount: 1, unit: 'minute' })).toBeNull()
    expect(proposedReminder({ amount: null, unit: 'day' })).toBeNull()
  })
  it('is before the end, whatever is typed', () => {
    const ofHour: Record<TimeUnit, number> = { day: 24, hour: 1, minute: 1 / 60 }
    for (const unit of ['day', 'hour', 'minute'] as const)
      for (let amount = 1; amount <= 100; amount += 1) {
        const after = proposedReminder({ amount, unit })
        if (after) expect(after.amount * ofHour[after.unit]).toBeLessThan(amount * ofHour[unit])
      }
  })
})

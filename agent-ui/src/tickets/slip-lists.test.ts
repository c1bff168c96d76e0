import { describe, expect, it } from 'vitest'
import type { Slip } from '../../../src/contract/slips.ts'
import { slipLists } from './slip-lists.ts'

const slip = (number: number, part: Slip['part'], state: Slip['state'] = 'running') => ({ id: `slip ${number}`, number, part, state })
const numbers = (slips: readonly { number: number }[]) => slips.map(({ number }) => number)

describe('the slips beside the one shown', () => {
  const [returned, helpedThen, main, first, second] = [
    slip(1, 'main', 'closed'),
    slip(2, 'coordinating', 'closed'),
    slip(3, 'main'),
    slip(4, 'coordinating'),
    slip(5, 'coordinating'),
  ] as const
  // As the server sends them.
  const slips = [second, first, main, helpedThen, returned]

  it('of the main unit: who helps it now, and what is over, the oldest first', () => {
    const { coordinating, earlier, main: other } = slipLists(slips, main)
    expect([numbers(coordinating), numbers(earlier), other]).toEqual([[4, 5], [1, 2], null])
  })
  it('of a coordinating unit: the main slip that goes on is not an earlier one', () => {
    const { coordinating, earlier, main: other } = slipLists(slips, first)
    expect([numbers(coordinating), numbers(earlier), other?.number]).toEqual([[5], [1, 2], 3])
  })
  it('without a slip that goes on: all are over', () => {
    const over = slips.map((one) => ({ ...one, state: 'closed' as const }))
    const { coordinating, earlier, main: other } = slipLists(over, null)
    expect([numbers(coordinating), numbers(earlier), other]).toEqual([[], [1, 2, 3, 4, 5], null])
  })
})

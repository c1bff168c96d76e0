// Coordinating units beside the main one, and slips returned as not ours.
import { describe, expect, it } from 'vitest'
import { nextWake } from '../../src/deadlines/escalation-rules.ts'
import { ticketDueAt, ticketProgress } from '../../src/deadlines/progress-rules.ts'
import { at } from './deadlines-fixture.ts'
import { Story } from './deadlines-story.ts'

const result = { type: 'hand-in', hasResult: true } as const

describe('coordinating units', () => {
  it('have a clock of their own that ends with their own head, and the main unit is told', () => {
    const story = new Story('01/06/2026 09:00', { part: 'coordinating', unitId: 'doi-do-thi' }).until('30/06/2026 09:00')
    expect(story.of('move-up')).toMatchObject([{ to: 'unit-head' }])
    expect(story.clock.lapses.map(({ unitId }) => unitId)).toEqual(['doi-do-thi', 'doi-do-thi'])
    expect(story.of('notify').filter(({ to }) => to === 'main-unit')).toHaveLength(2)
  })

  it('may be set to be marked only', () => {
    const story = new Story('01/06/2026 09:00', { part: 'coordinating', settings: { coordinatorMovesUp: false } }).until('30/06/2026 09:00')
    expect(story.of('move-up')).toEqual([])
    expect(story.clock.lapses).toHaveLength(1)
  })

  it("do not make the ticket late: the main unit's deadline is the ticket's", () => {
    const late = new Story('01/06/2026 09:00', { part: 'coordinating' }).until('05/06/2026 09:00').clock
    const main = new Story('05/06/2026 08:00').clock
    expect(ticketProgress([late, main])).toBe('not-due')
    expect(ticketDueAt([late, main])).toBe(main.term.dueAt)
    expect(ticketDueAt([late])).toBeNull()
  })

  it('end with the main unit and hear of it in office hours', () => {
    const story = new Story('01/06/2026 09:00', { part: 'coordinating' }).does('01/06/2026 20:00', { type: 'close', cause: 'main-finished' })
    expect(story.of('notify').at(-1)).toMatchObject({ kind: 'coordination-ended', at: at('02/06/2026 07:30') })
    expect(nextWake(story.clock)).toBeNull()
  })

  it('give their part back to the main unit, which does not count as a return of the ticket', () => {
    const story = new Story('01/06/2026 09:00', { part: 'coordinating' }).does('01/06/2026 10:00', {
      type: 'return',
      termNo: 1,
      reason: 'Không thuộc địa bàn',
      returnsBefore: 1,
    })
    expect(story.of('returned')).toMatchObject([{ to: 'main-unit', count: 1 }])
  })
})

describe('returns as not ours', () => {
  const back = (returnsBefore: number, reason = 'Không thuộc thẩm quyền') => ({ type: 'return', termNo: 1, reason, returnsBefore }) as const

  it('go to the operator, from the second on to the provincial office, and are counted', () => {
    expect(new Story('01/06/2026 09:00').does('01/06/2026 10:00', back(0)).of('returned')).toMatchObject([{ to: 'operator', count: 1 }])
    expect(new Story('01/06/2026 09:00').does('01/06/2026 10:00', back(1)).of('returned')).toMatchObject([{ to: 'provincial-office', count: 2 }])
  })

  it('close the clock; a lapse that happened stays with the unit', () => {
    const { clock } = new Story('01/06/2026 22:00').does('02/06/2026 18:00', back(0))
    expect(clock).toMatchObject({ state: 'closed', closed: { cause: 'returned' }, lapses: [{ unitId: 'so-xay-dung' }] })
    expect(nextWake(clock)).toBeNull()
  })

  it('need a reason, are not for the provincial office, and not for what was handed in or seen before it moved up', () => {
    expect(new Story('01/06/2026 09:00').refusal('01/06/2026 10:00', back(0, '  '))).toBe('reason-missing')
    expect(new Story('01/06/2026 09:00', { level: 'provincial-office' }).refusal('01/06/2026 10:00', back(0))).toBe('at-last-level')
    expect(new Story('01/06/2026 09:00').does('01/06/2026 10:00', result).refusal('01/06/2026 11:00', back(0))).toBe('already-handed-in')
    expect(new Story('01/06/2026 09:00').refusal('02/06/2026 10:00', back(0))).toBe('moved-on')
  })
})

// Which action stops a clock; and the complaints of other systems' users, a test each.
import { describe, expect, it } from 'vitest'
import { nextWake } from '../../src/deadlines/escalation-rules.ts'
import { progressOf, ticketProgress } from '../../src/deadlines/progress-rules.ts'
import { at } from './deadlines-fixture.ts'
import { Story } from './deadlines-story.ts'

const result = { type: 'hand-in', hasResult: true } as const

describe('which reply stops the clock', () => {
  it.each(['take', 'give-back', 'pass-on', 'comment'] as const)('not %s: the same clock comes back', (type) => {
    const story = new Story('01/06/2026 09:00')
    const before = story.clock
    expect(story.does('01/06/2026 10:00', { type }).clock).toBe(before)
  })

  it('a result does, and nothing runs after the answer', () => {
    const story = new Story('01/06/2026 09:00').does('01/06/2026 10:00', result)
    expect(nextWake(story.clock)).toBeNull()
    expect(story.clock.term.alerts).toEqual([])
    const before = story.clock
    expect(story.wakeAt(at('30/06/2026 09:00')).clock).toBe(before)
    expect(progressOf(story.clock)).toBe('on-time')
  })

  it('not without a result, nor twice', () => {
    expect(new Story('01/06/2026 09:00').refusal('01/06/2026 10:00', { type: 'hand-in', hasResult: false })).toBe('result-missing')
    expect(new Story('01/06/2026 09:00').does('01/06/2026 10:00', result).refusal('01/06/2026 10:01', result)).toBe('already-handed-in')
  })

  it('a result sent back starts a new term at the level it came from', () => {
    const story = new Story('01/06/2026 09:00').does('01/06/2026 16:00', result).does('01/06/2026 20:00', { type: 'send-back', reason: 'Thiếu ảnh' })
    expect(story.clock.term).toMatchObject({ no: 2, level: 'focal-point', dueAt: at('02/06/2026 17:30') })
    expect(story.of('notify').at(-1)).toMatchObject({ kind: 'result-sent-back', at: at('02/06/2026 07:30') })
    const escalated = new Story('01/06/2026 09:00').does('02/06/2026 16:00', result).does('03/06/2026 08:00', { type: 'send-back', reason: 'Thiếu ảnh' })
    expect(escalated.clock.term).toMatchObject({ no: 3, level: 'unit-head', dueAt: at('04/06/2026 08:00') })
    expect(escalated.refusal('03/06/2026 09:00', { type: 'send-back', reason: 'x' })).toBe('not-handed-in')
  })

  it('may be set to go on with the rest of the old term, at least an hour', () => {
    const rest = { settings: { sentBackTerm: 'rest' } } as const
    const early = new Story('01/06/2026 09:00', rest).does('01/06/2026 16:00', result).does('02/06/2026 08:00', { type: 'send-back', reason: 'x' })
    expect(early.due).toBe('02/06/2026 11:00')
    const late = new Story('01/06/2026 09:00', rest).does('02/06/2026 08:59', result).does('02/06/2026 10:00', { type: 'send-back', reason: 'x' })
    expect(late.due).toBe('02/06/2026 11:00')
  })
})

describe('complaints of other systems', () => {
  it('merged tickets still escalating: a merged one never wakes again', () => {
    const story = new Story('01/06/2026 09:00').does('01/06/2026 10:00', { type: 'close', cause: 'merged' })
    expect(nextWake(story.clock)).toBeNull()
    expect(story.wakeAt(at('30/06/2026 09:00')).log).toHaveLength(1)
    expect(story.refusal('01/07/2026 09:00', result)).toBe('closed')
  })

  it('reopening keeping the old clock or the overdue flag: the new clock has neither', () => {
    const old = new Story('01/06/2026 09:00').does('03/06/2026 08:00', result).does('03/06/2026 09:00', { type: 'close', cause: 'completed' })
    expect(progressOf(old.clock)).toBe('late')
    const reopened = new Story('10/06/2026 09:00').clock
    expect(reopened).toMatchObject({ lapses: [], term: { no: 1, dueAt: at('11/06/2026 09:00') } })
    expect(ticketProgress([reopened])).toBe('not-due')
  })

  it('a ticket that went to another unit late stays late, the new unit is not', () => {
    const first = new Story('01/06/2026 22:00').does('02/06/2026 18:00', { type: 'return', termNo: 1, reason: 'x', returnsBefore: 0 })
    const second = new Story('03/06/2026 08:00', { unitId: 'so-y-te' }).does('03/06/2026 10:00', result)
    expect([progressOf(second.clock), ticketProgress([first.clock, second.clock])]).toEqual(['on-time', 'late'])
  })

  it('the old system escalated on a Saturday morning, twice within one second', () => {
    const story = new Story('04/06/2026 20:00').until('05/06/2026 23:00')
    for (const moment of ['06/06/2026 08:15:02', '06/06/2026 08:15:02', '06/06/2026 08:15:03']) story.wakeAt(at(moment))
    expect(story.of('move-up')).toEqual([])
    for (const moment of ['08/06/2026 07:30:00', '08/06/2026 07:30:00', '08/06/2026 07:30:01']) story.wakeAt(at(moment))
    expect(story.of('move-up')).toHaveLength(1)
  })
})

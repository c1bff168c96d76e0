// Hẹn xử lý: its end, its reminders, when it is refused, what follows when it expires.
import { describe, expect, it } from 'vitest'
import type { ClockEvent } from '../../src/deadlines/assignment-clock.ts'
import { nextWake } from '../../src/deadlines/escalation-rules.ts'
import { planExtension } from '../../src/deadlines/extension-rules.ts'
import { at, must, office, text } from './deadlines-fixture.ts'
import { Story } from './deadlines-story.ts'

const hen = (more: Partial<Extract<ClockEvent, { type: 'extend' }>> = {}): ClockEvent => ({
  type: 'extend',
  termNo: 1,
  amount: 3,
  unit: 'day',
  remindAfter: null,
  reason: 'Chờ vật tư',
  usedBefore: [],
  ...more,
})

describe('Hẹn xử lý', () => {
  it('sets the new end, tells the citizen, and is listed with its reason', () => {
    const story = new Story('01/06/2026 09:00').extends('01/06/2026 10:00', 3, 'day')
    expect(story.clock.term.extension).toMatchObject({
      amount: 3,
      unit: 'day',
      madeAt: at('01/06/2026 10:00'),
      endsAt: at('04/06/2026 10:00'),
      reason: 'Chờ vật tư',
    })
    expect(story.of('due-changed')).toMatchObject([{ from: at('02/06/2026 09:00'), to: at('04/06/2026 10:00'), why: 'extension' }])
    expect(story.of('notify').at(-1)).toMatchObject({ kind: 'new-date', to: 'citizen' })
    expect(story.until('04/06/2026 09:59').of('mark-late')).toEqual([])
  })

  it('shows in the dialog what it will do, and whether it shortens', () => {
    const { clock, settings } = new Story('18/11/2026 09:05')
    const wish = { amount: 3, unit: 'day', remindAfter: { amount: 2, unit: 'day' }, usedBefore: [] } as const
    const plan = must(planExtension(clock, wish, at('18/11/2026 14:32'), settings, office))
    expect([text(plan.extension.endsAt), text(plan.movedFrom), text(plan.alerts[0]?.at ?? null), plan.shortens]).toEqual([
      '23/11/2026 07:30',
      '21/11/2026 14:32',
      '20/11/2026 14:32',
      false,
    ])
    expect(must(planExtension(clock, { ...wish, amount: 1, unit: 'hour', remindAfter: null }, at('18/11/2026 14:32'), settings, office)).shortens).toBe(true)
  })

  it.each([
    ['expired', '03/06/2026 18:00', {}],
    ['reason-missing', '03/06/2026 09:00', { reason: ' ' }],
    ['extension-used', '03/06/2026 09:00', { usedBefore: [{ unitId: 'so-y-te' }] }],
    ['amount-invalid', '03/06/2026 09:00', { amount: 0 }],
    ['amount-invalid', '03/06/2026 09:00', { amount: -3 }],
    ['amount-invalid', '03/06/2026 09:00', { amount: 1.5 }],
    ['amount-invalid', '03/06/2026 09:00', { remindAfter: { amount: 0, unit: 'day' } }],
    ['extension-too-long', '03/06/2026 09:00', { amount: 366 }],
    ['extension-too-long', '03/06/2026 09:00', { amount: 5_000, unit: 'hour' }],
    ['reminder-outside', '03/06/2026 09:00', { remindAfter: { amount: 3, unit: 'day' } }],
    ['moved-on', '03/06/2026 09:00', { termNo: 2 }],
  ] as const)('is refused: %s', (code, moment, more) => {
    expect(new Story('02/06/2026 22:00').refusal(moment, hen(more))).toBe(code)
  })

  it('is possible up to the due second, and not one later though no timer has run', () => {
    expect(new Story('02/06/2026 22:00').refusal('03/06/2026 17:30:00', hen())).toBe('allowed')
    const { clock, settings } = new Story('02/06/2026 22:00')
    const wish = { amount: 3, unit: 'day', remindAfter: null, usedBefore: [] } as const
    expect(planExtension(clock, wish, at('03/06/2026 17:30:01'), settings, office)).toMatchObject({ ok: false, code: 'expired' })
  })

  it('may be counted by responsible unit', () => {
    const byUnit = { settings: { extensionCountedBy: 'unit' } } as const
    expect(new Story('02/06/2026 22:00', byUnit).refusal('03/06/2026 09:00', hen({ usedBefore: [{ unitId: 'so-y-te' }] }))).toBe('allowed')
    expect(new Story('02/06/2026 22:00', byUnit).refusal('03/06/2026 09:00', hen({ usedBefore: [{ unitId: 'so-xay-dung' }] }))).toBe('extension-used')
  })

  it('expires to the head with eight fresh hours; one made by the head to the provincial office', () => {
    const story = new Story('01/06/2026 09:00').extends('01/06/2026 10:00', 3, 'day').until('04/06/2026 11:00')
    expect(story.clock.lapses).toMatchObject([{ level: 'focal-point', of: 'extension', dueAt: at('04/06/2026 10:00') }])
    expect(story.clock.term).toMatchObject({ level: 'unit-head', extension: null, dueAt: at('05/06/2026 10:00:01') })
    const head = new Story('01/06/2026 09:00').until('02/06/2026 10:00').extends('02/06/2026 11:00', 2, 'day').until('04/06/2026 12:00')
    expect(head.clock.term.level).toBe('provincial-office')
  })

  it('may be set to be marked only when it expires, or to count working days, or to end at the closing before', () => {
    const marked = new Story('01/06/2026 09:00', { settings: { extensionExpired: 'mark-only' } })
      .extends('01/06/2026 10:00', 1, 'day')
      .until('30/06/2026 09:00')
    expect(marked.clock).toMatchObject({ state: 'lapsed', moveUpAt: null, lapses: [{ of: 'extension' }] })
    expect(new Story('04/06/2026 09:00', { settings: { extensionDays: 'working' } }).extends('04/06/2026 10:00', 3, 'day').due).toBe('09/06/2026 10:00')
    expect(new Story('04/06/2026 09:00', { settings: { extensionEndOutside: 'last-closing' } }).extends('04/06/2026 10:00', 3, 'day').due).toBe(
      '05/06/2026 17:30',
    )
  })

  it('reminds no one at midnight or on a Sunday, not after a time without a worker either', () => {
    const story = new Story('01/06/2026 09:00').extends('01/06/2026 10:00', 10, 'day')
    story.wakeAt(at('11/06/2026 02:00'))
    expect(story.of('remind')).toEqual([])
    expect(text(nextWake(story.clock))).toBe('11/06/2026 07:30')
    story.until('11/06/2026 09:00')
    expect(story.times('remind')).toEqual(['11/06/2026 07:30'])
    const slept = new Story('01/06/2026 09:00').extends('01/06/2026 10:00', 10, 'day').wakeAt(at('12/06/2026 02:00'))
    expect(slept.of('remind')).toEqual([])
    expect(slept.clock.lapses).toHaveLength(1)
  })

  it('made on a Saturday with no office hour before its end reminds whoever sits there at once', () => {
    const story = new Story('05/06/2026 16:00').extends('06/06/2026 10:00', 1, 'day')
    expect([story.due, ...story.times('remind')]).toEqual(['08/06/2026 07:30', '06/06/2026 10:00'])
  })
})

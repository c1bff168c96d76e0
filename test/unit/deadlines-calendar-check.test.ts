// What a calendar may not hold, and what its parents give it.
import { describe, expect, it } from 'vitest'
import { type CalendarProblemCode, checkCalendar } from '../../src/deadlines/calendar-check-rules.ts'
import { type Calendar, framesOn, resolve, versionOf } from '../../src/deadlines/calendar-rules.ts'
import { parseDate } from '../../src/deadlines/civil-time-rules.ts'
import { compileCalendar } from '../../src/deadlines/working-time.ts'
import { frames, OFFICE, province, unitCalendar, week } from './deadlines-fixture.ts'

const own = (more: Partial<Calendar>): Calendar => ({ ...unitCalendar({}), ...more })
const exception = (more: object) => own({ exceptions: [{ id: 'x', name: 'x', ...more } as Calendar['exceptions'][number]] })
const weekOf = (words: string) => own({ weeks: [{ from: '2026-01-01', to: null, week: { ...week(''), 1: frames(words) } }] })
const closure = (from: [string, number], to: [string, number]) => ({
  kind: 'closure',
  from: { date: from[0], minute: from[1] },
  to: { date: to[0], minute: to[1] },
})

describe('checkCalendar', () => {
  const wrong: readonly [string, Calendar, CalendarProblemCode, string][] = [
    ['frames that overlap', weekOf('07:30-11:30 11:00-17:30'), 'frames-overlap', 'weeks[0].1'],
    ['a frame that ends before it begins', weekOf('11:30-07:30'), 'frame-order', 'weeks[0].1'],
    ['a frame without length', weekOf('07:30-07:30'), 'frame-order', 'weeks[0].1'],
    ['a frame beyond midnight', weekOf('20:00-25:00'), 'minute-invalid', 'weeks[0].1'],
    ['a week from a date there is not', own({ weeks: [{ from: '2026-02-30', to: null, week: week(OFFICE) }] }), 'date-unknown', 'weeks[0]'],
    ['a week that ends before it begins', own({ weeks: [{ from: '2026-05-01', to: '2026-04-01', week: week(OFFICE) }] }), 'version-order', 'weeks[0]'],
    [
      'weeks that overlap in one day',
      own({
        weeks: [
          { from: '2026-01-01', to: '2026-06-01', week: week(OFFICE) },
          { from: '2026-06-01', to: null, week: week(OFFICE) },
        ],
      }),
      'versions-overlap',
      'weeks[1]',
    ],
    ['a holiday that is no date', exception({ kind: 'holiday', date: '30/04/2026' }), 'date-unknown', 'exceptions[0]'],
    ['a holiday the province has already', exception({ kind: 'holiday', date: '2026-04-30' }), 'holiday-duplicate', 'exceptions[0]'],
    ['a make-up day on a holiday', exception({ kind: 'make-up', date: '2026-02-17', frames: frames(OFFICE) }), 'swap-in-holiday', 'exceptions[0]'],
    ['a make-up day without hours', exception({ kind: 'make-up', date: '2026-06-06', frames: [] }), 'frames-missing', 'exceptions[0]'],
    [
      'a swap whose day off is a holiday',
      exception({ kind: 'swap', dayOff: '2026-09-02', workDay: '2026-09-05', frames: null }),
      'swap-in-holiday',
      'exceptions[0]',
    ],
    [
      'a swap worked on a holiday',
      exception({ kind: 'swap', dayOff: '2026-02-12', workDay: '2026-02-16', frames: frames(OFFICE) }),
      'swap-in-holiday',
      'exceptions[0]',
    ],
    ['a swap with itself', exception({ kind: 'swap', dayOff: '2026-06-05', workDay: '2026-06-05', frames: null }), 'swap-same-day', 'exceptions[0]'],
    [
      'a swap of a Sunday',
      exception({ kind: 'swap', dayOff: '2026-06-07', workDay: '2026-06-06', frames: frames(OFFICE) }),
      'swap-day-not-worked',
      'exceptions[0]',
    ],
    [
      'a swap for a day worked anyway',
      exception({ kind: 'swap', dayOff: '2026-06-05', workDay: '2026-06-04', frames: null }),
      'swap-day-already-worked',
      'exceptions[0]',
    ],
    ['a Saturday swapped twice', exception({ kind: 'swap', dayOff: '2026-08-28', workDay: '2026-08-22', frames: null }), 'swap-duplicate', 'exceptions[0]'],
    ['a closure that ends before it begins', exception(closure(['2026-06-02', 600], ['2026-06-02', 600])), 'closure-order', 'exceptions[0]'],
    ['a closure the province has already', exception(closure(['2025-11-07', 0], ['2025-11-07', 1_440])), 'closure-duplicate', 'exceptions[0]'],
    ['a closure at minute 1441', exception(closure(['2026-06-02', 0], ['2026-06-02', 1_441])), 'minute-invalid', 'exceptions[0]'],
    ['cancelling what the province does not have', own({ cancels: ['2026-07-01'] }), 'cancel-unknown', 'cancels[0]'],
    [
      'the id of an inherited exception',
      own({ exceptions: [{ id: '2026-04-30', kind: 'holiday', date: '2026-07-01', name: 'x' }] }),
      'id-duplicate',
      'exceptions[0]',
    ],
  ]
  it.each(wrong)('refuses %s', (_, calendar, code, where) => {
    const problems = checkCalendar(calendar)
    expect(problems).toEqual([expect.objectContaining({ code, where })])
    expect(problems[0]?.message).toMatch(/\p{L}/u)
  })

  it('accepts the province, a unit on it, frames that touch, and a holiday cancelled and worked', () => {
    expect(checkCalendar(province)).toEqual([])
    expect(checkCalendar(unitCalendar({}))).toEqual([])
    expect(checkCalendar(weekOf('07:30-11:30 11:30-12:00 23:00-24:00'))).toEqual([])
    expect(
      checkCalendar(own({ cancels: ['2026-02-17'], exceptions: [{ id: 'x', name: 'x', kind: 'make-up', date: '2026-02-17', frames: frames(OFFICE) }] })),
    ).toEqual([])
  })

  it('says everything that is wrong at once', () => {
    const calendar = own({
      weeks: [{ from: '2026-01-01', to: null, week: week('07:30-11:30 11:00-17:30', '12:00-11:00') }],
      exceptions: [{ id: 'x', name: 'x', kind: 'holiday', date: 'Tết' }],
      cancels: ['?'],
    })
    expect(new Set(checkCalendar(calendar).map(({ code }) => code))).toEqual(new Set(['frames-overlap', 'frame-order', 'date-unknown', 'cancel-unknown']))
  })
})

describe('a calendar on its parents', () => {
  const day = (calendar: Calendar, date: string) => framesOn(resolve(calendar), parseDate(date) ?? 0)
  const seasonal = unitCalendar({ version: 'xa-2', weeks: [{ from: '2026-04-15', to: '2026-10-15', week: week('07:00-11:00 13:00-17:00', '07:00-11:00') }] })

  it("has its own week while that is valid, and its parent's otherwise", () => {
    expect(day(seasonal, '2026-04-14')).toEqual(frames(OFFICE))
    expect(day(seasonal, '2026-04-15')).toEqual(frames('07:00-11:00 13:00-17:00'))
    expect(day(seasonal, '2026-10-15')).toEqual(frames('07:00-11:00 13:00-17:00'))
    expect(day(seasonal, '2026-10-16')).toEqual(frames(OFFICE))
    expect(day(seasonal, '2026-06-06')).toEqual(frames('07:00-11:00'))
  })

  it('adds up exceptions through grandparents, and a cancelled one is gone below as well', () => {
    const commune = own({ version: 'xa', parent: { ...seasonal, cancels: ['2026-04-30'] } })
    expect(day(commune, '2026-04-30')).toHaveLength(2)
    expect(day(commune, '2026-05-01')).toEqual([])
    expect(versionOf(commune)).toBe('tinh-1/xa-2/xa')
    expect(compileCalendar(commune).version).toBe('tinh-1/xa-2/xa')
  })

  it('gives a swapped Saturday the hours of the day off, or its own', () => {
    expect(day(province, '2026-08-22')).toEqual(frames(OFFICE))
    expect(day(province, '2026-08-31')).toEqual([])
    const short = exception({ kind: 'swap', dayOff: '2026-06-05', workDay: '2026-06-06', frames: frames('08:00-12:00') })
    expect(day(short, '2026-06-06')).toEqual(frames('08:00-12:00'))
  })

  it('cuts a closure out of the middle of a frame', () => {
    expect(day(exception(closure(['2026-06-10', 540], ['2026-06-10', 600])), '2026-06-10')).toEqual(frames('07:30-09:00 10:00-11:30 13:30-17:30'))
  })

  it('goes on when a parent was changed under it: a new holiday wins over a day made up', () => {
    const madeUp = exception({ kind: 'make-up', date: '2026-06-06', frames: frames(OFFICE) })
    const changed = {
      ...madeUp,
      parent: { ...province, exceptions: [...province.exceptions, { id: 'new', kind: 'holiday' as const, date: '2026-06-06', name: 'x' }] },
    }
    expect(checkCalendar(changed).map(({ code }) => code)).toContain('swap-in-holiday')
    expect(day(changed, '2026-06-06')).toEqual([])
  })
})

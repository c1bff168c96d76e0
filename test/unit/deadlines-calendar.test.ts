// What a calendar may not hold, what it says of single days, and what the engine refuses.
import { describe, expect, it } from 'vitest'
import { type CalendarProblemCode, checkCalendar } from '../../src/deadlines/calendar-check-rules.ts'
import { type Calendar, framesOn, resolve, versionOf } from '../../src/deadlines/calendar-rules.ts'
import { parseDate } from '../../src/deadlines/civil-time-rules.ts'
import { defaultSettings, settingSources } from '../../src/deadlines/deadline-settings-rules.ts'
import { deskTarget, hotlineCalendar } from '../../src/deadlines/desk-target-rules.ts'
import { timeLeftInWords } from '../../src/deadlines/time-words-rules.ts'
import {
  addWorkingTime,
  closingOf,
  compileCalendar,
  isClosing,
  isWorking,
  nextOpening,
  subtractWorkingTime,
  workingTimeBetween,
} from '../../src/deadlines/working-time.ts'
import { at, due, frames, HOUR, MINUTE, OFFICE, office, province, text, unitCalendar, week } from './deadlines-fixture.ts'

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

describe('single questions', () => {
  it.each([
    ['01/06/2026 07:29:59', false],
    ['01/06/2026 07:30', true],
    ['01/06/2026 11:29:59', true],
    ['01/06/2026 11:30', false],
    ['01/06/2026 17:30', false],
    ['06/06/2026 09:00', false],
  ])('at %s somebody works: %s', (moment, working) => expect(isWorking(office, at(moment))).toBe(working))

  it('knows closings, openings and the end of a day', () => {
    expect(isClosing(office, at('01/06/2026 17:30'))).toBe(true)
    expect(isClosing(office, at('01/06/2026 17:31'))).toBe(false)
    expect(text(closingOf(office, '2026-06-01'))).toBe('01/06/2026 17:30')
    expect(closingOf(office, '2026-06-06')).toBeNull()
    expect(closingOf(office, '2026-06-31')).toBeNull()
    expect(text(nextOpening(office, at('01/06/2026 09:00')))).toBe('01/06/2026 09:00')
    expect(text(nextOpening(office, at('01/06/2026 11:30')))).toBe('01/06/2026 13:30')
  })

  it('goes back into working time', () => {
    expect(text(subtractWorkingTime(office, at('08/06/2026 09:30'), 2 * HOUR))).toBe('08/06/2026 07:30')
    expect(text(subtractWorkingTime(office, at('08/06/2026 09:30'), 3 * HOUR))).toBe('05/06/2026 16:30')
    expect(text(subtractWorkingTime(office, at('07/06/2026 12:00'), 30 * MINUTE))).toBe('05/06/2026 17:00')
  })

  it('counts nothing over night, lunch and weekend', () => {
    expect(workingTimeBetween(office, at('05/06/2026 17:00'), at('08/06/2026 08:00'))).toBe(HOUR)
    expect(workingTimeBetween(office, at('08/06/2026 08:00'), at('05/06/2026 17:00'))).toBe(-HOUR)
    expect(workingTimeBetween(office, at('06/06/2026 00:00'), at('07/06/2026 23:00'))).toBe(0)
  })
})

describe('what is refused', () => {
  const never = compileCalendar({ ...province, weeks: [] })
  it('refuses a deadline in a calendar without a working day, and does not look for ever', () => {
    expect(addWorkingTime(never, at('01/06/2026 09:00'), HOUR)).toMatchObject({ ok: false, code: 'no-working-time' })
    expect(nextOpening(never, at('01/06/2026 09:00'))).toBeNull()
    expect(subtractWorkingTime(never, at('01/06/2026 09:00'), HOUR)).toBeNull()
    expect(workingTimeBetween(never, at('01/06/2026 09:00'), at('01/06/2027 09:00'))).toBe(0)
  })

  it('refuses one that would cross a year without work, and gives one that ends before', () => {
    const ends = compileCalendar({ ...province, weeks: [{ from: '2020-01-01', to: '2026-06-01', week: week(OFFICE) }] })
    expect(due('01/06/2026 09:00', 7, ends)).toBe('no-working-time')
    expect(due('01/06/2026 09:00', 6.5, ends)).toBe('01/06/2026 17:30')
  })

  it.each([
    ['a negative amount', at('01/06/2026 09:00'), -1, 'amount-invalid'],
    ['no number', at('01/06/2026 09:00'), Number.NaN, 'amount-invalid'],
    ['parts of a millisecond', at('01/06/2026 09:00'), 0.5, 'amount-invalid'],
    ['an amount without end', at('01/06/2026 09:00'), Number.POSITIVE_INFINITY, 'amount-invalid'],
    ['an amount of ages', at('01/06/2026 09:00'), 1e12, 'too-far'],
    ['a moment that is none', Number.NaN, HOUR, 'moment-invalid'],
    ['a moment in the year 3000', at('01/06/2026 09:00') * 20, HOUR, 'moment-invalid'],
  ])('refuses %s', (_, from, workMs, code) => expect(addWorkingTime(office, from, workMs)).toMatchObject({ ok: false, code }))

  it('knows the days of no other calendar than ours', () => {
    for (const date of ['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '01/01/2026', '', '9999-01-01']) expect(parseDate(date)).toBeNull()
    expect(parseDate('2028-02-29')).not.toBeNull()
  })
})

describe('timeLeftInWords', () => {
  it.each([
    [4 * HOUR + 33 * MINUTE, 'còn 4 giờ 33 phút làm việc'],
    [2 * HOUR + 15 * MINUTE + 59_999, 'còn 2 giờ 15 phút làm việc'],
    [8 * HOUR, 'còn 8 giờ làm việc'],
    [33 * MINUTE, 'còn 33 phút làm việc'],
    [59_999, 'còn dưới 1 phút làm việc'],
    [0, 'còn dưới 1 phút làm việc'],
    [40 * HOUR, 'còn 40 giờ làm việc'],
    [-1, 'vừa quá hạn'],
    [-(3 * HOUR + 5 * MINUTE), 'quá hạn 3 giờ 5 phút làm việc'],
  ])('%i ms: %s', (ms, words) => expect(timeLeftInWords(ms)).toBe(words))

  it('is over in the night after the due moment, though no working time has passed', () => {
    expect(timeLeftInWords(workingTimeBetween(office, at('02/06/2026 20:00'), at('02/06/2026 17:30')), true)).toBe('vừa quá hạn')
  })
})

describe("the operators' targets", () => {
  const hotline = compileCalendar(
    hotlineCalendar({ always: false, spans: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 420, toMinute: 1_380 }], closedDays: ['2026-09-02'] }, 'truc-1'),
  )
  it.each([
    ['01/06/2026 09:00', '01/06/2026 11:00'],
    ['01/06/2026 22:00', '02/06/2026 08:00'],
    ['05/06/2026 22:30', '08/06/2026 08:30'],
    ['01/09/2026 22:00', '03/09/2026 08:00'],
  ])('count in hotline hours: a draft of %s by %s', (since, by) => {
    const target = deskTarget('draft', at(since), defaultSettings, hotline)
    expect(target.ok && text(target.due)).toBe(by)
  })

  it('run through the night where the hotline always answers', () => {
    const always = compileCalendar(hotlineCalendar({ always: true, spans: [], closedDays: ['2026-09-02'] }, 'truc-2'))
    const target = deskTarget('draft', at('01/09/2026 23:00'), defaultSettings, always)
    expect(target.ok && text(target.due)).toBe('02/09/2026 01:00')
  })

  it('says of every setting where it comes from', () => {
    expect(Object.keys(settingSources).sort()).toEqual(Object.keys(defaultSettings).sort())
    for (const source of Object.values(settingSources)) expect(source).toMatch(/^(Đ|†)/)
  })
})

// Proposed holidays: lunar dates as published for Vietnam, substitutes, what is not confirmed.
import { describe, expect, it } from 'vitest'
import { checkCalendar } from '../../src/deadlines/calendar-check-rules.ts'
import { dateOf } from '../../src/deadlines/civil-time-rules.ts'
import { exceptionsFrom, type HolidayProposal, proposeHolidays } from '../../src/deadlines/holiday-rules.ts'
import { hungKingsDay, tetDay } from '../../src/deadlines/lunar-rules.ts'
import { province } from './deadlines-fixture.ts'

const of = (year: number, kind: HolidayProposal['kind']): string[] =>
  proposeHolidays(year)
    .filter((one) => one.kind === kind)
    .map(({ date }) => date)
const on = (date: string): HolidayProposal | undefined => proposeHolidays(Number(date.slice(0, 4))).find((one) => one.date === date)

describe('lunar dates at UTC+7', () => {
  it.each([
    // Years in which the Chinese calendar (UTC+8) has another day: 1968, 1985, 2007, 2027 to come, 2030.
    [1968, '1968-01-29', '1968-04-07'],
    [1985, '1985-01-21', '1985-04-29'],
    [2007, '2007-02-17', '2007-04-26'],
    [2020, '2020-01-25', '2020-04-02'],
    [2021, '2021-02-12', '2021-04-21'],
    [2022, '2022-02-01', '2022-04-10'],
    [2023, '2023-01-22', '2023-04-29'],
    [2024, '2024-02-10', '2024-04-18'],
    [2025, '2025-01-29', '2025-04-07'],
    [2026, '2026-02-17', '2026-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2029, '2029-02-13', '2029-04-23'],
    [2030, '2030-02-02', '2030-04-12'],
  ])('%i: Tết %s, Hùng Kings %s', (year, tet, hung) => {
    expect(dateOf(tetDay(year))).toBe(tet)
    expect(dateOf(hungKingsDay(year))).toBe(hung)
  })

  it('keeps Tết between 20 January and 21 February, twelve or thirteen moons apart', () => {
    for (let year = 1950; year < 2100; year += 1) {
      expect(dateOf(tetDay(year)).slice(5) >= '01-20' && dateOf(tetDay(year)).slice(5) <= '02-21', String(year)).toBe(true)
      expect([353, 354, 355, 383, 384, 385]).toContain(tetDay(year + 1) - tetDay(year))
      expect([67, 68, 69, 97, 98]).toContain(hungKingsDay(year) - tetDay(year))
    }
  })
})

describe('proposals', () => {
  it('has the eleven days of the law every year, each once', () => {
    for (let year = 2025; year < 2060; year += 1) {
      const holidays = proposeHolidays(year).filter(({ kind, date }) => kind === 'holiday' && !date.endsWith('-11-24'))
      expect(holidays.length, String(year)).toBe(11)
      const dates = proposeHolidays(year).map(({ date }) => date)
      expect(new Set(dates).size, String(year)).toBe(dates.length)
      expect([...dates].sort()).toEqual(dates)
    }
  })

  it('has 2026 as announced, with what comes from memory not ticked', () => {
    expect(of(2026, 'holiday').slice(0, 6)).toEqual(['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
    expect(of(2026, 'substitute')).toEqual(['2026-04-27'])
    expect(on('2026-02-16')).toMatchObject({ confidence: 'announced', on: true })
    expect(on('2026-09-01')).toMatchObject({ confidence: 'from-memory' })
    for (const [off, worked] of [
      ['2026-01-02', '2026-01-10'],
      ['2026-08-31', '2026-08-22'],
    ] as const) {
      expect(on(off)).toMatchObject({ kind: 'swap', confidence: 'from-memory', on: false, pairedWith: worked })
      expect(on(worked)).toMatchObject({ kind: 'make-up', confidence: 'from-memory', on: false, pairedWith: off })
    }
  })

  it('makes up for weekends on the next working day, Tết 2027 with two', () => {
    expect(of(2027, 'substitute')).toEqual(['2027-02-10', '2027-02-11', '2027-05-03'])
    expect(of(2028, 'substitute')).toEqual(['2028-01-03', '2028-01-31', '2028-05-02', '2028-09-04'])
  })

  it('takes a guess at the day beside 2/9 where nothing is announced', () => {
    expect(on('2027-09-03')).toMatchObject({ confidence: 'unconfirmed', on: true })
    expect(on('2028-09-01')).toMatchObject({ confidence: 'unconfirmed', on: true })
  })

  it('keeps 24/11 off, its substitute too', () => {
    expect(on('2025-11-24')).toBeUndefined()
    expect(on('2026-11-24')).toMatchObject({ confidence: 'unconfirmed', on: false })
    expect(on('2029-11-26')).toMatchObject({ kind: 'substitute', confidence: 'unconfirmed', on: false })
  })

  it('becomes exceptions only by being confirmed; half a swap becomes none', () => {
    const idOf = ({ date }: HolidayProposal): string => date
    expect(exceptionsFrom([], idOf)).toEqual([])
    const swap = proposeHolidays(2026).filter(({ date }) => date === '2026-08-31')
    expect(exceptionsFrom(swap, idOf)).toEqual([])
    const whole = proposeHolidays(2026).filter(({ date }) => ['2026-08-31', '2026-08-22'].includes(date))
    expect(exceptionsFrom(whole, idOf)).toEqual([
      { id: '2026-08-31', kind: 'swap', dayOff: '2026-08-31', workDay: '2026-08-22', frames: null, name: 'Nghỉ hoán đổi dịp Quốc khánh' },
    ])
  })

  it('passes the check of a calendar for years to come', () => {
    for (let year = 2026; year < 2040; year += 1)
      expect(checkCalendar({ ...province, exceptions: exceptionsFrom(proposeHolidays(year), ({ date }) => date) }), String(year)).toEqual([])
  })
})

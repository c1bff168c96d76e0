import { describe, expect, it } from 'vitest'
import { endOfDay, localDateTime, startOfDay } from '../../src/tickets/local-day.ts'
import { codeYear, readTrackingCode, trackingCode } from '../../src/tickets/tracking-code.ts'

describe('tracking code', () => {
  it.each([
    [2026, 1, 'GL26-000001'],
    [2026, 999_999, 'GL26-999999'],
    [2026, 1_000_000, 'GL26-1000000'],
    [2030, 42, 'GL30-000042'],
    [2105, 7, 'GL05-000007'],
  ])('of %i number %i is %s', (year, number, code) => {
    expect(trackingCode(year, number)).toBe(code)
  })

  it.each([
    ['2026-12-31T16:59:59.999Z', 2026],
    ['2026-12-31T17:00:00.000Z', 2027],
    ['2027-01-01T00:00:00.000Z', 2027],
  ])('%s belongs to the counter of %i', (at, year) => {
    expect(codeYear(new Date(at))).toBe(year)
  })

  it.each([
    ['GL26-000001', 'GL26-000001'],
    ['gl26-000001', 'GL26-000001'],
    ['  GL26000001 ', 'GL26-000001'],
    ['gl26 000001', 'GL26-000001'],
    ['GL26-1', 'GL26-000001'],
    ['GL26-1000000', 'GL26-1000000'],
    ['000001', null],
    ['GL26', null],
    ["GL26-000001' OR 1=1", null],
    ['', null],
  ])('reads %j as %j', (typed, code) => {
    expect(readTrackingCode(typed)).toBe(code)
  })
})

describe('days of Gia Lai', () => {
  it('are half-open and begin at 17:00 UTC of the day before', () => {
    expect(startOfDay('2026-11-18').toISOString()).toBe('2026-11-17T17:00:00.000Z')
    expect(endOfDay('2026-11-18').toISOString()).toBe('2026-11-18T17:00:00.000Z')
    expect(endOfDay('2028-02-28')).toEqual(startOfDay('2028-02-29'))
  })
  it('are written dd/MM/yyyy HH:mm', () => {
    expect(localDateTime(new Date('2026-11-17T17:05:00Z'))).toBe('18/11/2026 00:05')
  })
})

// When the hotline answers, at the edges; times are written with the offset of Gia Lai.
import { describe, expect, it } from 'vitest'
import { hoursInForce } from '../../src/acd/opening.ts'
import { loadConfig } from '../../src/config.ts'
import { hotlineDefault } from '../../src/deadlines/default-calendars-rules.ts'
import { isOpenAt, type OpeningRule } from '../../src/deadlines/opening-hours-rules.ts'
import { addWorkingTime, compileCalendar } from '../../src/deadlines/working-time.ts'

const rule: OpeningRule = {
  always: false,
  spans: [
    { weekdays: [1, 2, 3, 4, 5], fromMinute: 7 * 60, toMinute: 23 * 60 },
    { weekdays: [6], fromMinute: 8 * 60, toMinute: 12 * 60 },
  ],
  closedDays: ['2026-09-02'],
}
const at = (local: string): number => new Date(`${local}+07:00`).getTime()

describe('isOpenAt', () => {
  it.each([
    ['Monday before opening', '2026-01-05T06:59:59.999', false],
    ['Monday opening', '2026-01-05T07:00:00.000', true],
    ['Monday last moment', '2026-01-05T22:59:59.999', true],
    ['Monday closing', '2026-01-05T23:00:00.000', false],
    ['Monday midnight', '2026-01-05T00:00:00.000', false],
    ['Friday evening', '2026-01-09T22:00:00.000', true],
    ['Saturday opening', '2026-01-10T08:00:00.000', true],
    ['Saturday at the hour of a working day', '2026-01-10T07:30:00.000', false],
    ['Saturday closing', '2026-01-10T12:00:00.000', false],
    ['Sunday', '2026-01-11T10:00:00.000', false],
    ['a closed day', '2026-09-02T10:00:00.000', false],
    ['the last minute before a closed day', '2026-09-01T22:59:59.999', true],
    ['the day after a closed day', '2026-09-03T07:00:00.000', true],
    ['the leap day, a Thursday', '2024-02-29T10:00:00.000', true],
  ])('%s (%s): %s', (_, local, open) => {
    expect(isOpenAt(rule, at(local))).toBe(open)
  })

  it.each([
    // 07:00 in Gia Lai is midnight in UTC: before it, UTC still has the day before.
    ['Monday 07:00 is Monday 00:00 UTC', '2026-01-05T00:00:00.000Z', true],
    ['Sunday 23:59 UTC is Monday 06:59', '2026-01-04T23:59:59.999Z', false],
    ['Friday 16:00 UTC is Friday 23:00', '2026-01-09T16:00:00.000Z', false],
    ['Friday 17:00 UTC is Saturday already', '2026-01-09T17:00:00.000Z', false],
    ['the closed day ends at 17:00 UTC', '2026-09-02T16:59:59.999Z', false],
  ])('%s', (_, utc, open) => {
    expect(isOpenAt(rule, new Date(utc).getTime())).toBe(open)
  })

  it('takes the weekday of Gia Lai, not of UTC, between midnight and 07:00', () => {
    const night: OpeningRule = { always: false, spans: [{ weekdays: [1], fromMinute: 0, toMinute: 7 * 60 }], closedDays: ['2026-01-12'] }
    expect(isOpenAt(night, at('2026-01-05T00:00:00'))).toBe(true)
    expect(isOpenAt(night, at('2026-01-04T23:59:59'))).toBe(false)
    expect(isOpenAt(night, at('2026-01-06T00:00:00'))).toBe(false)
    expect(isOpenAt(night, at('2026-01-12T00:00:00')), 'closed, though UTC still has the 11th').toBe(false)
  })

  it('is open up to midnight when the span ends there', () => {
    const late: OpeningRule = { always: false, spans: [{ weekdays: [7], fromMinute: 0, toMinute: 1440 }], closedDays: [] }
    expect(isOpenAt(late, at('2026-01-11T23:59:59.999'))).toBe(true)
    expect(isOpenAt(late, at('2026-01-12T00:00:00'))).toBe(false)
  })

  it('is always open when set so, on closed days too; never without a span', () => {
    expect(isOpenAt({ always: true, spans: [], closedDays: ['2026-09-02'] }, at('2026-09-02T03:00:00'))).toBe(true)
    expect(isOpenAt({ always: false, spans: [], closedDays: [] }, at('2026-01-05T10:00:00'))).toBe(false)
  })
})

describe('the hours in force', () => {
  const friday = at('2026-01-09T22:30:00')
  const kept = { hotline: async () => compileCalendar(hotlineDefault()) }

  it('are those of the environment where they are set: the desk’s targets count in them too', async () => {
    const set = await hoursInForce(loadConfig({ HOTLINE_HOURS: 'mon-fri 08:00-12:00' }).hotline, kept).hotline()
    expect(addWorkingTime(set, friday, 3_600_000)).toMatchObject({ due: at('2026-01-12T09:00:00') })
  })

  it('are the administrator’s otherwise', async () => {
    expect(addWorkingTime(await hoursInForce(loadConfig({}).hotline, kept).hotline(), friday, 3_600_000)).toMatchObject({ due: at('2026-01-12T07:30:00') })
  })
})

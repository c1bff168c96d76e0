// Single questions to the engine, what it refuses, time left in words, the operators' targets.
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/deadlines/civil-time-rules.ts'
import { defaultSettings, overDefaults, settingSources, sourceWords } from '../../src/deadlines/deadline-settings-rules.ts'
import { deskTarget, hotlineCalendar } from '../../src/deadlines/desk-target-rules.ts'
import { lateInWords, timeLeftInWords } from '../../src/deadlines/time-words-rules.ts'
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
import { at, due, HOUR, MINUTE, OFFICE, office, province, text, week } from './deadlines-fixture.ts'

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

describe('lateInWords', () => {
  it.each([
    [59_999, 'Vừa trễ hạn'],
    [22 * 60_000, 'Trễ hạn 22 phút'],
    [2 * 3_600_000 + 12 * 60_000, 'Trễ hạn 2 giờ 12 phút'],
  ])('%i ms: %s', (ms, words) => expect(lateInWords(ms)).toBe(words))
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

  it.each([
    ['new', '02/06/2026 08:00'],
    ['more-info', '02/06/2026 14:00'],
    ['callback', '01/06/2026 23:00'],
  ] as const)('%s, begun an hour before the hotline closes, by %s', (task, by) => {
    const target = deskTarget(task, at('01/06/2026 22:00'), defaultSettings, hotline)
    expect(target.ok && text(target.due)).toBe(by)
  })

  it('have their defaults where only others were set, before there were these', () => {
    const kept = overDefaults({ extensionTimes: 2, deskTargetsMs: { draft: HOUR } })
    expect(kept).toEqual({ ...defaultSettings, extensionTimes: 2, deskTargetsMs: { ...defaultSettings.deskTargetsMs, draft: HOUR } })
    expect(overDefaults({})).toEqual(defaultSettings)
  })

  it('says of every setting where it comes from', () => {
    expect(Object.keys(settingSources).sort()).toEqual(Object.keys(defaultSettings).sort())
    for (const source of Object.values(settingSources)) expect(source).toMatch(/^(Đ|†)/)
  })

  it('says it in words, without the numbers of our own notes', () => {
    expect(sourceWords('Đ11.1')).toBe('Quy chế, Điều 11 khoản 1')
    expect(sourceWords('Đ11.2, †34a')).toBe('Quy chế, Điều 11 khoản 2; chỗ không nói rõ: đề xuất')
    expect(sourceWords('†27, †34a')).toBe('Đề xuất')
    for (const source of Object.values(settingSources))
      expect(sourceWords(source)).toMatch(/^(Quy chế, Điều \d+ khoản \d+(; chỗ không nói rõ: đề xuất)?|Đề xuất)$/)
  })
})

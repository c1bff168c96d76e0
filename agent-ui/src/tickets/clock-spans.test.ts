import { describe, expect, it } from 'vitest'
import { hoursWords, spansOf } from './clock-spans.ts'

describe('the drawing of a deadline', () => {
  const spans = [
    { from: '2026-11-18T02:00:00.000Z', to: '2026-11-18T04:30:00.000Z' },
    { from: '2026-11-18T06:30:00.000Z', to: '2026-11-18T10:30:00.000Z' },
    { from: '2026-11-19T00:30:00.000Z', to: '2026-11-19T02:00:00.000Z' },
  ]
  it('fills what has passed, by working minutes', () => {
    const drawn = spansOf(spans, Date.parse('2026-11-18T07:30:00.000Z'))
    expect(drawn.map(({ share, flex, newDay }) => [share, flex, newDay])).toEqual([
      [1, 150, false],
      [0.25, 240, false],
      [0, 90, true],
    ])
  })
  it('writes the time now above its mark, unless the day is named there', () => {
    const marks = (now: string) => spansOf(spans, Date.parse(now)).map(({ marked }) => marked)
    expect(marks('2026-11-18T07:30:00.000Z')).toEqual([false, true, false])
    expect(marks('2026-11-18T02:15:00.000Z')).toEqual([false, false, false])
    expect(marks('2026-11-18T05:00:00.000Z')).toEqual([false, false, false])
  })
  it('says hours and minutes', () => {
    expect([hoursWords(8 * 3_600_000), hoursWords(12_420_000), hoursWords(60_000)]).toEqual(['8', '3 giờ 27 phút', '1 phút'])
  })
})

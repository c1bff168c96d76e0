import { describe, expect, it } from 'vitest'
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { draftMoved, listedWeeks, weekDraft, withoutWeek, withWeek } from './weeks.ts'

const today = '2026-11-27'
const week = (open: number, close = 1020): CalendarContent['weeks'][number]['week'] => {
  const day = [{ open, close }]
  return { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] }
}
const texts = (hours: string) => ({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: '', 7: '' })
const calendar = (...weeks: CalendarContent['weeks']): CalendarContent => ({ weeks, exceptions: [], cancels: [] })
const always = calendar({ from: '2020-01-01', to: null, week: week(450) })
const weeksOf = (content: CalendarContent | string) => (typeof content === 'string' ? content : content.weeks.map(({ from, to }) => `${from} ${to}`))

describe('a new week', () => {
  it('begins on a coming day, and the one of before ends the day before', () => {
    const next = withWeek(always, { from: '2027-04-16', texts: texts('07:00-17:00') }, today)
    expect(next).toEqual(calendar({ from: '2020-01-01', to: '2027-04-15', week: week(450) }, { from: '2027-04-16', to: null, week: week(420) }))
  })
  it('does not begin in the past, for deadlines of before count by the hours of before', () => {
    expect(withWeek(always, { from: '2026-11-26', texts: texts('07:00-17:00') }, today)).toBe('weekPast')
    expect(weeksOf(withWeek(always, { from: today, texts: texts('07:00-17:00') }, today))).toEqual(['2020-01-01 2026-11-26', '2026-11-27 null'])
  })
  it('ends where a week planned before it begins', () => {
    const autumn = withWeek(always, { from: '2027-10-16', texts: texts('08:00-17:00') }, today)
    if (typeof autumn === 'string') throw new Error(autumn)
    expect(weeksOf(withWeek(autumn, { from: '2027-04-16', texts: texts('07:00-17:00') }, today))).toEqual([
      '2020-01-01 2027-04-15',
      '2027-04-16 2027-10-15',
      '2027-10-16 null',
    ])
    const first = withWeek(calendar({ from: '2027-10-16', to: null, week: week(480) }), { from: '2027-04-16', texts: texts('07:00-17:00') }, today)
    expect(weeksOf(first)).toEqual(['2027-04-16 2027-10-15', '2027-10-16 null'])
  })
  it('replaces one that begins on the same day', () => {
    const planned = calendar({ from: '2020-01-01', to: '2027-04-15', week: week(450) }, { from: '2027-04-16', to: null, week: week(420) })
    expect(withWeek(planned, { from: '2027-04-16', texts: texts('06:30-17:00') }, today)).toEqual(
      calendar({ from: '2020-01-01', to: '2027-04-15', week: week(450) }, { from: '2027-04-16', to: null, week: week(390) }),
    )
  })
  it('of a unit that has none begins on its day alone; without hours of its own nothing changes', () => {
    expect(weeksOf(withWeek(calendar(), { from: '2027-01-01', texts: texts('07:00-17:00') }, today))).toEqual(['2027-01-01 null'])
    expect(withWeek(calendar(), { from: '2027-01-01', texts: null }, today)).toEqual(calendar())
  })
  it('with the hours of now is no change, and with hours not understood is told', () => {
    expect(withWeek(always, { from: '2027-01-01', texts: texts('07:30-17:00') }, today)).toBe(always)
    expect(withWeek(always, { from: '2027-01-01', texts: texts('sáng') }, today)).toBe('badFrames')
  })
})

it('a coming week can be taken away again, and the one before it goes on', () => {
  const planned = withWeek(always, { from: '2027-04-16', texts: texts('07:00-17:00') }, today)
  if (typeof planned === 'string') throw new Error(planned)
  expect(listedWeeks(planned, today)).toEqual([
    { from: '2020-01-01', now: true, removable: false },
    { from: '2027-04-16', now: false, removable: true },
  ])
  expect(withoutWeek(planned, '2027-04-16')).toEqual(always)
  expect(listedWeeks(planned, '2027-04-17')).toEqual([{ from: '2027-04-16', now: true, removable: false }])
})

it('hours nobody typed in follow the day; typed ones stay', () => {
  const planned = calendar({ from: '2020-01-01', to: '2027-04-15', week: week(450) }, { from: '2027-04-16', to: null, week: week(420) })
  expect(draftMoved(weekDraft(planned, today), '2027-05-01', planned).texts?.[1]).toBe('07:00-17:00')
  expect(draftMoved({ from: today, texts: texts('09:00-17:00') }, '2027-05-01', planned)).toEqual({ from: '2027-05-01', texts: texts('09:00-17:00') })
  expect(draftMoved(weekDraft(planned, '2027-04-16'), '2027-04-16', planned, withoutWeek(planned, '2027-04-16')).texts?.[1]).toBe('07:30-17:00')
})

// Random calendars, moments and amounts from seeds, against a count minute by minute written separately.
import { describe, expect, it } from 'vitest'
import { checkCalendar } from '../../src/deadlines/calendar-check-rules.ts'
import type { Calendar, DayException, Frame, Week } from '../../src/deadlines/calendar-rules.ts'
import { dateOf, dayOfDate, type Weekday } from '../../src/deadlines/civil-time-rules.ts'
import { addWorkingTime, compileCalendar, isWorking, nextOpening, subtractWorkingTime, workingTimeBetween } from '../../src/deadlines/working-time.ts'
import { at, DAY, dice, HOUR, MINUTE } from './deadlines-fixture.ts'
import { minuteCounter } from './deadlines-minute-count.ts'

type Random = () => number
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1))

/** None to three frames, often at the edges of the day, sometimes touching. */
function someFrames(random: Random): Frame[] {
  const cuts = new Set([random() < 0.15 ? 0 : whole(random, 1, 700), ...Array.from({ length: 5 }, () => whole(random, 0, 1_440))])
  if (random() < 0.15) cuts.add(1_440)
  const sorted = [...cuts].sort((a, b) => a - b)
  const frames: Frame[] = []
  for (let i = 0; i + 1 < sorted.length && frames.length < 3; i += random() < 0.2 ? 1 : 2)
    frames.push({ open: sorted[i] as number, close: sorted[i + 1] as number })
  return frames
}

function someWeek(random: Random): Week {
  const usual = someFrames(random)
  const day = (weekday: Weekday): Frame[] => (random() < (weekday > 5 ? 0.6 : 0.1) ? [] : random() < 0.7 ? usual : someFrames(random))
  return { 1: day(1), 2: day(2), 3: day(3), 4: day(4), 5: day(5), 6: day(6), 7: day(7) }
}

const FIRST = dayOfDate(2026, 1, 1)
const someDate = (random: Random): string => dateOf(FIRST + whole(random, 0, 90))

function someException(random: Random, id: string): DayException {
  const [date, name] = [someDate(random), 'ngoại lệ']
  const kind = random()
  if (kind < 0.35) return { id, name, kind: 'holiday', date }
  if (kind < 0.55) return { id, name, kind: 'make-up', date, frames: someFrames(random) }
  if (kind < 0.75) return { id, name, kind: 'swap', dayOff: date, workDay: someDate(random), frames: random() < 0.5 ? null : someFrames(random) }
  const length = whole(random, 1, 4_000)
  const minute = whole(random, 0, 1_439)
  const end = minute + length
  const last = dateOf(dayOfDate(2026, Number(date.slice(5, 7)), Number(date.slice(8))) + Math.floor(end / 1_440))
  return { id, name, kind: 'closure', from: { date, minute }, to: { date: last, minute: end % 1_440 } }
}

/** With a parent and a grandparent now and then; only those an administrator could save. */
function someCalendar(random: Random, depth = 0): Calendar {
  for (;;) {
    const parent: Calendar | null = depth < 2 && random() < 0.6 ? someCalendar(random, depth + 1) : null
    const split = someDate(random)
    const next = dateOf(dayOfDate(2026, Number(split.slice(5, 7)), Number(split.slice(8))) + 1)
    const versions = [
      { from: '2025-01-01', to: split, week: someWeek(random) },
      { from: next, to: null, week: someWeek(random) },
    ]
    const calendar: Calendar = {
      version: `v${depth}`,
      parent,
      weeks: parent ? versions.filter(() => random() < 0.3) : versions,
      exceptions: Array.from({ length: whole(random, 0, 6) }, (_, n) => someException(random, `${depth}-${n}`)),
      cancels: parent ? parent.exceptions.map(({ id }) => id).filter(() => random() < 0.3) : [],
    }
    if (checkCalendar(calendar).length === 0) return calendar
  }
}

const seeds = Array.from({ length: 60 }, (_, n) => n + 1)

describe('against the count minute by minute', () => {
  it.each(seeds)('seed %i: when work is done, and how much lies between', (seed) => {
    const random = dice(seed)
    const calendar = someCalendar(random)
    const counter = minuteCounter(calendar)
    const compiled = compileCalendar(calendar)
    for (let turn = 0; turn < 12; turn += 1) {
      const from = at('01/01/2026 00:00') + whole(random, 0, 80 * 1_440) * MINUTE + (random() < 0.5 ? 0 : whole(random, 0, 59_999))
      const workMs = random() < 0.7 ? whole(random, 1, 40 * 60) * MINUTE : whole(random, 1, 40 * HOUR)
      const counted = counter.add(from, workMs)
      const found = addWorkingTime(compiled, from, workMs)
      if (counted === 'never') {
        expect(found).toMatchObject({ ok: false, code: 'no-working-time' })
        continue
      }
      expect(found).toMatchObject({ ok: true, due: counted })
      expect(isWorking(compiled, from)).toBe(counter.isWorked(from))
      expect(workingTimeBetween(compiled, from, counted)).toBe(workMs)
      const until = from + whole(random, 0, 10 * 1_440) * MINUTE + whole(random, 0, 59_999)
      expect(workingTimeBetween(compiled, from, until)).toBe(counter.between(from, until))
      expect(workingTimeBetween(compiled, until, from)).toBe(-counter.between(from, until) || 0)
      // Asked first of all, it is the same as after many questions.
      expect(addWorkingTime(compileCalendar(calendar), from, workMs)).toEqual(found)
    }
  })

  it.each(seeds)('seed %i: parts add up, the way back is the same way, and an opening is a working moment', (seed) => {
    const random = dice(seed + 1_000)
    const compiled = compileCalendar(someCalendar(random))
    for (let turn = 0; turn < 30; turn += 1) {
      const from = at('01/01/2026 00:00') + whole(random, -400 * 86_400, 400 * 86_400) * 1_000
      const [first, second] = [whole(random, 1, 30 * HOUR), whole(random, 1, 30 * HOUR)]
      const all = addWorkingTime(compiled, from, first + second)
      if (!all.ok) {
        expect(all.code).toBe('no-working-time')
        continue
      }
      const part = addWorkingTime(compiled, from, first)
      expect(part.ok && addWorkingTime(compiled, part.due, second)).toMatchObject({ due: all.due })
      expect(all.due).toBeGreaterThan(from)
      expect(isWorking(compiled, all.due - 1)).toBe(true)
      const opening = nextOpening(compiled, from)
      expect(opening).toBe(all.startsAt)
      expect(opening !== null && isWorking(compiled, opening)).toBe(true)
      expect(workingTimeBetween(compiled, from, all.startsAt)).toBe(0)
      const back = subtractWorkingTime(compiled, all.due, first + second)
      expect(back).not.toBeNull()
      expect(back !== null && isWorking(compiled, back)).toBe(true)
      expect(workingTimeBetween(compiled, back ?? 0, all.due)).toBe(first + second)
      expect(Math.max(from, back ?? 0)).toBe(all.startsAt)
    }
  })
})

describe('a calendar that stops for longer than a year', () => {
  const day = [{ open: 480, close: 960 }]
  const week: Week = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }
  const calendar: Calendar = {
    version: 'gap',
    parent: null,
    weeks: [
      { from: '2020-01-01', to: '2025-12-31', week },
      { from: '2027-06-01', to: null, week },
    ],
    exceptions: [],
    cancels: [],
  }

  it.each(seeds)('seed %i: refuses to cross it, whatever was asked before', (seed) => {
    const random = dice(seed)
    const compiled = compileCalendar(calendar)
    const counter = minuteCounter(calendar)
    for (let turn = 0; turn < 6; turn += 1) {
      const from = at('15/12/2025 00:00') + whole(random, 0, 600 * 1_440) * MINUTE
      const workMs = whole(random, 1, 48 * 60) * MINUTE
      const counted = from < at('31/12/2025 17:00') || random() < 0.1 ? counter.add(from, workMs) : null
      const found = addWorkingTime(compiled, from, workMs)
      if (counted === 'never') expect(found).toMatchObject({ ok: false, code: 'no-working-time' })
      else if (counted !== null) expect(found).toMatchObject({ ok: true, due: counted })
      // Both sides of the gap are asked in turn, so that it lies within what is laid out.
      expect(addWorkingTime(compiled, at('01/06/2027 09:00') + turn * DAY, HOUR)).toMatchObject({ ok: true })
    }
    expect(subtractWorkingTime(compiled, at('01/06/2027 09:00'), 2 * HOUR)).toBeNull()
    expect(workingTimeBetween(compiled, at('31/12/2025 15:00'), at('01/06/2027 09:00'))).toBe(2 * HOUR)
  })
})

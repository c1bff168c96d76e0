// A petition with its slips, as the random walk moves it on: every step is claimed by revision and looked at.
import { expect } from 'vitest'
import type { AssignmentClock, ClockEffect, ClockEvent, Level } from '../../src/deadlines/assignment-clock.ts'
import { type DeadlineSettings, defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { type NewAssignment, nextWake, openClock, step } from '../../src/deadlines/escalation-rules.ts'
import { type Calendars, calendarOf } from '../../src/deadlines/term-rules.ts'
import { compileCalendar, isClosing, isWorking, workingTimeBetween } from '../../src/deadlines/working-time.ts'
import { HOUR, must, OFFICE, office, unitCalendar, week } from './deadlines-fixture.ts'

/** Hours of four units: the province's, three frames with Saturdays, a season of its own, a late Sunday shift with a flood. */
export const unitHours = [
  office,
  compileCalendar(unitCalendar({ version: 'a', weeks: [{ from: '2020-01-01', to: null, week: week('07:00-11:00 13:00-17:00 18:00-20:00', '07:00-11:00') }] })),
  compileCalendar(unitCalendar({ version: 'b', weeks: [{ from: '2026-04-15', to: '2026-10-15', week: week('07:00-11:00 13:00-17:00') }] })),
  compileCalendar(
    unitCalendar({
      version: 'c',
      weeks: [{ from: '2020-01-01', to: null, week: week(OFFICE, '', '14:00-24:00') }],
      exceptions: [{ id: 's', kind: 'closure', name: 'Lũ', from: { date: '2026-06-03', minute: 600 }, to: { date: '2026-06-09', minute: 900 } }],
    }),
  ),
]
const order: readonly Level[] = ['focal-point', 'unit-head', 'provincial-office']

export interface Slip {
  clock: AssignmentClock
  calendars: Calendars
  settings: DeadlineSettings
  lates: Set<number>
}

/** Looks after every step at what must hold for it. */
export class Ticket {
  readonly slips: Slip[] = []
  readonly extensions: { unitId: string; part: string }[] = []
  readonly seen = { moveUps: 0, lates: 0, answers: 0, refused: 0, closed: false }
  returns = 0
  private mayMove = false
  private readonly random: () => number

  constructor(random: () => number, now: number) {
    this.random = random
    this.open(now, { part: 'main' })
  }

  open(now: number, more: Partial<NewAssignment>): void {
    const unit = Math.floor(this.random() * unitHours.length)
    const calendars = { unit: unitHours[unit] ?? office, office }
    const settings: DeadlineSettings = { ...defaultSettings, pauseAllowed: this.random() < 0.5 }
    const parties: NewAssignment = { part: 'main', unitId: `don-vi-${unit}`, officeUnitId: 'vp-ubnd', onePerson: this.random() < 0.2, ...more }
    const { clock } = must(openClock(parties, now, settings, calendars))
    expect(clock.lapses).toEqual([])
    this.slips.push({ clock, calendars, settings, lates: new Set() })
  }

  main(): Slip | undefined {
    return this.slips.find(({ clock }) => clock.part === 'main' && clock.state !== 'closed')
  }

  /** Reads, steps, and writes only if nobody wrote meanwhile; a second writer with the same reading must lose. */
  apply(slip: Slip, event: ClockEvent, now: number): boolean {
    const read = slip.clock
    const done = step(read, event, now, slip.settings, slip.calendars)
    if (!done.ok) {
      this.seen.refused += 1
      return false
    }
    const rival = step(read, { type: 'wake' }, now, slip.settings, slip.calendars)
    if (done.clock === read) {
      expect(done.effects).toEqual([])
      return true
    }
    expect(done.clock.revision).toBe(read.revision + 1)
    slip.clock = done.clock
    if (rival.ok && rival.clock !== read) expect(rival.clock.revision).toBe(slip.clock.revision)
    this.mayMove = done.effects.some(({ type }) => type === 'due-changed')
    for (const effect of done.effects) this.watch(slip, read, effect, event, now)
    this.check(slip, read)
    return true
  }

  private watch(slip: Slip, before: AssignmentClock, effect: ClockEffect, event: ClockEvent, now: number): void {
    const { clock } = slip
    const whole = Math.floor(now / 1_000) * 1_000
    if (effect.type === 'mark-late') {
      this.seen.lates += 1
      expect(slip.lates.has(before.term.no)).toBe(false)
      slip.lates.add(before.term.no)
      expect(effect.dueAt).toBeLessThan(whole)
      expect(clock.lapses).toHaveLength(before.lapses.length + 1)
    }
    if (effect.type === 'move-up') {
      this.seen.moveUps += 1
      expect(event.type).toBe('wake')
      expect(order.indexOf(effect.to)).toBe(order.indexOf(effect.from) + 1)
      expect(before.term.level).toBe(effect.from)
      expect(slip.lates.has(before.term.no)).toBe(true)
      expect(isWorking(calendarOf(effect.to, slip.calendars), whole), 'nothing moves up outside office hours').toBe(true)
      expect(effect.receivedAt).toBe(whole)
      expect(workingTimeBetween(calendarOf(effect.to, slip.calendars), whole, effect.dueAt)).toBe(8 * HOUR)
    }
    if ((effect.type === 'warn' || effect.type === 'remind') && event.type === 'wake') {
      expect(isWorking(calendarOf(clock.term.level, slip.calendars), whole), 'nobody is reminded at night').toBe(true)
      expect(effect.dueAt).toBeGreaterThanOrEqual(whole)
    }
    if (effect.type === 'returned' && clock.part === 'main') this.returns += 1
    if (event.type === 'extend' && effect.type === 'due-changed') this.extensions.push({ unitId: before.term.unitId, part: clock.part })
  }

  private check({ clock, calendars }: Slip, before: AssignmentClock): void {
    const { term } = clock
    const calendar = calendarOf(term.level, calendars)
    expect(term.no - before.term.no).toBeLessThanOrEqual(1)
    expect(clock.lapses.slice(0, before.lapses.length)).toEqual(before.lapses)
    expect(new Set(clock.lapses.map(({ termNo }) => termNo)).size).toBe(clock.lapses.length)
    expect(order.indexOf(term.level)).toBeLessThanOrEqual(clock.part === 'main' ? 2 : 1)
    const current = term.calendarVersion === calendar.version
    if (current) expect(isWorking(calendar, term.dueAt) || isClosing(calendar, term.dueAt), 'a deadline stands in office hours').toBe(true)
    // A changed calendar moves no stored deadline by itself.
    if (term.no === before.term.no && !this.mayMove) expect(term.dueAt).toBe(before.term.dueAt)
    expect(term.dueAt).toBeGreaterThanOrEqual(term.lawDueAt)
    if (current && !term.extension && term.pausedMs === 0) expect(workingTimeBetween(calendar, term.receivedAt, term.dueAt)).toBe(term.allowedMs)
    for (const alert of term.alerts) expect(alert.at).toBeLessThan(term.dueAt)
    if (clock.state === 'stopped' || clock.state === 'closed') expect(nextWake(clock)).toBeNull()
    if (clock.state === 'closed') expect(before.state).not.toBe('closed')
    expect(clock.state === 'paused').toBe(clock.pause !== null)
    expect(clock.pausedMs).toBeLessThanOrEqual(defaultSettings.pauseLongestMs)
    const open = this.slips.filter((slip) => slip.clock.part === 'main' && slip.clock.state !== 'closed')
    expect(open.length, 'one running main clock').toBeLessThanOrEqual(1)
  }
}

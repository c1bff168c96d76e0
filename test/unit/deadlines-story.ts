// A slip lived through: actions at given times, timers run as a worker would run them, everything that happened written down.
import type { AssignmentClock, ClockEffect, ClockEvent, ClockRefusalCode } from '../../src/deadlines/assignment-clock.ts'
import { type DeadlineSettings, defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { type NewAssignment, nextWake, openClock, step } from '../../src/deadlines/escalation-rules.ts'
import type { Calendars } from '../../src/deadlines/term-rules.ts'
import { at, must, office, text } from './deadlines-fixture.ts'

export type Logged = ClockEffect & { happenedAt: number }

interface Options extends Partial<NewAssignment> {
  settings?: Partial<DeadlineSettings>
  calendars?: Calendars
}

export const bothOffice: Calendars = { unit: office, office }

/** Begins with a slip received at a moment. */
export class Story {
  clock: AssignmentClock
  readonly log: Logged[] = []
  settings: DeadlineSettings
  calendars: Calendars

  constructor(received: string, { settings, calendars = bothOffice, ...assignment }: Options = {}) {
    this.settings = { ...defaultSettings, ...settings }
    this.calendars = calendars
    const parties: NewAssignment = { part: 'main', unitId: 'so-xay-dung', officeUnitId: 'vp-ubnd', onePerson: false, ...assignment }
    const opened = must(openClock(parties, at(received), this.settings, calendars))
    this.clock = opened.clock
    this.write(opened.effects, at(received))
  }

  /** Runs every timer up to a moment, each at its own. */
  until(moment: string): this {
    for (let wake = nextWake(this.clock); wake !== null && wake <= at(moment); wake = nextWake(this.clock)) this.wakeAt(wake)
    return this
  }

  /** One wake-up, however late. */
  wakeAt(moment: number): this {
    const woken = must(step(this.clock, { type: 'wake' }, moment, this.settings, this.calendars))
    this.clock = woken.clock
    this.write(woken.effects, moment)
    return this
  }

  /** An action; the timers before it have run. */
  does(moment: string, event: ClockEvent): this {
    this.until(moment)
    const done = must(step(this.clock, event, at(moment), this.settings, this.calendars))
    this.clock = done.clock
    this.write(done.effects, at(moment))
    return this
  }

  /** Hẹn xử lý as the dialog sends it. */
  extends(moment: string, amount: number, unit: 'day' | 'hour' | 'minute', more: Partial<Extract<ClockEvent, { type: 'extend' }>> = {}): this {
    return this.does(moment, {
      type: 'extend',
      termNo: this.until(moment).clock.term.no,
      amount,
      unit,
      remindAfter: null,
      reason: 'Chờ vật tư',
      usedBefore: [],
      ...more,
    })
  }

  /** What an action would be refused with. */
  refusal(moment: string, event: ClockEvent): ClockRefusalCode | 'allowed' {
    this.until(moment)
    const done = step(this.clock, event, at(moment), this.settings, this.calendars)
    return done.ok ? 'allowed' : done.code
  }

  of<Type extends ClockEffect['type']>(type: Type): Extract<Logged, { type: Type }>[] {
    return this.log.filter((effect): effect is Extract<Logged, { type: Type }> => effect.type === type)
  }

  /** When things of a kind happened, in words. */
  times(type: ClockEffect['type']): string[] {
    return this.of(type).map(({ happenedAt }) => text(happenedAt))
  }

  get due(): string {
    return text(this.clock.term.dueAt)
  }

  private write(effects: readonly ClockEffect[], happenedAt: number): void {
    this.log.push(...effects.map((effect) => ({ ...effect, happenedAt })))
  }
}

// What time does to a clock by itself: a pause reaches its cap, a term runs out, the ticket moves up one level. Pure.
// Late is noted at the due moment whenever that is seen; moving up waits for office hours, and the new level's term begins then.
import { messageMoment } from './alert-rules.ts'
import type { Alert, AssignmentClock, ClockEffect, Lapse } from './assignment-clock.ts'
import { DAY_MS, SECOND_MS } from './civil-time-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { resume } from './pause-rules.ts'
import { beginTerm, type Calendars, calendarOf, nextLevel } from './term-rules.ts'
import { addWorkingTime, isWorking, nextOpening, workingTimeBetween } from './working-time.ts'

export interface Change {
  clock: AssignmentClock
  effects: ClockEffect[]
}

/** Brings what has already happened by `at` into the clock, before anybody's action: nobody gains by acting before a timer runs. */
export function settle(clock: AssignmentClock, at: number, settings: DeadlineSettings, calendars: Calendars): Change {
  const resumed = clock.pause && at >= clock.pause.resumesAt ? resume(clock, clock.pause.resumesAt, settings, calendars) : { clock, effects: [] }
  if (resumed.clock.state !== 'running' || at <= resumed.clock.term.dueAt) return resumed
  const lapsed = lapse(resumed.clock, at, settings, calendars)
  return { clock: lapsed.clock, effects: [...resumed.effects, ...lapsed.effects] }
}

/** Finished exactly at the due moment is on time; one second later the term has lapsed, and that stays. */
function lapse(clock: AssignmentClock, at: number, settings: DeadlineSettings, calendars: Calendars): Change {
  const { level, unitId, dueAt, no, extension } = clock.term
  const of: Lapse['of'] = extension ? 'extension' : 'term'
  const next = of === 'extension' && settings.extensionExpired === 'mark-only' ? null : nextLevel(clock, level, settings)
  const effects: ClockEffect[] = [{ type: 'mark-late', level, unitId, dueAt, of }]
  let moveUpAt: number | null = null
  if (next) {
    const receiver = calendarOf(next, calendars)
    const grace = addWorkingTime(receiver, dueAt + SECOND_MS, settings.moveUpGraceMs)
    // Without any working time it is tried again tomorrow: the calendar may be mended by then.
    moveUpAt = grace.ok ? (nextOpening(receiver, grace.due) ?? grace.due) : at + DAY_MS
  } else {
    effects.push(...lateEffects(clock, at, calendars))
  }
  const lapses = [...clock.lapses, { termNo: no, level, unitId, dueAt, of }]
  return { clock: { ...clock, state: 'lapsed', lapses, moveUpAt, term: { ...clock.term, alerts: [] } }, effects }
}

/** The holder hears that he is late, of a coordinating unit the main one too. */
function lateEffects({ part, term: { level } }: AssignmentClock, at: number, calendars: Calendars): ClockEffect[] {
  const messageAt = messageMoment(at, calendarOf(level, calendars))
  const toHolder: ClockEffect = { type: 'notify', kind: 'late', to: level, at: messageAt }
  return part === 'coordinating' ? [toHolder, { type: 'notify', kind: 'late', to: 'main-unit', at: messageAt }] : [toHolder]
}

/** Moves a lapsed clock up if it is time and those who receive it are at work; else it waits for their next opening. */
export function moveUp(clock: AssignmentClock, at: number, settings: DeadlineSettings, calendars: Calendars): Change {
  const { term } = clock
  const level = nextLevel(clock, term.level, settings)
  if (clock.state !== 'lapsed' || clock.moveUpAt === null || at < clock.moveUpAt) return { clock, effects: [] }
  // The setting was changed since: it stays where it is, and who is late hears of it now.
  if (!level) return { clock: { ...clock, moveUpAt: null }, effects: lateEffects(clock, at, calendars) }
  const receiver = calendarOf(level, calendars)
  if (!isWorking(receiver, at)) {
    const opening = nextOpening(receiver, at)
    if (opening !== null) return { clock: { ...clock, moveUpAt: opening }, effects: [] }
    return { clock: { ...clock, moveUpAt: at + DAY_MS }, effects: [{ type: 'notify', kind: 'calendar-empty', to: 'administrator', at }] }
  }
  const next = beginTerm(clock, { no: term.no + 1, level }, at, settings, calendars)
  if (!next) return { clock: { ...clock, moveUpAt: at + DAY_MS }, effects: [{ type: 'notify', kind: 'calendar-empty', to: 'administrator', at }] }
  const samePerson = level === 'unit-head' && clock.onePerson
  return {
    clock: { ...clock, state: 'running', term: next, moveUpAt: null },
    effects: [
      { type: 'move-up', from: term.level, to: level, unitId: next.unitId, samePerson, receivedAt: at, dueAt: next.dueAt },
      { type: 'notify', kind: 'moved-up', to: level, at },
      { type: 'notify', kind: 'late', to: term.level, at: messageMoment(at, calendarOf(term.level, calendars)) },
      ...(clock.part === 'coordinating' ? [{ type: 'notify', kind: 'late', to: 'main-unit', at } as const] : []),
    ],
  }
}

/** Tells what is due to be told; after a time nobody ran, each kind once. Outside office hours it waits for the opening, if that is before the end. */
export function tellAlerts(clock: AssignmentClock, at: number, calendars: Calendars): Change {
  const { term } = clock
  const calendar = calendarOf(term.level, calendars)
  const due = clock.state === 'running' ? term.alerts.filter((alert) => alert.at <= at) : []
  if (due.length === 0) return { clock, effects: [] }
  const rest = term.alerts.filter((alert) => alert.at > at)
  if (isWorking(calendar, at)) return { clock: { ...clock, term: { ...term, alerts: rest } }, effects: effectsOf(due, clock, at, calendars) }
  const opening = nextOpening(calendar, at)
  const waiting = opening !== null && opening < term.dueAt ? due.map((alert) => ({ ...alert, at: opening })) : []
  return { clock: { ...clock, term: { ...term, alerts: [...waiting, ...rest].sort((a, b) => a.at - b.at) } }, effects: [] }
}

/** The last of each kind as effects. */
export function effectsOf(alerts: readonly Alert[], { term }: AssignmentClock, at: number, calendars: Calendars): ClockEffect[] {
  const kinds = [...new Set(alerts.map(({ kind }) => kind))]
  const leftMs = workingTimeBetween(calendarOf(term.level, calendars), at, term.dueAt)
  return kinds.map((kind) =>
    kind === 'warning'
      ? { type: 'warn', to: term.level, dueAt: term.dueAt, leftMs }
      : { type: 'remind', kind: kind === 'chosen-reminder' ? 'chosen' : 'system', to: term.level, dueAt: term.dueAt },
  )
}

// An assignment's clock moved on by people and by time: step(clock, event, now) → the clock and what follows, or why not. Pure; the
// states are drawn in assignment-clock.ts. Times are whole seconds, as the history shows them: 17:30:00 is on time, 17:30:01 is late.
import { messageMoment } from './alert-rules.ts'
import { type AssignmentClock, type ClockEvent, type ClockResult, type Level, refuse } from './assignment-clock.ts'
import { SECOND_MS } from './civil-time-rules.ts'
import { actOn } from './clock-action-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { type Change, moveUp, settle, tellAlerts } from './lapse-rules.ts'
import { beginTerm, type Calendars, calendarOf } from './term-rules.ts'

export interface NewAssignment {
  part: AssignmentClock['part']
  unitId: string
  officeUnitId: string
  onePerson: boolean
  /** The provincial office takes what has no clear owner; everything else begins at the focal point. */
  level?: Extract<Level, 'focal-point' | 'provincial-office'>
}

/** A fresh clock for a slip received at `now`: nothing of an earlier assignment's time or lapses is in it. */
export function openClock(assignment: NewAssignment, now: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  const { level = 'focal-point', ...parties } = assignment
  const at = wholeSecond(now)
  const term = beginTerm(parties, { no: 1, level }, at, settings, calendars)
  if (!term) return refuse('calendar-empty')
  const clock: AssignmentClock = {
    ...parties,
    state: 'running',
    revision: 1,
    term,
    lapses: [],
    moveUpAt: null,
    pause: null,
    pausedMs: 0,
    stoppedAt: null,
    closed: null,
  }
  const messageAt = messageMoment(at, calendarOf(level, calendars))
  return { ok: true, clock, effects: [{ type: 'notify', kind: 'slip-received', to: level, at: messageAt }] }
}

/** Applies an event. The same clock object comes back when nothing changes, so a second wake-up for the same moment does nothing. */
export function step(clock: AssignmentClock, event: ClockEvent, now: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (clock.state === 'closed') return event.type === 'wake' ? { ok: true, clock, effects: [] } : refuse('closed')
  const at = wholeSecond(now)
  const settled = settle(clock, at, settings, calendars)
  const result = event.type === 'wake' ? wake(settled, at, settings, calendars) : act(settled, event, at, settings, calendars)
  if (!result.ok || result.clock === clock) return result
  return { ...result, clock: { ...result.clock, revision: clock.revision + 1 } }
}

/** When the clock next has something to do by itself; null when only people can move it on. */
export function nextWake(clock: AssignmentClock): number | null {
  switch (clock.state) {
    case 'running':
      return Math.min(clock.term.dueAt + SECOND_MS, ...clock.term.alerts.map(({ at }) => at))
    case 'paused':
      return clock.pause?.resumesAt ?? null
    case 'lapsed':
      return clock.moveUpAt
    case 'stopped':
    case 'closed':
      return null
  }
}

/** Seconds of the history; a result at 17:30:00.4 shows 17:30:00 and is as good. */
const wholeSecond = (now: number): number => Math.floor(now / SECOND_MS) * SECOND_MS

/** One level at most: the next one's term begins now, so it cannot be over in the same wake. */
function wake(settled: Change, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  const moved = moveUp(settled.clock, at, settings, calendars)
  const told = tellAlerts(moved.clock, at, calendars)
  return { ok: true, clock: told.clock, effects: [...settled.effects, ...moved.effects, ...told.effects] }
}

function act(settled: Change, event: Exclude<ClockEvent, { type: 'wake' }>, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  const result = actOn(settled.clock, event, at, settings, calendars)
  return result.ok ? { ...result, effects: [...settled.effects, ...result.effects] } : result
}

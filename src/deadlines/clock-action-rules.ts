// What people do to an assignment's clock. Pure. Time has been brought in before: a lapse that is due stands already.
// Who may do what is the ticket's lifecycle; here it is only asked what the action does to the clock.
import { messageMoment } from './alert-rules.ts'
import { type AssignmentClock, type ClockEffect, type ClockEvent, type ClockResult, refuse } from './assignment-clock.ts'
import { HOUR_MS } from './civil-time-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { planExtension } from './extension-rules.ts'
import { effectsOf } from './lapse-rules.ts'
import { carryPause, pause, resume } from './pause-rules.ts'
import { recomputeTerm } from './recompute-rules.ts'
import { beginTerm, type Calendars, calendarOf } from './term-rules.ts'
import { workingTimeBetween } from './working-time.ts'

type Action = Exclude<ClockEvent, { type: 'wake' }>
type Of<Type extends Action['type']> = Extract<Action, { type: Type }>

/** Applies an action to a clock that is not closed. */
export function actOn(clock: AssignmentClock, action: Action, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  // What somebody saw on his page may have moved up meanwhile.
  if ('termNo' in action && action.termNo !== clock.term.no) return refuse('moved-on')
  switch (action.type) {
    case 'take':
    case 'give-back':
    case 'pass-on':
    case 'comment':
      return { ok: true, clock, effects: [] }
    case 'extend':
      return extend(clock, action, at, settings, calendars)
    case 'hand-in':
      return handIn(clock, action, at, settings, calendars)
    case 'send-back':
      return sendBack(clock, action, at, settings, calendars)
    case 'return':
      return returnSlip(clock, action, at, settings)
    case 'close':
      return {
        ok: true,
        clock: { ...ended(clock), state: 'closed', closed: { at, cause: action.cause } },
        effects: closingEffects(clock, action, at, calendars),
      }
    case 'pause':
      return clock.state === 'stopped' ? refuse('already-handed-in') : pause(clock, at, settings, calendars)
    case 'resume':
      return clock.state === 'paused' ? { ok: true, ...resume(clock, at, settings, calendars) } : refuse('not-paused')
    case 'recompute':
      return recompute(clock, action, at, settings, calendars)
    case 'office-changed':
      return changeOffice(clock, action, at, calendars)
  }
}

/** A result date instead of a result: it replaces the term's end, tells the citizen, and reminds. A pause goes on. */
function extend(clock: AssignmentClock, action: Of<'extend'>, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (!action.reason.trim()) return refuse('reason-missing')
  const calendar = calendarOf(clock.term.level, calendars)
  const plan = planExtension(clock, action, at, settings, calendar)
  if (!plan.ok) return plan
  const dueAt = plan.extension.endsAt
  const extension = { ...plan.extension, reason: action.reason }
  const now = plan.alerts.filter((alert) => alert.at <= at)
  const term = {
    ...clock.term,
    extension,
    dueAt,
    lawDueAt: dueAt,
    pausedMs: 0,
    calendarVersion: calendar.version,
    alerts: plan.alerts.filter((alert) => alert.at > at),
  }
  const extended = { ...clock, ...carryPause(clock, at, settings, calendars), term }
  return {
    ok: true,
    clock: extended,
    effects: [
      { type: 'due-changed', from: clock.term.dueAt, to: dueAt, why: 'extension', calendarVersion: calendar.version },
      // Quiet hours of citizens are the outbox's.
      { type: 'notify', kind: 'new-date', to: 'citizen', at },
      ...effectsOf(now, extended, at, calendars),
    ],
  }
}

/** Trả kết quả stops the clock, with a result only; late or not is decided by this moment. */
function handIn(clock: AssignmentClock, { hasResult }: Of<'hand-in'>, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (clock.state === 'stopped') return refuse('already-handed-in')
  if (!hasResult) return refuse('result-missing')
  const { clock: going, effects } = resume(clock, at, settings, calendars)
  const to = clock.part === 'main' ? 'operators' : 'main-unit'
  return {
    ok: true,
    clock: { ...ended(going), state: 'stopped', stoppedAt: at },
    effects: [...effects, { type: 'notify', kind: 'result-handed-in', to, at }],
  }
}

/** A result sent back goes to the level it came from, with a term of its own. */
function sendBack(clock: AssignmentClock, { reason }: Of<'send-back'>, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (clock.state !== 'stopped' || clock.stoppedAt === null) return refuse('not-handed-in')
  if (!reason.trim()) return refuse('reason-missing')
  const { level, no, dueAt } = clock.term
  const calendar = calendarOf(level, calendars)
  const rest = Math.max(HOUR_MS, workingTimeBetween(calendar, clock.stoppedAt, dueAt))
  const term = beginTerm(clock, { no: no + 1, level, ...(settings.sentBackTerm === 'rest' ? { allowedMs: rest } : {}) }, at, settings, calendars)
  if (!term) return refuse('calendar-empty')
  return {
    ok: true,
    clock: { ...clock, state: 'running', stoppedAt: null, term },
    effects: [{ type: 'notify', kind: 'result-sent-back', to: level, at: messageMoment(at, calendar) }],
  }
}

/** Không thuộc thẩm quyền: the clock ends; a lapse that happened stays. After so many the ticket goes to the provincial office. */
function returnSlip(clock: AssignmentClock, { reason, returnsBefore }: Of<'return'>, at: number, settings: DeadlineSettings): ClockResult {
  if (clock.state === 'stopped') return refuse('already-handed-in')
  if (clock.term.level === 'provincial-office') return refuse('at-last-level')
  if (!reason.trim()) return refuse('reason-missing')
  const closed: AssignmentClock = { ...ended(clock), state: 'closed', closed: { at, cause: 'returned', reason } }
  // A coordinating unit gives back its part only: that says nothing about who owns the ticket.
  if (clock.part === 'coordinating') return { ok: true, clock: closed, effects: [{ type: 'returned', to: 'main-unit', count: returnsBefore, reason }] }
  const count = returnsBefore + 1
  const to = count >= settings.returnsToProvincialOffice ? 'provincial-office' : 'operator'
  return { ok: true, clock: closed, effects: [{ type: 'returned', to, count, reason }] }
}

function recompute(clock: AssignmentClock, { reason }: Of<'recompute'>, at: number, settings: DeadlineSettings, calendars: Calendars): ClockResult {
  if (!reason.trim()) return refuse('reason-missing')
  const done = recomputeTerm(clock, at, settings, calendars)
  if (!done.ok) return done
  const { from, to, term } = done
  if (from === to && term.calendarVersion === clock.term.calendarVersion) return { ok: true, clock, effects: [] }
  const effects: ClockEffect[] = [{ type: 'due-changed', from, to, why: 'recomputed', calendarVersion: term.calendarVersion }]
  if (from !== to)
    effects.push({ type: 'notify', kind: 'due-recomputed', to: clock.term.level, at: messageMoment(at, calendarOf(clock.term.level, calendars)) })
  return { ok: true, clock: { ...clock, term }, effects }
}

/** Nothing is to be told or to happen any more. */
const ended = (clock: AssignmentClock): AssignmentClock => ({ ...clock, moveUpAt: null, pause: null, term: { ...clock.term, alerts: [] } })

/** Whoever has work in hand that is no longer asked of him is told. A main unit that loses its slip by its own act, or VP UBND tỉnh by its own, knows. */
function closingEffects(clock: AssignmentClock, { cause }: Of<'close'>, at: number, calendars: Calendars): ClockEffect[] {
  const kind = clock.part === 'main' ? (cause === 'withdrawn' ? 'withdrawn' : null) : cause === 'completed' ? null : 'coordination-ended'
  return kind === null ? [] : [{ type: 'notify', kind, to: clock.term.level, at: messageMoment(at, calendarOf(clock.term.level, calendars)) }]
}

/** What has come up to the provincial office is the new one's, with the same deadline; what has not will come up to it. */
function changeOffice(clock: AssignmentClock, { officeUnitId }: Of<'office-changed'>, at: number, calendars: Calendars): ClockResult {
  if (clock.officeUnitId === officeUnitId) return { ok: true, clock, effects: [] }
  if (clock.term.level !== 'provincial-office') return { ok: true, clock: { ...clock, officeUnitId }, effects: [] }
  const told: ClockEffect = { type: 'notify', kind: 'slip-received', to: 'provincial-office', at: messageMoment(at, calendars.office) }
  return { ok: true, clock: { ...clock, officeUnitId, term: { ...clock.term, unitId: officeUnitId } }, effects: clock.state === 'stopped' ? [] : [told] }
}

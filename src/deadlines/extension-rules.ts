// Hẹn xử lý (Đ11.3): who may still promise a result date, which end it gets, and what the dialog shows before Đồng ý. Pure.
import { remindersFor } from './alert-rules.ts'
import { type Alert, type Amount, type AssignmentClock, type ClockRefusal, type Extension, refuse } from './assignment-clock.ts'
import { DAY_MS } from './civil-time-rules.ts'
import type { DeadlineSettings } from './deadline-settings-rules.ts'
import { calendarMoment, extensionEnd } from './extension-end-rules.ts'
import type { WorkingCalendar } from './working-time.ts'

/** `movedFrom`: the end asked for, when it fell outside office hours; `shortens`: it is before the deadline there is. */
export type ExtensionPlan =
  | { ok: true; extension: Omit<Extension, 'reason'>; movedFrom: number | null; alerts: readonly Alert[]; shortens: boolean }
  | ClockRefusal

type Wish = Amount & { remindAfter: Amount | null; usedBefore: readonly { unitId: string }[] }

/** Why no date may be promised any more, whichever it would be; null while one may. */
export function extensionRefusal(clock: AssignmentClock, usedBefore: Wish['usedBefore'], at: number, settings: DeadlineSettings): ClockRefusal | null {
  const { term } = clock
  if (clock.state === 'closed') return refuse('closed')
  if (clock.state === 'stopped') return refuse('already-handed-in')
  // A paused term has not run out, however late it is by the clock on the wall.
  if (clock.state === 'lapsed' || (clock.state === 'running' && at > term.dueAt)) return refuse('expired')
  const used = usedBefore.filter(({ unitId }) => settings.extensionCountedBy === 'ticket' || unitId === term.unitId).length
  return used >= settings.extensionTimes ? refuse('extension-used') : null
}

/** The extension as it would be made at `at`; the dialog shows it, the step makes it. */
export function planExtension(clock: AssignmentClock, wish: Wish, at: number, settings: DeadlineSettings, calendar: WorkingCalendar): ExtensionPlan {
  const { term } = clock
  const refused = extensionRefusal(clock, wish.usedBefore, at, settings)
  if (refused) return refused
  const { amount, unit, remindAfter } = wish
  if (!isAmount(amount) || (remindAfter && !isAmount(remindAfter.amount))) return refuse('amount-invalid')
  const longest = settings.extensionLongestDays
  if (amount > (unit === 'day' ? longest : longest * (unit === 'hour' ? 24 : 1_440))) return refuse('extension-too-long')
  const end = extensionEnd(at, { amount, unit }, settings, calendar)
  if (!end) return refuse('calendar-empty')
  if (end.endsAt <= at) return refuse('end-not-after-now')
  if (unit !== 'day' && end.endsAt - at > (longest + 1) * DAY_MS) return refuse('extension-too-long')
  const reminder = remindAfter && calendarMoment(at, remindAfter, settings, calendar)
  // "3 ngày, nhắc ở ngày 3" is no reminder, even when the end moved over a weekend.
  const latest = Math.min(end.endsAt, end.movedFrom ?? end.endsAt)
  if (remindAfter && (reminder === null || reminder >= latest)) return refuse('reminder-outside')
  const extension = { amount, unit, madeAt: at, endsAt: end.endsAt, remindAfter }
  return {
    ok: true,
    extension,
    movedFrom: end.movedFrom,
    alerts: remindersFor(extension, settings, calendar),
    shortens: end.endsAt < term.dueAt,
  }
}

const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && amount > 0

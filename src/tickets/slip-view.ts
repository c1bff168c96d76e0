// Slips as a page shows them: who has it, until when, what is left.
import type { z } from 'zod'
import type { Slip } from '../contract/slips.ts'
import type { AssignmentClock } from '../deadlines/assignment-clock.ts'
import { type Calendars, calendarOf } from '../deadlines/term-rules.ts'
import { lateInWords, timeLeftInWords } from '../deadlines/time-words-rules.ts'
import { workingSpans, workingTimeBetween } from '../deadlines/working-time.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { slipOf } from './slip-rows.ts'

/** A page never draws more stretches than a fortnight of half days. */
const MOST_SPANS = 30

export const slipInclude = {
  unit: { select: { name: true } },
  officeUnit: { select: { name: true } },
  withinUnit: { select: { name: true } },
  fromUnit: { select: { name: true } },
  fromPerson: { select: { name: true } },
  handler: { select: { name: true, title: true } },
  terms: { orderBy: { no: 'asc' }, include: { unit: { select: { name: true } } } },
  extensions: { orderBy: { madeAt: 'asc' }, include: { madeBy: { select: { name: true } } } },
} as const satisfies Prisma.AssignmentInclude
export type SlipWithNames = Prisma.AssignmentGetPayload<{ include: typeof slipInclude }>

/** What is left of a clock's term now, in working time and in words; below zero and "quá hạn" once it has lapsed. */
export function leftOf(clock: AssignmentClock, now: number, calendars: Calendars): { leftMs: number; leftWords: string } {
  const calendar = calendarOf(clock.term.level, calendars)
  if (clock.state === 'closed') return { leftMs: 0, leftWords: 'Đã kết thúc' }
  if (clock.state === 'stopped') return { leftMs: 0, leftWords: 'Đã trả kết quả, đang kiểm tra' }
  // A paused term's end is put off when it goes on: what is left is what was left when it stopped.
  const at = clock.pause ? clock.pause.since : now
  const late = at > clock.term.dueAt
  const leftMs = workingTimeBetween(calendar, at, clock.term.dueAt)
  return { leftMs, leftWords: clock.pause ? `tạm dừng, ${timeLeftInWords(leftMs, late)}` : timeLeftInWords(leftMs, late) }
}

/** The first deadline the slip missed and how long ago, by the hours of whoever missed it; null while none was, and once it is over. */
export function missedOf(clock: AssignmentClock, now: number, calendars: Calendars): { dueAt: string; words: string } | null {
  if (clock.state === 'closed' || clock.state === 'stopped') return null
  // Between its end and the sweep a term is over already, though nobody has written it down.
  const first = clock.lapses[0] ?? (clock.pause === null && now > clock.term.dueAt ? clock.term : null)
  if (first === null) return null
  return { dueAt: new Date(first.dueAt).toISOString(), words: lateInWords(workingTimeBetween(calendarOf(first.level, calendars), first.dueAt, now)) }
}

/** One slip for a page. */
export async function slipView({ book, clock: { now } }: TicketDeps, row: SlipWithNames): Promise<z.infer<typeof Slip>> {
  const slip = slipOf(row)
  const { clock } = slip
  const { term } = clock
  const calendars = await book.calendarsOf(slip.unitId)
  const iso = (at: number) => new Date(at).toISOString()
  const closed = clock.state === 'closed'
  return {
    id: slip.id,
    number: slip.number,
    part: slip.part,
    state: clock.state,
    level: term.level,
    termNo: term.no,
    from: { unitName: row.fromUnit?.name ?? null, personName: row.fromPerson?.name ?? null },
    unitId: slip.unitId,
    unitName: row.unit.name,
    holderUnitId: term.unitId,
    holderUnitName: term.unitId === slip.unitId ? row.unit.name : row.officeUnit.name,
    withinUnitId: slip.withinUnitId,
    withinUnitName: row.withinUnit?.name ?? null,
    handlerId: slip.handlerId,
    handlerName: row.handler?.name ?? null,
    handlerTitle: row.handler?.title ?? null,
    takenAt: slip.takenAt?.toISOString() ?? null,
    note: slip.note,
    createdAt: slip.createdAt.toISOString(),
    receivedAt: iso(term.receivedAt),
    startsAt: iso(term.startsAt),
    dueAt: iso(term.dueAt),
    lawDueAt: iso(term.lawDueAt),
    allowedMs: term.allowedMs,
    ...leftOf(clock, now().getTime(), calendars),
    late: clock.lapses.length > 0,
    scheduled: term.extension !== null,
    paused: clock.state === 'paused',
    moveUpAt: clock.moveUpAt === null ? null : iso(clock.moveUpAt),
    spans: closed
      ? []
      : workingSpans(calendarOf(term.level, calendars), term.startsAt, term.dueAt, MOST_SPANS).map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    terms: row.terms.map(({ no, level, unit, receivedAt, dueAt, lapsedAt, endedAt }) => ({
      no,
      level: level as AssignmentClock['term']['level'],
      unitName: unit.name,
      receivedAt: receivedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      lapsedAt: lapsedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
    extensions: row.extensions.map(({ madeAt, madeBy, amount, unit, endsAt, reason }) => ({
      madeAt: madeAt.toISOString(),
      madeBy: madeBy.name,
      amount,
      unit: unit as 'day' | 'hour' | 'minute',
      endsAt: endsAt.toISOString(),
      reason,
    })),
    closedAt: row.closedAt?.toISOString() ?? null,
    closeCause: clock.closed?.cause ?? null,
    closeReason: clock.closed?.reason ?? null,
  }
}

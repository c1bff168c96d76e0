// Who is behind a number: earlier tickets and calls, and the form a new draft starts with.
import type { z } from 'zod'
import { type CallRecord, earlierCallsOf } from '../calls/call-records.ts'
import type { CallerCard, CallSummary } from '../contract/calls.ts'
import type { TicketForm } from '../contract/tickets.ts'
import { type IntakeChannel, ReporterKind, ticketStatuses } from '../contract/values.ts'
import type { Prisma } from '../platform/database/client.ts'
import { callResult } from './caller-rules.ts'
import type { Database, TicketDeps } from './deps.ts'
import { isOpen } from './lifecycle-rules.ts'
import { type EarlierReporter, prefilledForm, recognise } from './prefill-rules.ts'
import { type SummaryRow, summaryOf, summarySelect } from './summaries.ts'
import { SECRET_WORDS } from './visibility-rules.ts'

/** How many rows of each list the card shows, and how many petitions are enough to know a name. */
const LISTED = 10
const RECOGNISED_BY = 50

const reporterSelect = {
  reporterName: true,
  reporterAddress: true,
  reporterEmail: true,
  reporterKind: true,
  identityHidden: true,
} as const satisfies Prisma.TicketSelect

const reporterOf = (row: Prisma.TicketGetPayload<{ select: typeof reporterSelect }>): EarlierReporter => ({
  ...row,
  reporterKind: ReporterKind.catch('person').parse(row.reporterKind),
})

const openStatuses = ticketStatuses.filter(isOpen)
/** Calls come and go without a word written; such drafts tell nothing about the caller. */
const written: Prisma.TicketWhereInput = { OR: [{ status: { not: 'draft' } }, { title: { not: '' } }, { content: { not: '' } }] }

/** A draft of a missed call that was closed by itself never was a ticket to anybody. */
const notEmpty: Prisma.TicketWhereInput = { NOT: { status: 'withdrawn', savedAt: null, content: '' } }

/** What a new draft starts with, and who is calling. `number` is E.164; without one nobody is known. */
export async function prefill(
  deps: TicketDeps,
  number: string | null,
  channel: IntakeChannel,
  exceptTicketId?: string,
): Promise<{ form: TicketForm; prefilled: string[]; caller: CallerCard }> {
  const { card, earlier } = await lookUp(deps, number, exceptTicketId)
  return { ...prefilledForm(number, channel, recognise(earlier)), caller: card }
}

/** The name each number is known by, for lists of numbers (E.164). */
export async function namesOf({ db }: TicketDeps, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.ticket.findMany({
    where: { reporterNumber: { in: [...numbers] }, savedAt: { not: null } },
    select: { reporterNumber: true, ...reporterSelect },
    orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
  })
  const names = new Map<string, string>()
  for (const number of new Set(numbers)) {
    const { name } = recognise(
      rows
        .filter((row) => row.reporterNumber === number)
        .slice(0, RECOGNISED_BY)
        .map(reporterOf),
    )
    if (name !== null) names.set(number, name)
  }
  return names
}

/** The card of a number. */
export async function readCaller(deps: TicketDeps, number: string): Promise<CallerCard> {
  return (await lookUp(deps, number)).card
}

async function lookUp({ db }: TicketDeps, number: string | null, exceptTicketId?: string): Promise<{ card: CallerCard; earlier: EarlierReporter[] }> {
  if (number === null) return { card: strangerCard, earlier: [] }
  const own: Prisma.TicketWhereInput = { reporterNumber: number, ...(exceptTicketId ? { id: { not: exceptTicketId } } : {}) }
  const newestFirst = [{ reportedAt: 'desc' }, { id: 'desc' }] as const satisfies Prisma.TicketOrderByWithRelationInput[]
  const [reporters, open, done, calls] = await Promise.all([
    db.ticket.findMany({
      // Only petitions: half a name in a forgotten draft must not become the caller's.
      where: { ...own, savedAt: { not: null } },
      select: reporterSelect,
      orderBy: [...newestFirst],
      take: RECOGNISED_BY,
    }),
    db.ticket.findMany({
      where: { AND: [own, written, { status: { in: openStatuses } }] },
      select: summarySelect,
      orderBy: [...newestFirst],
      take: LISTED,
    }),
    db.ticket.findMany({
      where: { AND: [own, { status: { notIn: openStatuses } }, notEmpty] },
      select: summarySelect,
      orderBy: [...newestFirst],
      take: LISTED,
    }),
    earlierCallsOf(db, number, LISTED),
  ])
  const earlier = reporters.map(reporterOf)
  const { knowledge, name, address } = recognise(earlier)
  const subjects = await subjectsOf(db, calls.newest)
  const card: CallerCard = {
    knowledge,
    number,
    name,
    address,
    callCount: calls.count,
    firstCallAt: calls.firstAt?.toISOString() ?? null,
    openTickets: open.map(cardRow),
    earlierTickets: done.map(cardRow),
    earlierCalls: calls.newest.map((call) => callOf(call, subjects)),
  }
  return { card, earlier }
}

const strangerCard: CallerCard = {
  knowledge: 'unknown',
  number: null,
  name: null,
  address: null,
  callCount: 0,
  firstCallAt: null,
  openTickets: [],
  earlierTickets: [],
  earlierCalls: [],
}

/** The card pops up unasked beside a call, others may look on: state secrets are named on the ticket's own page only. */
function cardRow(row: SummaryRow) {
  return summaryOf(row, row.stateSecret ? { title: SECRET_WORDS, place: '' } : row)
}

interface Subject {
  title: string
  code: string | null
}

/** What the calls were about, by ticket. */
async function subjectsOf(db: Database, calls: readonly CallRecord[]): Promise<ReadonlyMap<string, Subject>> {
  const ids = calls.flatMap((call) => (call.ticketId === null ? [] : [call.ticketId]))
  const rows = await db.ticket.findMany({ where: { id: { in: ids } }, select: { id: true, title: true, code: true, stateSecret: true } })
  return new Map(rows.map(({ id, title, code, stateSecret }) => [id, { title: stateSecret ? SECRET_WORDS : title.trim(), code }]))
}

function callOf(call: CallRecord, subjects: ReadonlyMap<string, Subject>): z.infer<typeof CallSummary> {
  const subject = call.ticketId === null ? undefined : subjects.get(call.ticketId)
  return {
    callId: call.id,
    arrivedAt: call.arrivedAt.toISOString(),
    subject: subject?.title || 'Chưa ghi phiếu',
    result: callResult(call.outcome, subject?.code ?? null),
    talkSeconds: call.talkSeconds,
  }
}

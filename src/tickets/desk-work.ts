// What lies on the operators' desk (§27): drafts, petitions not yet sent, returned slips, results to check and to tell, refusals.
import type { z } from 'zod'
import { deskTaskKinds } from '../contract/slips.ts'
import { type DeskBox, type DeskItem, DeskPage, type DeskQuery } from '../contract/work.ts'
import { timeLeftInWords } from '../deadlines/time-words-rules.ts'
import { workingTimeBetween } from '../deadlines/working-time.ts'
import type { Prisma } from '../platform/database/client.ts'
import { citizenTries, triesActions, triesInVain } from './citizen-tries-rules.ts'
import type { TicketDeps } from './deps.ts'
import { fillTargets } from './desk-tasks.ts'
import type { HistoryAction } from './history.ts'
import { keywordFilter } from './search.ts'
import { readOpenKeyword } from './search-rules.ts'
import { type SummaryRow, summaryOf, summarySelect } from './summaries.ts'
import { seesAll, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'

const withTicket = { ticket: { select: { ...summarySelect, answer: true, refusalReason: true } } } as const satisfies Prisma.DeskTaskInclude

/** One page of a box, the longest waiting first, with the counts of all. */
export async function readDeskWork(deps: TicketDeps, query: z.infer<typeof DeskQuery>, viewer: Viewer): Promise<z.infer<typeof DeskPage>> {
  const { db, clock } = deps
  const now = clock.now()
  const keyword = readOpenKeyword(query.keyword)
  // A draft is nobody's business outside the desk: others see how many there are.
  const ticket: Prisma.TicketWhereInput = { AND: [keyword ? keywordFilter(keyword, viewer) : {}, seesAll(viewer) ? {} : { status: { not: 'draft' } }] }
  const paging = { skip: (query.page - 1) * query.pageSize, take: query.pageSize }
  await fillTargets(deps)
  const counts = await readCounts(deps, now)
  const { box, page, pageSize } = query
  if (box === 'refused') {
    const where = { AND: [refused, ticket] }
    const [total, rows] = await Promise.all([
      db.ticket.count({ where }),
      db.ticket.findMany({
        where,
        select: { ...summarySelect, refusalReason: true },
        orderBy: [{ reportedAt: 'desc' }, { id: 'asc' }],
        ...paging,
      }),
    ])
    const items = rows.map(
      (row): DeskItem => ({
        ...shown(row, viewer),
        since: row.reportedAt.toISOString(),
        dueAt: null,
        missed: false,
        leftWords: '',
        urgedAt: null,
        tries: null,
        note: noteFor(viewer, row, row.refusalReason),
      }),
    )
    return { items, total, page, pageSize, counts }
  }
  const where = { kind: box, doneAt: null, ticket } satisfies Prisma.DeskTaskWhereInput
  const [total, rows] = await Promise.all([
    db.deskTask.count({ where }),
    db.deskTask.findMany({ where, include: withTicket, orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }], ...paging }),
  ])
  const hotline = await deps.book.hotline()
  const ids = rows.map((row) => row.ticketId)
  const notes = await notesOf(deps, ids, box)
  const tries = await triesOf(deps, ids, box)
  const items = rows.map((row): DeskItem => {
    const missed = row.dueAt !== null && now > row.dueAt
    return {
      ...shown(row.ticket, viewer),
      since: row.since.toISOString(),
      dueAt: row.dueAt?.toISOString() ?? null,
      missed,
      leftWords: row.dueAt ? timeLeftInWords(workingTimeBetween(hotline, now.getTime(), row.dueAt.getTime()), missed) : '',
      urgedAt: row.urgedAt?.toISOString() ?? null,
      tries: citizenTries(tries.get(row.ticketId) ?? []),
      note: noteFor(viewer, row.ticket, box === 'tell-citizen' ? row.ticket.answer : notes.get(row.ticketId)),
    }
  })
  return { items, total, page, pageSize, counts }
}

const shown = (row: SummaryRow, viewer: Viewer) => summaryOf(row, { title: visibleTitle(viewer, row), place: visiblePlace(viewer, row) })

/** What was said about a secret is as secret. */
const noteFor = (viewer: Viewer, { stateSecret }: SummaryRow, note: string | null | undefined): string => (stateSecret && !seesAll(viewer) ? '' : (note ?? ''))

/** Only kept: the citizen was told at once. */
const refused = { status: 'refused' } as const satisfies Prisma.TicketWhereInput

async function readCounts({ db }: TicketDeps, now: Date): Promise<Record<DeskBox, { open: number; missed: number }>> {
  const [open, missed, kept] = await Promise.all([
    db.deskTask.groupBy({ by: ['kind'], where: { doneAt: null }, _count: true }),
    db.deskTask.groupBy({ by: ['kind'], where: { doneAt: null, dueAt: { lt: now } }, _count: true }),
    db.ticket.count({ where: refused }),
  ])
  const of = (rows: typeof open, kind: string) => rows.find((row) => row.kind === kind)?._count ?? 0
  const tasks = Object.fromEntries(deskTaskKinds.map((kind) => [kind, { open: of(open, kind), missed: of(missed, kind) }]))
  return DeskPage.shape.counts.parse({ ...tasks, refused: { open: kept, missed: 0 } })
}

const noteActions: Partial<Record<DeskBox, readonly HistoryAction[]>> = {
  'returned-slip': ['returned', 'reopened', 'unit-closed'],
  'result-check': ['handed-in'],
  'more-info': ['info-requested'],
}

/** The last thing said about each: why it came back, what the citizen was asked, or what the unit found. */
async function notesOf({ db }: TicketDeps, ids: readonly string[], box: DeskBox): Promise<Map<string, string>> {
  const actions = noteActions[box]
  if (!actions || ids.length === 0) return new Map()
  const rows = await db.ticketHistory.findMany({
    where: { ticketId: { in: [...ids] }, action: { in: [...actions] } },
    orderBy: { id: 'asc' },
    select: { ticketId: true, newValue: true },
  })
  return new Map(rows.map(({ ticketId, newValue }) => [ticketId, newValue ?? '']))
}

/** When each of those to be told was called in vain. */
async function triesOf({ db }: TicketDeps, ids: readonly string[], box: DeskBox): Promise<Map<string, Date[]>> {
  if (box !== 'tell-citizen' || ids.length === 0) return new Map()
  const rows = await db.ticketHistory.findMany({
    where: { ticketId: { in: [...ids] }, action: { in: [...triesActions] } },
    orderBy: { id: 'asc' },
    select: { ticketId: true, action: true, at: true },
  })
  return new Map([...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([id, own]) => [id, triesInVain(own)]))
}

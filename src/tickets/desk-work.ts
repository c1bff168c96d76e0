// What lies on the operators' desk (§27): drafts, petitions not yet sent, returned slips, results to check and to tell, refusals.
import type { z } from 'zod'
import { deskTaskKinds } from '../contract/slips.ts'
import { type DeskBox, type DeskItem, DeskPage, type DeskQuery } from '../contract/work.ts'
import { timeLeftInWords } from '../deadlines/time-words-rules.ts'
import { workingTimeBetween } from '../deadlines/working-time.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { keywordFilter } from './search.ts'
import { readKeyword } from './search-rules.ts'
import { summaryOf, summarySelect } from './summaries.ts'
import type { Viewer } from './visibility-rules.ts'

const withTicket = { ticket: { select: { ...summarySelect, answer: true, refusalReason: true } } } as const satisfies Prisma.DeskTaskInclude

/** One page of a box, the longest waiting first, with the counts of all. */
export async function readDeskWork(deps: TicketDeps, query: z.infer<typeof DeskQuery>, viewer: Viewer): Promise<z.infer<typeof DeskPage>> {
  const { db, clock } = deps
  const now = clock.now()
  const keyword = readKeyword(query.keyword)
  const ticket: Prisma.TicketWhereInput = keyword ? keywordFilter(keyword, viewer) : {}
  const paging = { skip: (query.page - 1) * query.pageSize, take: query.pageSize }
  const counts = await readCounts(deps, now)
  const { box, page, pageSize } = query
  if (box === 'new' || box === 'refused') {
    const where = { AND: [ticketsOf(box), ticket] }
    const [total, rows] = await Promise.all([
      db.ticket.count({ where }),
      db.ticket.findMany({
        where,
        select: { ...summarySelect, refusalReason: true },
        orderBy: [{ reportedAt: box === 'new' ? 'asc' : 'desc' }, { id: 'asc' }],
        ...paging,
      }),
    ])
    const items = rows.map(
      (row): DeskItem => ({ ...shown(row), since: row.reportedAt.toISOString(), dueAt: null, missed: false, leftWords: '', note: row.refusalReason ?? '' }),
    )
    return { items, total, page, pageSize, counts }
  }
  const where = { kind: box, doneAt: null, ticket } satisfies Prisma.DeskTaskWhereInput
  const [total, rows] = await Promise.all([
    db.deskTask.count({ where }),
    db.deskTask.findMany({ where, include: withTicket, orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }], ...paging }),
  ])
  const hotline = await deps.book.hotline()
  const notes = await notesOf(
    deps,
    rows.map((row) => row.ticketId),
    box,
  )
  const items = rows.map((row): DeskItem => {
    const missed = row.dueAt !== null && now > row.dueAt
    return {
      ...shown(row.ticket),
      since: row.since.toISOString(),
      dueAt: row.dueAt?.toISOString() ?? null,
      missed,
      leftWords: row.dueAt ? timeLeftInWords(workingTimeBetween(hotline, now.getTime(), row.dueAt.getTime()), missed) : '',
      note: box === 'tell-citizen' ? (row.ticket.answer ?? '') : (notes.get(row.ticketId) ?? ''),
    }
  })
  return { items, total, page, pageSize, counts }
}

const shown = (row: Parameters<typeof summaryOf>[0]) => summaryOf(row, { title: row.title, place: row.place })

/** Saved, but no slip sent yet: whose task nobody opened, for it is the operator's at once. */
function ticketsOf(box: 'new' | 'refused'): Prisma.TicketWhereInput {
  if (box === 'refused') return { status: 'refused' }
  return { status: 'processing', step: 'operator', assignments: { none: {} }, deskTasks: { none: { doneAt: null } } }
}

async function readCounts({ db }: TicketDeps, now: Date): Promise<Record<DeskBox, { open: number; missed: number }>> {
  const [open, missed, fresh, refused] = await Promise.all([
    db.deskTask.groupBy({ by: ['kind'], where: { doneAt: null }, _count: true }),
    db.deskTask.groupBy({ by: ['kind'], where: { doneAt: null, dueAt: { lt: now } }, _count: true }),
    db.ticket.count({ where: ticketsOf('new') }),
    db.ticket.count({ where: ticketsOf('refused') }),
  ])
  const of = (rows: typeof open, kind: string) => rows.find((row) => row.kind === kind)?._count ?? 0
  const tasks = Object.fromEntries(deskTaskKinds.map((kind) => [kind, { open: of(open, kind), missed: of(missed, kind) }]))
  return DeskPage.shape.counts.parse({ ...tasks, new: { open: fresh, missed: 0 }, refused: { open: refused, missed: 0 } })
}

/** The last thing said about each: why it came back, or what the unit found. */
async function notesOf({ db }: TicketDeps, ids: readonly string[], box: DeskBox): Promise<Map<string, string>> {
  const actions = box === 'returned-slip' ? ['returned', 'reopened'] : box === 'result-check' ? ['handed-in'] : []
  if (actions.length === 0 || ids.length === 0) return new Map()
  const rows = await db.ticketHistory.findMany({
    where: { ticketId: { in: [...ids] }, action: { in: actions } },
    orderBy: { id: 'asc' },
    select: { ticketId: true, newValue: true },
  })
  return new Map(rows.map(({ ticketId, newValue }) => [ticketId, newValue ?? '']))
}

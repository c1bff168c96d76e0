// Finding tickets: filters and keyword, newest first.

import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import type { TicketPage, TicketQuery } from '../contract/tickets.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { endOfDay, startOfDay } from './local-day.ts'
import { type Keyword, likeLiteral, readKeyword } from './search-rules.ts'
import { summaryOf, summarySelect } from './summaries.ts'
import { readsAll, seesAll, unitsOfViewer, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'

/** Beyond so many nobody pages: counting them all would take longer than finding the page. */
export const MOST_COUNTED = 1_000

/** One page of what matches and how many there are, `MOST_COUNTED` + 1 standing for more. The id settles the order of tickets of one moment. */
export async function searchTickets({ db }: TicketDeps, query: TicketQuery, viewer: Viewer): Promise<z.infer<typeof TicketPage>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal('invalid-input', 'Khoảng ngày không đúng', { to: 'Đến ngày phải từ Từ ngày trở đi' })
  const where = readsAll(viewer) ? ticketFilter(query, viewer) : { AND: [ticketFilter(query, viewer, { given: true }), givenTo(viewer)] }
  const [total, rows] = await Promise.all([
    db.ticket.count({ where, take: MOST_COUNTED + 1 }),
    db.ticket.findMany({
      where,
      select: summarySelect,
      orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    }),
  ])
  const given = !readsAll(viewer)
  const items = rows.map((row) => summaryOf(row, { title: visibleTitle(viewer, row, given), place: visiblePlace(viewer, row, given) }))
  return { items, total, page: query.page, pageSize: query.pageSize }
}

/** Tickets that a unit of the viewer has or had a slip of. */
function givenTo(viewer: Viewer): Prisma.TicketWhereInput {
  const own = unitsOfViewer(viewer)
  return { assignments: { some: { OR: [{ unitId: { in: own } }, { withinUnitId: { in: own } }] } } }
}

/** What the search fields ask for; `given`: only tickets with slips of the viewer's own units are asked anyway: no drafts, all to be read. */
export function ticketFilter(query: Omit<TicketQuery, 'page' | 'pageSize'>, viewer: Viewer, { given = false } = {}): Prisma.TicketWhereInput {
  const all: Prisma.TicketWhereInput[] = []
  if (!given && !seesAll(viewer)) all.push({ status: { not: 'draft' } })
  if (query.status) all.push({ status: query.status })
  if (query.progress) all.push({ progress: query.progress })
  if (query.channel) all.push({ channel: query.channel })
  // A group of the first level stands for everything below it.
  if (query.categoryId) all.push({ OR: [{ categoryId: query.categoryId }, { category: { parentId: query.categoryId } }] })
  if (query.from) all.push({ reportedAt: { gte: startOfDay(query.from) } })
  if (query.to) all.push({ reportedAt: { lt: endOfDay(query.to) } })
  const keyword = readKeyword(query.keyword)
  if (keyword) all.push(keywordFilter(keyword, viewer, given))
  return { AND: all }
}

/** Words must not find what the viewer may not read: a hit would tell what is written there. The code always finds. */
export function keywordFilter(keyword: Keyword, viewer: Viewer, given = false): Prisma.TicketWhereInput {
  const byText: Prisma.TicketWhereInput[] = [{ AND: keyword.words.map((word) => ({ searchText: { contains: likeLiteral(word) } })) }]
  if (keyword.phoneDigits) byText.push({ reporterNumber: { contains: keyword.phoneDigits } })
  const readable: Prisma.TicketWhereInput = seesAll(viewer) ? {} : { identityHidden: false, ...(given ? {} : { stateSecret: false }) }
  const found: Prisma.TicketWhereInput[] = [{ AND: [readable, { OR: byText }] }]
  if (keyword.code) found.push({ code: keyword.code })
  return { OR: found }
}

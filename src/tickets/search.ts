// Finding tickets: filters and keyword, newest first.

import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import type { TicketPage, TicketQuery } from '../contract/tickets.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { endOfDay, startOfDay } from './local-day.ts'
import { type Keyword, likeLiteral, readKeyword } from './search-rules.ts'
import { summaryOf, summarySelect } from './summaries.ts'
import { seesAll, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'

/** One page of what matches and how many there are in all. The id settles the order of tickets of one moment. */
export async function searchTickets({ db }: TicketDeps, query: TicketQuery, viewer: Viewer): Promise<z.infer<typeof TicketPage>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal('invalid-input', 'Khoảng ngày không đúng', { to: 'Đến ngày phải từ Từ ngày trở đi' })
  const where = filterOf(query, viewer)
  const [total, rows] = await Promise.all([
    db.ticket.count({ where }),
    db.ticket.findMany({
      where,
      select: summarySelect,
      orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    }),
  ])
  const items = rows.map((row) => summaryOf(row, { title: visibleTitle(viewer, row), place: visiblePlace(viewer, row) }))
  return { items, total, page: query.page, pageSize: query.pageSize }
}

function filterOf(query: TicketQuery, viewer: Viewer): Prisma.TicketWhereInput {
  const all: Prisma.TicketWhereInput[] = []
  if (!seesAll(viewer)) all.push({ status: { not: 'draft' } })
  if (query.status) all.push({ status: query.status })
  if (query.progress) all.push({ progress: query.progress })
  if (query.channel) all.push({ channel: query.channel })
  // A group of the first level stands for everything below it.
  if (query.categoryId) all.push({ OR: [{ categoryId: query.categoryId }, { category: { parentId: query.categoryId } }] })
  if (query.from) all.push({ reportedAt: { gte: startOfDay(query.from) } })
  if (query.to) all.push({ reportedAt: { lt: endOfDay(query.to) } })
  const keyword = readKeyword(query.keyword)
  if (keyword) all.push(keywordFilter(keyword, viewer))
  return { AND: all }
}

/** Words must not find what the viewer may not read: a hit would tell what is written there. The code always finds. */
function keywordFilter(keyword: Keyword, viewer: Viewer): Prisma.TicketWhereInput {
  const byText: Prisma.TicketWhereInput[] = [{ AND: keyword.words.map((word) => ({ searchText: { contains: likeLiteral(word) } })) }]
  if (keyword.phoneDigits) byText.push({ reporterNumber: { contains: keyword.phoneDigits } })
  const readable: Prisma.TicketWhereInput = seesAll(viewer) ? {} : { stateSecret: false, identityHidden: false }
  const found: Prisma.TicketWhereInput[] = [{ AND: [readable, { OR: byText }] }]
  if (keyword.code) found.push({ code: keyword.code })
  return { OR: found }
}

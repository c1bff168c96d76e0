// Finding tickets: filters and keyword, newest first.

import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import type { TicketPage, TicketQuery } from '../contract/tickets.ts'
import type { Database, Prisma, Transaction } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { endOfDay, startOfDay } from './local-day.ts'
import { type Keyword, likeLiteral, readKeyword } from './search-rules.ts'
import { summaryOf, summarySelect } from './summaries.ts'
import { readsAll, seesAll, unitsOfViewer, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'

/** Beyond so many nobody pages: counting them all would take longer than finding the page. */
export const MOST_COUNTED = 1_000
/** With words no more than so many are found at once: the newest, and the note that there are more. */
export const MOST_FOUND = 100
/** Words are looked for among so many of the newest first. What people look for is mostly there, and in most others a word is too common for its index. */
const NEWEST = { ofAll: 10_000, ofUnit: 5_000 } as const

type Page = Pick<TicketQuery, 'page' | 'pageSize'>
type Range = { gte: Date } | { lt: Date } | undefined

/** One page of what matches, newest first, and how many there are, as far as they were counted. */
export async function searchTickets({ db }: TicketDeps, query: TicketQuery, viewer: Viewer): Promise<z.infer<typeof TicketPage>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal('invalid-input', 'Khoảng ngày không đúng', { to: 'Đến ngày phải từ Từ ngày trở đi' })
  const given = !readsAll(viewer)
  const take = mostFor(query, query.keyword ? MOST_FOUND : MOST_COUNTED)
  const found = given ? await foundForUnits(db, query, viewer, take) : await foundForAll(db, query, viewer, take)
  const ids = pageOf(found, query)
  const rows = await db.ticket.findMany({ where: { id: { in: ids } }, select: summarySelect })
  const items = inOrderOf(ids, rows).map((row) => summaryOf(row, { title: visibleTitle(viewer, row, given), place: visiblePlace(viewer, row, given) }))
  return { items, total: found.length, more: found.length === take, page: query.page, pageSize: query.pageSize }
}

/** So many must be found for the page asked for, and to know whether there is another one. */
export const mostFor = ({ page, pageSize }: Page, counted: number): number => Math.max((page + 1) * pageSize, counted + 1)

export const pageOf = (ids: readonly string[], { page, pageSize }: Page): string[] => ids.slice((page - 1) * pageSize, page * pageSize)

/** Rows that were fetched by their ids, in the order of these. */
export function inOrderOf<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

// Only ids are looked for: a page is twenty rows, whatever was found. The id settles the order of tickets of one moment.

function foundForAll(db: Database, query: TicketQuery, viewer: Viewer, most: number): Promise<string[]> {
  const where = ticketFilter(query, viewer)
  const orderBy: Prisma.TicketOrderByWithRelationInput[] = [{ reportedAt: 'desc' }, { id: 'desc' }]
  const find: Find<string> = async (on, reportedAt, take) => {
    const rows = await on.ticket.findMany({ where: reportedAt ? { ...where, reportedAt } : where, select: { id: true }, orderBy, take })
    return rows.map(({ id }) => id)
  }
  const edge: Edge = (on) => on.ticket.findMany({ select: { reportedAt: true }, orderBy, skip: NEWEST.ofAll, take: 1 })
  return query.keyword ? amongNewestFirst(db, { walk: find, byWords: find, edge }, most) : find(db, undefined, most)
}

/** Tickets that a unit of the viewer has or had a slip of; of each unit its own, in the order of its index. */
async function foundForUnits(db: Database, query: TicketQuery, viewer: Viewer, most: number): Promise<string[]> {
  const ticket = ticketFilter(query, viewer, { given: true })
  const orderBy: Prisma.TicketUnitOrderByWithRelationInput[] = [{ reportedAt: 'desc' }, { ticketId: 'desc' }]
  const ofUnit = (unitId: string) => {
    const walk: Find<FoundForUnit> = (on, reportedAt, take) =>
      on.ticketUnit.findMany({
        where: { unitId, ...(reportedAt ? { reportedAt } : {}), ...(ticket.AND.length > 0 ? { ticket } : {}) },
        select: { ticketId: true, reportedAt: true },
        orderBy,
        take,
      })
    const edge: Edge = (on) => on.ticketUnit.findMany({ where: { unitId }, select: { reportedAt: true }, orderBy, skip: NEWEST.ofUnit, take: 1 })
    const byWords: Find<FoundForUnit> = async (on, reportedAt, take) => {
      const where = { AND: [...ticket.AND, { unitIds: { has: unitId } }, ...(reportedAt ? [{ reportedAt }] : [])] }
      const rows = await on.ticket.findMany({ where, select: { id: true, reportedAt: true }, orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }], take })
      return rows.map(({ id, reportedAt: at }) => ({ ticketId: id, reportedAt: at }))
    }
    return query.keyword ? amongNewestFirst(db, { walk, byWords, edge }, most) : walk(db, undefined, most)
  }
  const ofEach = await Promise.all(unitsOfViewer(viewer).map(ofUnit))
  const newestFirst = ofEach.flat().sort((a, b) => b.reportedAt.getTime() - a.reportedAt.getTime() || (a.ticketId < b.ticketId ? 1 : -1))
  return [...new Set(newestFirst.map(({ ticketId }) => ticketId))].slice(0, most)
}

interface FoundForUnit {
  ticketId: string
  reportedAt: Date
}
type Find<Row> = (on: Transaction, range: Range, take: number) => Promise<Row[]>
type Edge = (on: Transaction) => Promise<{ reportedAt: Date }[]>

/**
 * The newest are gone through one by one: the index of words reads all that was ever written about a common word, and takes two common
 * words for a rare pair. What is found there seldom is rare, and the index is asked for the rest.
 */
function amongNewestFirst<Row>(db: Database, { walk, byWords, edge }: { walk: Find<Row>; byWords: Find<Row>; edge: Edge }, take: number): Promise<Row[]> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`
    const [first] = await edge(tx)
    if (!first) return walk(tx, undefined, take)
    const newest = await walk(tx, { gte: first.reportedAt }, take)
    if (newest.length === take) return newest
    const older = { lt: first.reportedAt }
    if (newest.length * 2 >= take) return [...newest, ...(await walk(tx, older, take - newest.length))]
    await tx.$executeRaw`SET LOCAL enable_bitmapscan = on`
    return [...newest, ...(await byWords(tx, older, take - newest.length))]
  })
}

/** What the search fields ask for; `given`: only tickets with slips of the viewer's own units are asked anyway: no drafts, all to be read. */
export function ticketFilter(query: Omit<TicketQuery, 'page' | 'pageSize'>, viewer: Viewer, { given = false } = {}): { AND: Prisma.TicketWhereInput[] } {
  const all: Prisma.TicketWhereInput[] = []
  if (!given && !seesAll(viewer)) all.push({ code: { not: null } })
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

// Finding tickets: filters and keyword, newest first.

import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import type { TicketPage, TicketQuery } from '../contract/tickets.ts'
import type { Database, Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { endOfDay, startOfDay } from './local-day.ts'
import { inSearchText, type Keyword, readKeyword, readOpenKeyword, stillTyped } from './search-rules.ts'
import { type Found, findByWords, type Shelf, walk } from './search-walk.ts'
import { summaryOf, summarySelect } from './summaries.ts'
import { readsAll, seesAll, seesContent, unitsOfViewer, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'

/** Beyond so many nobody pages: counting them all would take longer than finding the page. */
export const MOST_COUNTED = 1_000
/** With words no more than so many are found at once: the newest, and the note that there are more. */
export const MOST_FOUND = 100

type Page = Pick<TicketQuery, 'page' | 'pageSize'>

/** One page of what matches, newest first, and how many there are, as far as they were counted. */
export async function searchTickets({ db }: TicketDeps, query: TicketQuery, viewer: Viewer): Promise<z.infer<typeof TicketPage>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal('invalid-input', 'Khoảng ngày không đúng', { to: 'Đến ngày phải từ Từ ngày trở đi' })
  const given = !readsAll(viewer)
  const take = mostFor(query, query.keyword ? MOST_FOUND : MOST_COUNTED)
  const keyword = readKeyword(query.keyword)
  const find = (words: Keyword | null) => (given ? foundForUnits : foundForAll)(db, query, words, viewer, take)
  let found = await find(keyword)
  // Whole words first: what their index brings is exact, the beginnings of words are many.
  const open = keyword && found.length === 0 ? stillTyped(keyword) : null
  if (open) found = await find(open)
  const full = found.length === take
  // Words must not find what they may not be read in; without words the row stands there, its words masked.
  const hidden = given ? await secretsHidden(db, keyword ? found : pageOf(found, query), viewer) : new Set<string>()
  if (keyword) found = found.filter((id) => !hidden.has(id))
  const ids = pageOf(found, query)
  const rows = await db.ticket.findMany({ where: { id: { in: ids } }, select: summarySelect })
  const items = inOrderOf(ids, rows).map((row) => {
    const seen = given && !hidden.has(row.id)
    return summaryOf(row, { title: visibleTitle(viewer, row, seen), place: visiblePlace(viewer, row, seen) })
  })
  return { items, total: found.length, more: full, page: query.page, pageSize: query.pageSize }
}

/** The state secrets among these that no longer concern the viewer's units: given back, or taken from them. */
async function secretsHidden(db: Database, ids: readonly string[], viewer: Viewer): Promise<Set<string>> {
  const slips = { select: { unitId: true, withinUnitId: true, holderUnitId: true, state: true, closeCause: true } }
  const secrets = await db.ticket.findMany({ where: { id: { in: [...ids] }, stateSecret: true }, select: { id: true, assignments: slips } })
  return new Set(secrets.filter(({ assignments }) => !seesContent(viewer, assignments)).map(({ id }) => id))
}

/** So many must be found for the page asked for, and to know whether there is another one. */
export const mostFor = ({ page, pageSize }: Page, counted: number): number => Math.max((page + 1) * pageSize, counted + 1)

export const pageOf = (ids: readonly string[], { page, pageSize }: Page): string[] => ids.slice((page - 1) * pageSize, page * pageSize)

/** Rows that were fetched by their ids, in the order of these. */
export function inOrderOf<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function foundForAll(db: Database, query: TicketQuery, keyword: Keyword | null, viewer: Viewer, most: number): Promise<string[]> {
  const rows = await foundOn(db, { unitId: null, where: ticketFilter(query, viewer, { keyword }) }, keyword, most)
  return rows.map(({ id }) => id)
}

/** Tickets that a unit of the viewer has or had a slip of; of each unit its own, in the order of its index. */
async function foundForUnits(db: Database, query: TicketQuery, keyword: Keyword | null, viewer: Viewer, most: number): Promise<string[]> {
  const where = ticketFilter(query, viewer, { given: true, keyword })
  const ofEach = await Promise.all(unitsOfViewer(viewer).map((unitId) => foundOn(db, { unitId, where }, keyword, most)))
  const newestFirst = ofEach.flat().sort((a, b) => b.reportedAt.getTime() - a.reportedAt.getTime() || (a.id < b.id ? 1 : -1))
  return [...new Set(newestFirst.map(({ id }) => id))].slice(0, most)
}

function foundOn(db: Database, shelf: Shelf, keyword: Keyword | null, most: number): Promise<Found[]> {
  return keyword ? findByWords(db, shelf, keyword, most) : walk(db, shelf, undefined, most)
}

/** What the search fields ask for; `given`: only tickets with slips of the viewer's own units are asked anyway: no drafts, all to be read. */
export function ticketFilter(
  query: Omit<TicketQuery, 'page' | 'pageSize'>,
  viewer: Viewer,
  { given = false, keyword = readOpenKeyword(query.keyword) } = {},
): { AND: Prisma.TicketWhereInput[] } {
  const all: Prisma.TicketWhereInput[] = []
  if (!given && !seesAll(viewer)) all.push({ code: { not: null } })
  if (query.status) all.push({ status: query.status })
  if (query.progress) all.push({ progress: query.progress })
  if (query.channel) all.push({ channel: query.channel })
  // A group of the first level stands for everything below it.
  if (query.categoryId) all.push({ OR: [{ categoryId: query.categoryId }, { category: { parentId: query.categoryId } }] })
  if (query.from) all.push({ reportedAt: { gte: startOfDay(query.from) } })
  if (query.to) all.push({ reportedAt: { lt: endOfDay(query.to) } })
  if (keyword) all.push(keywordFilter(keyword, viewer, given))
  return { AND: all }
}

/** Words must not find what the viewer may not read: a hit would tell what is written there. The code always finds. */
export function keywordFilter(keyword: Keyword, viewer: Viewer, given = false): Prisma.TicketWhereInput {
  const byText: Prisma.TicketWhereInput[] = [{ AND: inSearchText(keyword).map((word) => ({ searchText: { contains: word } })) }]
  if (keyword.phone) byText.push({ reporterNumber: { startsWith: keyword.phone.begins } })
  if (keyword.phone?.ends) byText.push({ reporterNumber: { endsWith: keyword.phone.ends } })
  const readable: Prisma.TicketWhereInput = seesAll(viewer) ? {} : { identityHidden: false, ...(given ? {} : { stateSecret: false }) }
  const found: Prisma.TicketWhereInput[] = [{ AND: [readable, { OR: byText }] }]
  if (keyword.code) found.push({ code: keyword.code })
  return { OR: found }
}

// Finding by words among a million: the newest are gone through, the rest is asked of the index of words.
import { type Database, Prisma, type Transaction } from '../platform/database/client.ts'
import { type Keyword, wordsQuery } from './search-rules.ts'

/** Where is looked: among all, or among those a unit has or had a slip of; `where` says what else must hold. */
export interface Shelf {
  unitId: string | null
  where: { AND: Prisma.TicketWhereInput[] }
}

// Only ids are looked for: a page is twenty rows, whatever was found. The id settles the order of tickets of one moment.
export interface Found {
  id: string
  reportedAt: Date
}
type Range = { gte?: Date; lt?: Date } | undefined

/** What people look for is mostly among so many of the newest: common words are found there at once, and most of what follows is rare. */
const NEAR = { ofAll: 2_000, ofUnit: 1_000 } as const
/** So far goes whoever found some, yet too few: of a word this common the index would bring thousands. */
const FAR = { ofAll: 20_000, ofUnit: 5_000 } as const
const SOME = 0.1
/** So many the index brings at a time. */
const AT_A_TIME = 1_000

/** Up to `take` on a shelf, newest first, gone through one by one. */
export async function walk(on: Database | Transaction, { unitId, where }: Shelf, reportedAt: Range, take: number): Promise<Found[]> {
  if (unitId === null)
    return on.ticket.findMany({
      where: reportedAt ? { ...where, reportedAt } : where,
      select: { id: true, reportedAt: true },
      orderBy: [{ reportedAt: 'desc' }, { id: 'desc' }],
      take,
    })
  const rows = await on.ticketUnit.findMany({
    where: { unitId, ...(reportedAt ? { reportedAt } : {}), ...(where.AND.length > 0 ? { ticket: where } : {}) },
    select: { ticketId: true, reportedAt: true },
    orderBy: [{ reportedAt: 'desc' }, { ticketId: 'desc' }],
    take,
  })
  return rows.map(({ ticketId, reportedAt: at }) => ({ id: ticketId, reportedAt: at }))
}

/** Up to `take` that hold the words, newest first: out of the newest, and what is rare there out of the index. */
export function findByWords(db: Database, shelf: Shelf, keyword: Keyword, take: number): Promise<Found[]> {
  return db.$transaction(async (tx) => {
    const kind = shelf.unitId === null ? 'ofAll' : 'ofUnit'
    // In the order of the index and no other way: the planner knows nothing of how words go together.
    await tx.$executeRaw`SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)`
    const near = await edge(tx, shelf, NEAR[kind])
    if (!near) return walk(tx, shelf, undefined, take)
    const found = await walk(tx, shelf, { gte: near }, take)
    let older = near
    if (found.length < take && found.length >= take * SOME) {
      const far = await edge(tx, shelf, FAR[kind])
      found.push(...(await walk(tx, shelf, far ? { lt: near, gte: far } : { lt: near }, take - found.length)))
      if (!far) return found
      older = far
    }
    return found.length < take ? [...found, ...(await fromIndex(tx, shelf, keyword, older, take - found.length))] : found
  })
}

/** When the one that has `count` newer ones on the shelf was reported; null when there are not so many. */
async function edge(on: Transaction, { unitId }: Shelf, count: number): Promise<Date | null> {
  const newest = { select: { reportedAt: true }, orderBy: { reportedAt: 'desc' }, skip: count, take: 1 } as const
  const [at] = unitId === null ? await on.ticket.findMany(newest) : await on.ticketUnit.findMany({ where: { unitId }, ...newest })
  return at?.reportedAt ?? null
}

/** What was reported before `older`, by the index of words; what else must hold is looked at afterwards. */
async function fromIndex(on: Transaction, { unitId, where }: Shelf, keyword: Keyword, older: Date, take: number): Promise<Found[]> {
  // With less memory the index remembers pages in place of rows, and each row of them is read to see whether it was meant.
  await on.$executeRaw`SELECT set_config('enable_bitmapscan', 'on', true), set_config('work_mem', '32MB', true)`
  const words = wordsQuery(keyword)
  const ofUnit = unitId === null ? Prisma.empty : Prisma.sql`AND unit_ids @> ARRAY[${unitId}::uuid]`
  const found: Found[] = []
  let last: Found = { id: '00000000-0000-0000-0000-000000000000', reportedAt: older }
  for (;;) {
    const some = await on.$queryRaw<Found[]>`
      WITH found AS MATERIALIZED (
        SELECT id, reported_at FROM ticket WHERE search_vector(search_text) @@ ${words}::tsquery ${ofUnit}
        UNION SELECT id, reported_at FROM ticket WHERE code = ${keyword.code} ${ofUnit}
      )
      SELECT id, reported_at AS "reportedAt" FROM found WHERE (reported_at, id) < (${last.reportedAt}, ${last.id}::uuid)
      ORDER BY reported_at DESC, id DESC LIMIT ${AT_A_TIME}`
    const good = await on.ticket.findMany({ where: { AND: [...where.AND, { id: { in: some.map(({ id }) => id) } }] }, select: { id: true } })
    const ids = new Set(good.map(({ id }) => id))
    found.push(...some.filter(({ id }) => ids.has(id)))
    const end = some.at(-1)
    if (found.length >= take || !end || some.length < AT_A_TIME) return found.slice(0, take)
    last = end
  }
}

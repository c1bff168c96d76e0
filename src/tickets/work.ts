// A unit's work, due first (§39-40): what lies with it now, what it promised, and all it ever had.
import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import type { WorkBox, WorkItem, WorkPage, WorkQuery } from '../contract/work.ts'
import { framesOn } from '../deadlines/calendar-rules.ts'
import { dayOf, minuteText } from '../deadlines/civil-time-rules.ts'
import type { Database, Prisma } from '../platform/database/client.ts'
import { caseFile } from './case-file.ts'
import type { TicketDeps } from './deps.ts'
import { extendableSlips } from './extensions-before.ts'
import { mayAct, mayExtend } from './permission-rules.ts'
import { standingOf } from './saving.ts'
import { inOrderOf, MOST_COUNTED, MOST_FOUND, mostFor, pageOf, ticketFilter } from './search.ts'
import { slipOf } from './slip-rows.ts'
import { leftOf, missedOf } from './slip-view.ts'
import { rowOf, rowSelect } from './summaries.ts'
import { lastUrges, type Urge, urgeOf } from './urges.ts'
import { closedUnanswered, seesContent, unitsOfViewer, type Viewer, visiblePlace, visibleTitle } from './visibility-rules.ts'
import { dueGroup } from './work-rules.ts'

const going = ['running', 'paused', 'lapsed']
const slipWith = {
  unit: { select: { name: true } },
  withinUnit: { select: { name: true } },
  handler: { select: { name: true } },
  ticket: { select: { ...rowSelect, version: true, returns: true } },
} as const satisfies Prisma.AssignmentInclude
type SlipRowOfList = Prisma.AssignmentGetPayload<{ include: typeof slipWith }>

/** One page of a box, with the counts of all boxes. */
export async function readWork(deps: TicketDeps, query: WorkQuery, viewer: Viewer): Promise<z.infer<typeof WorkPage>> {
  if (query.from && query.to && query.from > query.to) throw new Refusal('invalid-input', 'Khoảng ngày không đúng', { to: 'Đến ngày phải từ Từ ngày trở đi' })
  const { db, clock } = deps
  const now = clock.now()
  const units = await ownUnits(deps, viewer, now)
  const own = slipsOf(units)
  const mine = { OR: own }
  const searched = searchedIn(query, viewer)
  const open = (box: 'to-handle' | 'scheduled') => db.assignment.count({ where: { AND: [mine, boxFilter(box)] } })
  const [found, toHandle, scheduled, all, late] = await Promise.all([
    query.box === 'all' ? everFound(db, query, own, searched) : openFound(db, query, own, searched),
    open('to-handle'),
    open('scheduled'),
    countEver(db, units),
    db.assignment.count({ where: { AND: [mine, boxFilter('to-handle'), { OR: [{ late: true }, { dueAt: { lt: now } }] }] } }),
  ])
  const rows = inOrderOf(found.ids, await db.assignment.findMany({ where: { id: { in: found.ids } }, include: slipWith }))
  const urges = await lastUrges(
    db,
    rows.flatMap(({ ticketId, state }) => (going.includes(state) ? [ticketId] : [])),
  )
  const extendable = await extendableSlips(deps, rows.map(slipOf))
  const items = await Promise.all(rows.map((row) => itemOf(deps, row, viewer, { now, lastUrge: urges.get(row.ticketId), extendable })))
  return {
    items,
    total: found.total,
    more: found.more,
    page: query.page,
    pageSize: query.pageSize,
    counts: { 'to-handle': toHandle, scheduled, all, late },
    ...(await todayOf(deps, viewer, now)),
  }
}

type Own = Prisma.AssignmentWhereInput
interface OwnUnits {
  units: string[]
  office: string | null
}
interface Found {
  ids: string[]
  total: number
  more: boolean
}

/** The viewer's units; for VP UBND tỉnh also itself, for those that came up to it. */
async function ownUnits({ units }: TicketDeps, viewer: Viewer, now: Date): Promise<OwnUnits> {
  const isOffice = viewer.memberships.some(({ role }) => role === 'provincial-office')
  return { units: unitsOfViewer(viewer), office: isOffice ? await units.officeUnit(now) : null }
}

/** Their slips, each kind apart: each has its own index. */
const slipsOf = ({ units, office }: OwnUnits): Own[] => [
  ...units.flatMap((id) => [{ unitId: id }, { withinUnitId: id }]),
  ...(office === null ? [] : [{ holderUnitId: office }]),
]

type Searched = (some: Own) => Own

/** What the search fields ask for, of a unit's slips and of those at VP UBND tỉnh, whose words find no secret: it may have it no more. */
function searchedIn(query: WorkQuery, viewer: Viewer): Searched | null {
  const ofUnits = ticketFilter(query, viewer, { given: true })
  // Without search fields nobody need look at the tickets to find slips.
  if (ofUnits.AND.length === 0) return null
  const ofOffice = ticketFilter(query, viewer)
  // A slip that was given back or taken away tells no secret any more, not even that a word is in it.
  const unlessTold = query.keyword ? { NOT: { ticket: { stateSecret: true }, ...closedUnanswered } } : {}
  return (some) => ('holderUnitId' in some ? { ...some, ticket: ofOffice } : { ...some, ticket: ofUnits, ...unlessTold })
}

/** What is going on is little: due first, all of it counted. */
async function openFound(db: Database, query: WorkQuery, own: readonly Own[], searched: Searched | null): Promise<Found> {
  const where = { AND: [{ OR: own.map((some) => searched?.(some) ?? some) }, boxFilter(query.box)] }
  const [rows, total] = await Promise.all([
    db.assignment.findMany({
      where,
      select: { id: true },
      orderBy: [{ late: 'desc' }, { dueAt: 'asc' }, { id: 'asc' }],
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    }),
    db.assignment.count({ where }),
  ])
  return { ids: rows.map(({ id }) => id), total, more: false }
}

/** What ever was is much: the newest of each of its kinds, in the order of their indexes. */
async function everFound(db: Database, query: WorkQuery, own: readonly Own[], searched: Searched | null): Promise<Found> {
  const take = mostFor(query, searched ? MOST_FOUND : MOST_COUNTED)
  const ofEach = await Promise.all(
    own.map((some) =>
      db.assignment.findMany({
        where: searched?.(some) ?? some,
        select: { id: true, createdAt: true },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take,
      }),
    ),
  )
  const newestFirst = ofEach.flat().sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
  const ids = [...new Set(newestFirst.map(({ id }) => id))].slice(0, take)
  return { ids: pageOf(ids, query), total: ids.length, more: ids.length === take }
}

/** How many there ever were, up to `MOST_COUNTED` and one. */
async function countEver(db: Database, { units, office }: OwnUnits): Promise<number> {
  const most = MOST_COUNTED + 1
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      (SELECT id FROM assignment WHERE unit_id = ANY(${units}::uuid[]) LIMIT ${most}::int) UNION
      (SELECT id FROM assignment WHERE within_unit_id = ANY(${units}::uuid[]) LIMIT ${most}::int) UNION
      (SELECT id FROM assignment WHERE holder_unit_id = ${office}::uuid LIMIT ${most}::int) LIMIT ${most}::int) AS own`
  return Number(row?.count ?? 0)
}

function boxFilter(box: WorkBox): Prisma.AssignmentWhereInput {
  if (box === 'to-handle') return { state: { in: going }, scheduled: false }
  return box === 'scheduled' ? { state: { in: going }, scheduled: true } : {}
}

/** What is read for all rows at once. */
interface Beside {
  now: Date
  lastUrge: Urge | undefined
  extendable: ReadonlySet<string>
}

async function itemOf(deps: TicketDeps, row: SlipRowOfList, viewer: Viewer, { now, lastUrge, extendable }: Beside): Promise<WorkItem> {
  const slip = slipOf(row)
  const { clock } = slip
  const { ticket } = row
  const calendars = await deps.book.calendarsOf(slip.unitId)
  const open = going.includes(clock.state)
  const given = seesContent(viewer, [row])
  const standing = standingOf(ticket)
  const urge = urgeOf(slip, lastUrge)
  const file = caseFile({ standing, slips: [slip], draftResults: new Set(), extendable, answer: null, answeredAt: null, pauseAllowed: false })
  return {
    ...rowOf(ticket, { title: visibleTitle(viewer, ticket, given), place: visiblePlace(viewer, ticket, given) }, row.handler?.name ?? null),
    slip: {
      id: slip.id,
      number: slip.number,
      part: slip.part,
      state: clock.state,
      level: clock.term.level,
      termNo: clock.term.no,
      unitName: row.unit.name,
      handlerName: row.handler?.name ?? null,
      withinUnitName: row.withinUnit?.name ?? null,
      takenAt: slip.takenAt?.toISOString() ?? null,
      receivedAt: new Date(clock.term.receivedAt).toISOString(),
      dueAt: new Date(clock.term.dueAt).toISOString(),
      allowedMs: clock.term.allowedMs,
      ...leftOf(clock, now.getTime(), calendars),
      late: clock.lapses.length > 0,
      missed: missedOf(clock, now.getTime(), calendars),
      scheduled: clock.term.extension !== null,
      urged: urge && { by: urge.by, at: urge.at.toISOString() },
      officeReason: officeReason(clock.term.level, clock.lapses.length, ticket.returns),
    },
    group: open ? dueGroup(clock.term.dueAt, clock.lapses.length > 0, now.getTime()) : 'none',
    version: ticket.version,
    mayTake: open && mayAct('take', file, viewer, slip.id),
    mayExtend: file.slips.some((one) => mayExtend(file, viewer, one)),
  }
}

function officeReason(level: string, lapses: number, returns: number): 'unowned' | 'escalated' | 'returned' | null {
  if (level !== 'provincial-office') return null
  if (returns > 0) return 'returned'
  return lapses > 0 ? 'escalated' : 'unowned'
}

/** The office hours of today, and whose they are. */
async function todayOf({ book, units }: TicketDeps, viewer: Viewer, now: Date): Promise<{ today: string; unitNames: string[] }> {
  const ids = [...new Set(viewer.memberships.map(({ unitId }) => unitId))]
  const names = (await Promise.all(ids.map((id) => units.unit(id, now)))).flatMap((unit) => (unit ? [unit.name] : []))
  const [first] = ids
  if (first === undefined) return { today: '', unitNames: names }
  const { unit } = await book.calendarsOf(first)
  const frames = framesOn(unit.days, dayOf(now.getTime()))
  const today = frames.length === 0 ? 'Hôm nay không làm việc' : frames.map(({ open, close }) => `${minuteText(open)}–${minuteText(close)}`).join(', ')
  return { today, unitNames: names }
}

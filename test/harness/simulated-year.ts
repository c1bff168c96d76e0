// A year of petitions on a real database: time turned from event to event, random legal acts, and what must hold looked at after each step.
import { randomUUID } from 'node:crypto'
import { type ActType, TicketAct } from '../../src/contract/acts.ts'
import type { Ticket } from '../../src/contract/tickets.ts'
import { provinceDefault } from '../../src/deadlines/default-calendars-rules.ts'
import { isWorking, nextOpening } from '../../src/deadlines/working-time.ts'
import type { Viewer } from '../../src/tickets/service.ts'
import { openSlipRoom, type SlipRoom } from '../integration/slip-room.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { checkTicket } from './year-invariants.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Acts people do, the likelier the more often they stand here; nobody wakes clocks but time. */
const willing: readonly ActType[] = [
  'take',
  'take',
  'save-result',
  'save-result',
  'hand-in',
  'hand-in',
  'extend',
  'return',
  'coordinate',
  'pass-on',
  'give-back',
  'forward',
  'forward',
  'assign',
  'assign',
  'send-back',
  'approve',
  'approve',
  'tell-citizen',
  'tell-citizen',
  'comment',
  'urge',
  'edit-facts',
  'reopen',
  'withdraw',
  'refuse',
  'answer-now',
  'request-info',
]

export interface YearResult {
  tickets: number
  acts: number
  refused: number
  movedUp: number
  lapses: number
  completed: number
}

/** Lives through 2026 with so many petitions; throws at the first thing that must not be. */
export async function liveThroughYear(tickets: number, seed: number): Promise<{ result: YearResult; room: SlipRoom }> {
  const room = await openSlipRoom()
  const chance = chanceFrom(seed)
  const from = Date.parse('2026-01-05T01:00:00Z')
  const until = Date.parse('2026-12-31T10:00:00Z')
  const result: YearResult = { tickets: 0, acts: 0, refused: 0, movedUp: 0, lapses: 0, completed: 0 }
  const { clock, service, db, deps } = room
  const people = Object.values(room.who)
  // One queue of moments: petitions arriving, calendars changing, people coming back to a petition.
  const queue: { at: number; ticketId: string | null; calendar?: number }[] = [
    ...Array.from({ length: tickets }, () => ({ at: chance.ms(from, until - 40 * DAY), ticketId: null })),
    ...storms.map(({ day }, index) => ({ at: Date.parse(`${day}T00:30:00Z`) - DAY, ticketId: null, calendar: index })),
  ].sort((a, b) => a.at - b.at)
  const touched = new Set<string>()

  /** Lets time pass to a moment, with each wake-up at its own time. */
  const turnTo = async (moment: number): Promise<void> => {
    for (;;) {
      const next = await db.assignment.findFirst({
        where: { nextWakeAt: { not: null, lte: new Date(moment) } },
        orderBy: { nextWakeAt: 'asc' },
        select: { nextWakeAt: true },
      })
      if (!next?.nextWakeAt) break
      // A worker is a little late now and then.
      clock.at = new Date(Math.max(clock.at.getTime(), next.nextWakeAt.getTime() + (chance.happens(0.2) ? chance.ms(0, 40 * MINUTE) : 0)))
      if (clock.at.getTime() > moment) clock.at = new Date(Math.max(moment, next.nextWakeAt.getTime()))
      await service.wakeDue()
    }
    clock.at = new Date(Math.max(clock.at.getTime(), moment))
  }

  const look = async (id: string): Promise<void> => {
    const province = await deps.calendars.province()
    await checkTicket(db, id, (at) => isWorking(province, at))
  }

  clock.at = new Date(from)
  for (let event = queue.shift(); event; event = queue.shift()) {
    await turnTo(event.at)
    if (event.calendar !== undefined) await announce(room, event.calendar)
    else if (event.ticketId === null) {
      const { id } = await room.saved({}, room.who.operator)
      touched.add(id)
      result.tickets += 1
      queue.push({ at: later(chance, clock.at.getTime()), ticketId: id })
    } else {
      const acted = await oneAct(room, chance, people, event.ticketId)
      if (acted === 'done') result.acts += 1
      if (acted === 'refused') result.refused += 1
      await look(event.ticketId)
      const { status } = await db.ticket.findUniqueOrThrow({ where: { id: event.ticketId }, select: { status: true } })
      if (['waiting', 'processing', 'scheduled'].includes(status) || chance.happens(0.1))
        queue.push({ at: later(chance, clock.at.getTime()), ticketId: event.ticketId })
    }
    queue.sort((a, b) => a.at - b.at)
    if (event.at > until) break
  }
  await turnTo(until + 30 * DAY)
  for (const id of touched) await look(id)
  result.movedUp = await db.ticketHistory.count({ where: { action: 'slip-moved-up' } })
  result.lapses = await db.assignmentTerm.count({ where: { lapsedAt: { not: null } } })
  result.completed = await db.ticket.count({ where: { status: 'completed' } })
  return { result, room }
}

/** Somebody looks at it again: soon, or only after the deadline has passed. */
const later = (chance: Chance, at: number): number => at + (chance.happens(0.6) ? chance.ms(5 * MINUTE, 6 * HOUR) : chance.ms(6 * HOUR, 6 * DAY))

async function oneAct(room: SlipRoom, chance: Chance, people: readonly Viewer[], id: string): Promise<'done' | 'refused' | 'nothing'> {
  for (const who of await concerned(room, chance, people, id)) {
    const shown = await room.service.get(id, who).catch(() => null)
    const may = shown ? willing.filter((type) => shown.acts.includes(type)) : []
    if (!shown || may.length === 0) continue
    const type = chance.oneOf(may)
    if (seldom.includes(type) && !chance.happens(0.25)) continue
    const body = TicketAct.safeParse({ type, actId: randomUUID(), version: shown.version, ...wordsFor(room, chance, type, shown, who) })
    if (!body.success) return 'nothing'
    return room.service.act(id, body.data, who).then(
      () => 'done' as const,
      (error: unknown) => {
        if ((error as { code?: string }).code === undefined) throw error
        return 'refused' as const
      },
    )
  }
  return 'nothing'
}

const seldom: readonly ActType[] = ['withdraw', 'refuse', 'answer-now', 'reopen', 'return', 'comment', 'urge', 'edit-facts', 'request-info', 'give-back']

/** Whose desk it lies on, in random order; now and then anybody. */
async function concerned({ db, units }: SlipRoom, chance: Chance, people: readonly Viewer[], id: string): Promise<Viewer[]> {
  const { step, assignments } = await db.ticket.findUniqueOrThrow({
    where: { id },
    select: { step: true, assignments: { where: { state: { not: 'closed' } }, select: { unitId: true, holderUnitId: true, withinUnitId: true } } },
  })
  const at = step === 'operator' ? [units.hotline] : assignments.flatMap((slip) => [slip.unitId, slip.holderUnitId, slip.withinUnitId])
  const theirs = chance.happens(0.1) ? people : people.filter(({ memberships }) => memberships.some(({ unitId }) => at.includes(unitId)))
  return [...theirs].sort(() => chance.next() - 0.5)
}

/** Random words and choices for an act. */
function wordsFor(room: SlipRoom, chance: Chance, type: ActType, ticket: Ticket, who: Viewer): Record<string, unknown> {
  const own = who.memberships.map(({ unitId }) => unitId)
  const slip =
    ticket.slips.find(({ state, unitId, holderUnitId }) => state !== 'closed' && (own.includes(unitId) || own.includes(holderUnitId))) ?? ticket.slips[0]
  const { works, power, office } = room.units
  const result = ticket.results.filter(({ handedInAt, sentBackAt, approvedAt }) => handedInAt && !sentBackAt && !approvedAt).at(-1)
  return {
    slipId: slip?.id,
    termNo: slip?.termNo,
    resultId: result?.id,
    unitId:
      type === 'save-result'
        ? (slip?.unitId ?? works)
        : type === 'pass-on'
          ? null
          : chance.oneOf(type === 'assign' ? [works, power] : [works, works, power, power, office]),
    unitIds: [chance.oneOf([works, power])],
    coordinatingUnitIds: chance.happens(0.2) ? [chance.oneOf([works, power])] : [],
    personId: type === 'pass-on' ? room.who.focal.personId : undefined,
    reason: 'Lý do',
    guidance: 'Hướng dẫn',
    question: 'Ở đâu?',
    answer: 'Đã xử lý xong.',
    content: 'Đã xử lý.',
    text: 'Ý kiến',
    how: 'phone',
    withoutAnswers: chance.happens(0.7),
    sooner: chance.happens(0.7),
    amount: chance.oneOf([1, 2, 5, 10]),
    unit: chance.oneOf(['day', 'day', 'hour']),
    remindAfter: null,
    publicText: chance.happens(0.5) ? 'Đã xử lý xong.' : null,
    title: ticket.form.title,
    categoryId: ticket.form.categoryId,
    place: chance.happens(0.5) ? 'Nơi khác, phường Pleiku' : ticket.form.place,
    latitude: null,
    longitude: null,
  }
}

/** Storms that closed offices, and a swap the government announced late. */
const storms = [
  { day: '2026-04-20', exception: { id: 'swap', kind: 'swap', name: 'Hoán đổi', dayOff: '2026-05-04', workDay: '2026-05-09', frames: null } },
  {
    day: '2026-08-12',
    exception: { id: 'storm-1', kind: 'closure', name: 'Bão', from: { date: '2026-08-12', minute: 600 }, to: { date: '2026-08-13', minute: 1440 } },
  },
  {
    day: '2026-11-05',
    exception: { id: 'storm-2', kind: 'closure', name: 'Bão', from: { date: '2026-11-05', minute: 0 }, to: { date: '2026-11-06', minute: 720 } },
  },
] as const

async function announce(room: SlipRoom, index: number): Promise<void> {
  const { weeks, exceptions } = provinceDefault()
  const content = { weeks, exceptions: [...exceptions, ...storms.slice(0, index + 1).map(({ exception }) => exception)], cancels: [] }
  await room.db.calendarVersion.create({
    data: {
      id: randomUUID(),
      owner: 'province',
      version: index + 1,
      content: JSON.parse(JSON.stringify(content)),
      savedAt: room.clock.at,
      reason: 'Thông báo',
    },
  })
  room.deps.calendars.changed()
  const province = await room.deps.calendars.province()
  if (nextOpening(province, room.clock.at.getTime()) === null) throw new Error('the calendar has no working time')
}

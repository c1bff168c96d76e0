// Where petitions are late or soon due, by the unit whose turn it is: what a supervisor urges from the board.
import type { UnitsDue } from '../contract/units-due.ts'
import type { TicketDeps } from './deps.ts'
import { lastUrges } from './urges.ts'
import { SECRET_WORDS } from './visibility-rules.ts'

const HOUR_MS = 3_600_000
const SOON_HOURS = 2
const MOST_UNITS = 30
const MOST_PETITIONS = 20

/** Reads them; main slips whose clock goes on. */
export async function readUnitsDue({ db, clock, units }: TicketDeps): Promise<UnitsDue> {
  const now = clock.now()
  const soonAt = new Date(now.getTime() + SOON_HOURS * HOUR_MS)
  const rows = await db.$queryRaw<{ unitId: string; late: number; soon: number }[]>`
    SELECT holder_unit_id AS "unitId", (count(*) FILTER (WHERE late OR due_at < ${now}))::int AS late,
      (count(*) FILTER (WHERE NOT late AND due_at >= ${now} AND due_at < ${soonAt}))::int AS soon
    FROM assignment WHERE part = 'main' AND state IN ('running', 'paused', 'lapsed')
    GROUP BY holder_unit_id HAVING count(*) FILTER (WHERE late OR due_at < ${soonAt}) > 0
    ORDER BY late DESC, soon DESC, holder_unit_id`
  const shown = rows.slice(0, MOST_UNITS)
  const listed = await Promise.all(
    shown.map(async ({ unitId, ...counts }) => {
      const slips = await db.assignment.findMany({
        where: { holderUnitId: unitId, part: 'main', state: { in: ['running', 'paused', 'lapsed'] }, OR: [{ late: true }, { dueAt: { lt: soonAt } }] },
        orderBy: [{ late: 'desc' }, { dueAt: 'asc' }],
        take: MOST_PETITIONS,
        select: { ticketId: true, dueAt: true, late: true, createdAt: true, ticket: { select: { code: true, title: true, version: true, stateSecret: true } } },
      })
      return { id: unitId, name: (await units.unit(unitId, now))?.name ?? '', ...counts, slips }
    }),
  )
  const urges = await lastUrges(
    db,
    listed.flatMap(({ slips }) => slips.map(({ ticketId }) => ticketId)),
  )
  return {
    asOf: now.toISOString(),
    late: rows.reduce((all, { late }) => all + late, 0),
    soon: rows.reduce((all, { soon }) => all + soon, 0),
    soonHours: SOON_HOURS,
    units: listed.map(({ slips, ...unit }) => ({
      ...unit,
      petitions: slips.map(({ ticketId, dueAt, late, createdAt, ticket }) => {
        const urge = urges.get(ticketId)
        return {
          ...{ ticketId, code: ticket.code, title: ticket.stateSecret ? SECRET_WORDS : ticket.title, version: ticket.version },
          dueAt: dueAt.toISOString(),
          late: late || dueAt < now,
          urged: urge && urge.at >= createdAt ? { by: urge.by, at: urge.at.toISOString() } : null,
        }
      }),
    })),
  }
}

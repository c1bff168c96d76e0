// Units where petitions are late or soon due: what a supervisor urges from the board, on a real PostgreSQL.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UnitsDue } from '../../src/contract/units-due.ts'
import { createTicketService, type Viewer } from '../../src/tickets/service.ts'
import { bulkSlips, bulkUnits } from '../harness/bulk-slips.ts'
import { startTestDatabase, type TestDatabase } from '../harness/database.ts'
import { ticketDeps } from './ticket-room.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database?.stop())

test('late and soon due by unit, the most late first; an urge is recorded in each and shown', async () => {
  const { db } = database
  const now = new Date()
  const clock = { now: () => now }
  const service = createTicketService(ticketDeps(db, clock))
  const { id } = await db.person.create({ data: { name: 'Phạm Thu Hà', phone: '+84900000777' } })
  const boss: Viewer = { personId: id, name: 'Phạm Thu Hà', roles: ['supervisor'], memberships: [] }
  expect(await service.unitsDue()).toMatchObject({ late: 0, soon: 0, units: [] })

  const units = await bulkUnits(db, 3)
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000)
  await bulkSlips(db, units, 6, hours(-1), 1)
  await bulkSlips(db, units, 3, hours(1), 7)
  await bulkSlips(db, units, 3, hours(30), 10)
  const due = await service.unitsDue()
  expect(UnitsDue.safeParse(due).error).toBeUndefined()
  expect(due).toMatchObject({ late: 6, soon: 3, soonHours: 2 })
  expect(due.units).toHaveLength(3)
  for (const unit of due.units) {
    expect(unit).toMatchObject({ late: 2, soon: 1 })
    expect(unit.petitions.map(({ late }) => late)).toEqual([true, true, false])
  }
  const [first] = due.units[0]?.petitions ?? []
  const ticketId = first?.ticketId ?? ''
  await service.act(ticketId, { type: 'urge', actId: randomUUID(), version: first?.version ?? 0, notifyNext: true, text: 'Đề nghị trả kết quả ngay.' }, boss)
  const after = (await service.unitsDue()).units.flatMap(({ petitions }) => petitions)
  expect(after.find((petition) => petition.ticketId === ticketId)?.urged).toMatchObject({ by: 'Phạm Thu Hà' })
  expect(after.filter(({ urged }) => urged !== null)).toHaveLength(1)
})

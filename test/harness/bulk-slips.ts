// Many petitions with slips at once, put into the database by statements that make a thousand rows each.
import { randomUUID } from 'node:crypto'
import type { AssignmentClock } from '../../src/deadlines/assignment-clock.ts'
import { defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { provinceDefault } from '../../src/deadlines/default-calendars-rules.ts'
import { openClock } from '../../src/deadlines/escalation-rules.ts'
import { compileCalendar } from '../../src/deadlines/working-time.ts'
import type { Database } from '../../src/platform/database/client.ts'
import { clockColumns } from '../../src/tickets/slip-rows.ts'

export interface BulkUnits {
  units: string[]
  office: string
  people: number
}

/** Units with a focal point and a head each, and a provincial office; offices open at every hour. */
export async function bulkUnits(db: Database, count: number): Promise<BulkUnits> {
  const office = randomUUID()
  const units = Array.from({ length: count }, () => randomUUID())
  const validFrom = new Date('2021-01-01')
  await db.unit.createMany({
    data: [
      { id: office, code: `office-${office}`, name: 'Văn phòng UBND tỉnh', kind: 'province-office', capabilities: ['province-office'], validFrom },
      ...units.map((id, n) => ({ id, code: `unit-${id}`, name: `Đơn vị số ${n + 1}`, kind: 'department', validFrom })),
    ],
  })
  const people = [...units, office].flatMap((unitId, n) =>
    [0, 1].map((k) => ({ id: randomUUID(), unitId, k, phone: `+8490000${String(1000 + n * 2 + k).padStart(4, '0')}` })),
  )
  await db.person.createMany({ data: people.map(({ id, phone, k }, n) => ({ id, phone, name: `${k === 0 ? 'Chuyên viên' : 'Lãnh đạo'} ${n}` })) })
  await db.membership.createMany({
    data: people.map(({ id, unitId, k }) => ({
      personId: id,
      unitId,
      role: unitId === office ? 'provincial-office' : k === 0 ? 'focal-point' : 'unit-head',
      validFrom,
    })),
  })
  const day = [{ open: 0, close: 1440 }]
  const content = { weeks: [{ from: '2020-01-01', to: null, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day } }], exceptions: [], cancels: [] }
  await db.calendarVersion.create({ data: { id: randomUUID(), owner: 'province', version: 1, content, savedAt: validFrom } })
  return { units, office, people: people.length }
}

/** So many petitions waiting at their units' focal points, all due at one moment; numbered from `first`. */
export async function bulkSlips(db: Database, { units, office }: BulkUnits, count: number, dueAt: Date, first = 1): Promise<void> {
  const calendar = compileCalendar(provinceDefault())
  const opened = openClock({ part: 'main', unitId: 'UNIT', officeUnitId: office, onePerson: false }, Date.parse('2026-11-17T01:00:00Z'), defaultSettings, {
    unit: calendar,
    office: calendar,
  })
  if (!opened.ok) throw new Error(opened.message)
  const due = Math.floor(dueAt.getTime() / 1000) * 1000
  const clock: AssignmentClock = {
    ...opened.clock,
    term: { ...opened.clock.term, dueAt: due, lawDueAt: due, receivedAt: due - 28_800_000, startsAt: due - 28_800_000, alerts: [] },
  }
  const row = clockColumns(clock)
  const received = new Date(clock.term.receivedAt)
  await db.$executeRaw`
    INSERT INTO ticket (id, code, version, status, step, progress, channel, reporter_phone, reporter_number, reporter_name, reporter_address, title, place, content,
      reported_at, saved_at, due_at)
    SELECT gen_random_uuid(), 'GL26-' || lpad(n::text, greatest(6, length(n::text)), '0'), 1, 'waiting', 'focal-point', 'not-due', 'hotline', '0900 000 050', '+84900000050',
      'Rơ Châm H''Loan', 'Làng Plei Kép', 'Nắp hố ga vỡ số ' || n, 'Đường Wừu', 'Nắp hố ga bị vỡ, rất nguy hiểm.', ${received}, ${received}, ${row.dueAt}
    FROM generate_series(${first}::int, ${first + count - 1}::int) AS n`
  await db.$executeRaw`
    INSERT INTO assignment (id, ticket_id, number, cycle, part, unit_id, office_unit_id, note, created_at, clock, revision, state, level, holder_unit_id,
      due_at, calendar_version, next_wake_at)
    SELECT gen_random_uuid(), t.id, 1, 1, 'main', u.unit, ${office}::uuid, '', ${received},
      jsonb_set(jsonb_set(${JSON.stringify(clock)}::jsonb, '{unitId}', to_jsonb(u.unit)), '{term,unitId}', to_jsonb(u.unit)), ${row.revision}, ${row.state}, ${row.level},
      u.unit, ${row.dueAt}, ${row.calendarVersion}, ${row.nextWakeAt}
    FROM (SELECT id, row_number() OVER () AS n FROM ticket WHERE code BETWEEN ${codeOf(first)} AND ${codeOf(first + count - 1)}) t
    CROSS JOIN LATERAL (SELECT (${units}::uuid[])[1 + (t.n % ${units.length}::int)::int] AS unit) u`
  await db.$executeRaw`
    INSERT INTO assignment_term (assignment_id, no, level, unit_id, received_at, due_at)
    SELECT id, 1, level, unit_id, created_at, due_at FROM assignment a WHERE NOT EXISTS (SELECT 1 FROM assignment_term x WHERE x.assignment_id = a.id)`
}

const codeOf = (n: number): string => `GL26-${String(n).padStart(6, '0')}`

// A database as it looks after years: petitions of all kinds, nearly all of them over, each with its slip, put in by large statements.
import pg from 'pg'
import { defaultSettings } from '../../src/deadlines/deadline-settings-rules.ts'
import { provinceDefault } from '../../src/deadlines/default-calendars-rules.ts'
import { openClock, step } from '../../src/deadlines/escalation-rules.ts'
import { compileCalendar } from '../../src/deadlines/working-time.ts'
import { clockColumns } from '../../src/tickets/slip-rows.ts'
import type { BulkUnits } from './bulk-slips.ts'
import type { TestDatabase } from './database.ts'

const what = [
  'Nắp hố ga vỡ',
  'Đèn đường tắt',
  'Nước chảy tràn',
  'Rác thải đổ trộm',
  'Cây đổ chắn lối',
  'Karaoke quá giờ',
  'Cấp nước yếu',
  'Vỉa hè bị chiếm',
  'Hỏi thủ tục hộ tịch',
  'Mất sóng điện thoại',
]
const where = [
  'đường Wừu',
  'đường Lê Duẩn',
  'hẻm 84 Hùng Vương',
  'làng Plei Kép',
  'chợ Yên Đỗ',
  'tổ 7 phường Pleiku',
  'đường Trường Chinh',
  'xã Ia Krêl',
  'thôn 4 xã Ayun',
  'trường THCS Nguyễn Du',
]
const GOING_SHARE = 500
const STEP = 50_000

/** Fills it. One in `GOING_SHARE` is still being handled. */
export async function fillArchive({ db, url }: Pick<TestDatabase, 'db' | 'url'>, { units, office }: BulkUnits, count: number): Promise<void> {
  const calendar = compileCalendar(provinceDefault())
  const calendars = { unit: calendar, office: calendar }
  const received = Date.parse('2026-11-17T01:00:00Z')
  const opened = openClock({ part: 'main', unitId: 'UNIT', officeUnitId: office, onePerson: false }, received, defaultSettings, calendars)
  if (!opened.ok) throw new Error(opened.message)
  const handed = step(opened.clock, { type: 'hand-in', hasResult: true }, received + 3_600_000, defaultSettings, calendars)
  const closed = handed.ok ? step(handed.clock, { type: 'close', cause: 'completed' }, received + 7_200_000, defaultSettings, calendars) : handed
  if (!closed.ok) throw new Error(closed.message)
  // Indexes are built once at the end, as after a restore.
  await db.$executeRaw`DROP INDEX ticket_search_words`
  await db.$executeRaw`ALTER TABLE assignment DISABLE TRIGGER USER`
  for (let from = 1; from <= count; from += STEP) {
    const to = Math.min(count, from + STEP - 1)
    await db.$executeRaw`
      INSERT INTO ticket (id, code, version, status, step, progress, channel, reporter_phone, reporter_number, reporter_name, reporter_address, title, place, content,
        reported_at, saved_at, ended_at, unit_ids)
      SELECT gen_random_uuid(), 'GL26-' || lpad(n::text, greatest(6, length(n::text)), '0'), 3, CASE WHEN n % ${GOING_SHARE}::int = 0 THEN 'waiting' ELSE 'completed' END,
        'focal-point', CASE WHEN n % ${GOING_SHARE}::int = 0 THEN 'not-due' ELSE 'on-time' END, 'hotline', '0900 000 050', '+84900000050', 'Rơ Châm H''Loan',
        'Làng Plei Kép', (${what}::text[])[1 + n % 10] || ' ở ' || (${where}::text[])[1 + (n / 10) % 10] || ', số ' || n, (${where}::text[])[1 + (n / 10) % 10],
        (${what}::text[])[1 + (n / 7) % 10] || ' từ hôm qua, đề nghị đơn vị xử lý sớm. Việc số ' || n || '.', now() - (n || ' minutes')::interval, now() - (n || ' minutes')::interval, now(),
        ARRAY[(${units}::uuid[])[1 + n % ${units.length}::int]]
      FROM generate_series(${from}::int, ${to}::int) AS n`
    for (const [clock, going] of [
      [opened.clock, true],
      [closed.clock, false],
    ] as const) {
      const row = clockColumns(clock)
      await db.$executeRaw`
        INSERT INTO assignment (id, ticket_id, number, cycle, part, unit_id, office_unit_id, note, created_at, clock, revision, state, level, holder_unit_id,
          due_at, calendar_version, next_wake_at, closed_at, close_cause)
        SELECT gen_random_uuid(), t.id, 1, 1, 'main', u.unit, ${office}::uuid, '', t.reported_at,
          jsonb_set(jsonb_set(${JSON.stringify(clock)}::jsonb, '{unitId}', to_jsonb(u.unit)), '{term,unitId}', to_jsonb(u.unit)), ${row.revision}, ${row.state}, ${row.level},
          u.unit, ${row.dueAt}, ${row.calendarVersion}, ${row.nextWakeAt}::timestamptz, ${row.closedAt}::timestamptz, ${row.closeCause}
        FROM (SELECT id, reported_at, substr(code, 6)::int AS n FROM ticket WHERE code BETWEEN ${codeOf(from)} AND ${codeOf(to)} AND length(code) = length(${codeOf(to)})
          AND (status = 'waiting') = ${going}) t
        CROSS JOIN LATERAL (SELECT (${units}::uuid[])[1 + t.n % ${units.length}::int] AS unit) u`
    }
  }
  // Over a connection that waits as long as it takes.
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('ALTER TABLE ticket_unit DISABLE TRIGGER USER')
    await client.query(
      `INSERT INTO ticket_unit (unit_id, ticket_id, reported_at) SELECT DISTINCT a.unit_id, t.id, t.reported_at FROM assignment a JOIN ticket t ON t.id = a.ticket_id`,
    )
    await client.query('ALTER TABLE ticket_unit ENABLE TRIGGER USER')
    await client.query('ALTER TABLE assignment ENABLE TRIGGER USER')
    await client.query('CREATE INDEX ticket_search_words ON ticket USING gin (unit_ids, search_vector(search_text))')
    // As after a night: PostgreSQL does it by itself, by and by.
    await client.query('VACUUM (ANALYZE)')
  } finally {
    await client.end()
  }
}

const codeOf = (n: number): string => `GL26-${String(n).padStart(6, '0')}`

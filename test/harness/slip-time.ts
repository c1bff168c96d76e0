// Time for slips of a running platform: offices that are open at every hour, and deadlines put into the past as if the hours had gone by.
import pg from 'pg'
import type { TestPlatform } from './platform.ts'

async function withDatabase<T>(platform: TestPlatform, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: platform.servers().databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The province's offices never close: what moves up in office hours moves up whenever the test runs. */
export async function officesAlwaysOpen(platform: TestPlatform): Promise<void> {
  const day = [{ open: 0, close: 1440 }]
  const content = { weeks: [{ from: '2020-01-01', to: null, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day } }], exceptions: [], cancels: [] }
  await withDatabase(platform, (client) =>
    client.query(`INSERT INTO calendar_version (id, owner, version, content, saved_at) VALUES (gen_random_uuid(), 'province', 1, $1, now())`, [
      JSON.stringify(content),
    ]),
  )
  // What runs keeps the calendar it read for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
}

/** The running terms of a petition's slips are over by `secondsAgo`, and the clocks are woken. */
export async function letTermsPass(platform: TestPlatform, code: string, secondsAgo = 2): Promise<void> {
  await withDatabase(platform, async (client) => {
    const due = Date.now() - secondsAgo * 1000
    await client.query(
      `UPDATE assignment a SET clock = jsonb_set(jsonb_set(clock, '{term,dueAt}', to_jsonb($2::bigint)), '{term,receivedAt}', to_jsonb($2::bigint - 28800000)),
         due_at = to_timestamp($2::bigint / 1000.0), next_wake_at = now() - interval '1 second'
       FROM ticket t WHERE t.id = a.ticket_id AND t.code = $1 AND a.state = 'running'`,
      [code, Math.floor(due / 1000) * 1000],
    )
    await client.query(`SELECT graphile_worker.add_job('wake-slips', '{}'::json)`)
  })
}

/** The moment of the reminders of a petition's running term has come, and the clocks are woken. */
export async function letRemindersCome(platform: TestPlatform, code: string): Promise<void> {
  await withDatabase(platform, async (client) => {
    await client.query(
      `UPDATE assignment a SET next_wake_at = now() - interval '1 second', clock = jsonb_set(clock, '{term,alerts}', (
         SELECT jsonb_agg(jsonb_set(alert, '{at}', to_jsonb((extract(epoch FROM now())::bigint - 2) * 1000))) FROM jsonb_array_elements(clock->'term'->'alerts') alert))
       FROM ticket t WHERE t.id = a.ticket_id AND t.code = $1 AND a.state = 'running' AND jsonb_array_length(clock->'term'->'alerts') > 0`,
      [code],
    )
    await client.query(`SELECT graphile_worker.add_job('wake-slips', '{}'::json)`)
  })
}

/** What is told of a petition, as `template state`. */
export async function messagesOf(platform: TestPlatform, code: string): Promise<string[]> {
  return withDatabase(platform, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `SELECT m.template || ' ' || m.state AS line FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.code = $1 ORDER BY m.created_at`,
      [code],
    )
    return rows.map(({ line }) => line)
  })
}

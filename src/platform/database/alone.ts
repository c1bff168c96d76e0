// Work that only one process at a time may do, whichever of them has it: the database's lock ends with the connection, so also with a kill.
import { createHash } from 'node:crypto'
import pg from 'pg'

/** Does the work if nobody else does work of this name now; answers whether it was done. */
export async function runAlone(databaseUrl: string, name: string, work: () => Promise<unknown>): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000, keepAlive: true })
  // A connection that breaks in the middle is told by the next question; nothing here may end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const key = createHash('sha256').update(name).digest().readBigInt64BE(0)
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [key.toString()])
    if (rows[0]?.got !== true) return false
    await work()
    return true
  } finally {
    await client.end().catch(() => undefined)
  }
}

// The operators of a measurement: accounts and signed-in sessions made in the database, each with a desk telephone.
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { loadSecrets } from '../src/launcher/secrets.ts'
import { sessionCookieName, sessionIdOf } from '../src/platform/http/session-cookie.ts'
import type { TestPlatform } from '../test/harness/platform.ts'

/** A connection to the measured system's own database. */
export async function connectDatabase(dataDir: string): Promise<pg.Client> {
  const { postgres } = JSON.parse(readFileSync(path.join(dataDir, 'run/ports.json'), 'utf8')) as { postgres: number }
  const client = new pg.Client({ host: '127.0.0.1', port: postgres, user: 'hotline', database: 'hotline', password: loadSecrets(dataDir).postgresPassword })
  await client.connect()
  return client
}

/**
 * Makes `count` operators whose telephones all are at `sipPort`, and answers their cookies. Signing in 200 people by
 * password would take minutes of hashing and run into the sign-in limit, so the sessions are made as the server would.
 */
export async function hireOperators(platform: TestPlatform, db: pg.Client, count: number, sipPort: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(`select id from unit where 'operator' = any(capabilities) limit 1`)
  const unitId = rows[0]?.id
  if (!unitId) throw new Error('there is no unit for operators')
  const { sessionSecret } = loadSecrets(platform.dataDir)
  const cookies: string[] = []
  for (let n = 0; n < count; n += 1) {
    const personId = randomUUID()
    await db.query('insert into person (id, phone, name) values ($1, $2, $3)', [personId, `+849000099${String(n).padStart(4, '0')}`, `Bench ${n}`])
    await db.query(`insert into membership (id, person_id, unit_id, role, valid_from) values ($1, $2, $3, 'operator', now() - interval '1 day')`, [
      randomUUID(),
      personId,
      unitId,
    ])
    const value = randomBytes(24).toString('base64url')
    const expires = new Date(Date.now() + 6 * 3_600_000)
    const data = { cookie: { originalMaxAge: 12 * 3_600_000, expires, httpOnly: true, path: '/', sameSite: 'lax', secure: false }, personId }
    await db.query('insert into session (id, person_id, data, expires_at) values ($1, $2, $3, $4)', [sessionIdOf(value), personId, data, expires])
    const signature = createHmac('sha256', sessionSecret).update(value).digest('base64').replace(/=+$/, '')
    const cookie = `${sessionCookieName}=${encodeURIComponent(`s:${value}.${signature}`)}`
    const answer = await fetch(`${platform.baseUrl}/api/profile/phone`, {
      method: 'PUT',
      headers: { cookie, origin: platform.baseUrl, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'sip', contact: `sip:desk${n}@127.0.0.1:${sipPort}` }),
    })
    if (!answer.ok) throw new Error(`telephone of an operator not set: ${answer.status} ${await answer.text()}`)
    cookies.push(cookie)
  }
  return cookies
}

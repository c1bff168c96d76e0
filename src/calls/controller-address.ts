// Where the controller that has the calls can be reached: its lease tells.
import type { Database } from '../platform/database/client.ts'
import { withinTime } from '../platform/http/time-limit.ts'

const LOOK_LIMIT_MS = 1000

/** Makes the look-up. While the database is away nobody takes over, so the address as last seen counts. */
export function createControllerAddress(db: Pick<Database, 'controllerLease'>): () => Promise<string | null> {
  let seen: string | null = null
  return async () => {
    const row = await withinTime(db.controllerLease.findUnique({ where: { name: 'controller' } }), LOOK_LIMIT_MS, 'controller address').catch(() => undefined)
    if (row !== undefined) seen = row?.address || null
    return seen
  }
}

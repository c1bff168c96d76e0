// Reading back the agents' intervals that the journal's writer keeps.
import type { Database } from '../platform/database/client.ts'

/** The open interval of every agent who is not off duty. */
export const openIntervals = (db: Database) => db.agentInterval.findMany({ where: { endedAt: null, state: { not: 'offline' } } })

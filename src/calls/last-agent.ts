// Who talked with a number last.
import type { Database } from '../platform/database/client.ts'

/** The operator of the number's (E.164) newest answered call since then; null when there is none. */
export async function lastAgentOf(db: Database, number: string, since: Date): Promise<string | null> {
  const call = await db.call.findFirst({
    where: { callerNumber: number, arrivedAt: { gte: since }, answeredAt: { not: null }, agentId: { not: null } },
    orderBy: { arrivedAt: 'desc' },
    select: { agentId: true },
  })
  return call?.agentId ?? null
}

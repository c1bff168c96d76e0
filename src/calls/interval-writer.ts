// Writes what agents did into PostgreSQL: one row per stretch of a state, changed by later words about the same stretch.
import type { AgentIntervalRecord } from '../acd/agents.ts'
import type { Transaction } from '../platform/database/client.ts'
import type { JournalRecord } from './journal.ts'

const time = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** Writes one record of kind agent; may be repeated. */
export async function writeInterval(tx: Transaction, record: JournalRecord): Promise<void> {
  const { intervalId, agent, account } = record.body as AgentIntervalRecord
  const startedAt = new Date(agent.since)
  const changing = {
    dueAt: time(agent.dueAt),
    idleSince: new Date(agent.idleSince),
    afterState: agent.after?.state ?? null,
    afterReason: agent.after?.state === 'paused' ? agent.after.reason : null,
    account,
  }
  const { count } = await tx.agentInterval.updateMany({ where: { id: intervalId }, data: changing })
  if (count > 0) return
  // What a controller wrote down before it lost its lease may come after what its successor wrote.
  const later = await tx.agentInterval.findFirst({
    where: { agentId: agent.agentId, startedAt: { gt: startedAt } },
    select: { startedAt: true },
    orderBy: { startedAt: 'asc' },
  })
  await tx.agentInterval.updateMany({ where: { agentId: agent.agentId, endedAt: null, startedAt: { lte: startedAt } }, data: { endedAt: startedAt } })
  await tx.agentInterval.create({
    data: {
      id: intervalId,
      agentId: agent.agentId,
      state: agent.state,
      pauseReason: agent.pauseReason,
      startedAt,
      endedAt: later?.startedAt ?? null,
      callId: agent.callId,
      ...changing,
    },
  })
}

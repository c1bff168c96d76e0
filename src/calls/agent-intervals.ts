// Reading back the agents' intervals that the journal's writer keeps.
import type { AgentIntervalRecord } from '../acd/agents.ts'
import { AgentState, PauseReason } from '../contract/values.ts'
import type { Database } from '../platform/database/client.ts'

/** The open interval of every agent who is not off duty, as the journal would tell it. */
export async function openIntervals(db: Database): Promise<AgentIntervalRecord[]> {
  const rows = await db.agentInterval.findMany({
    where: { endedAt: null, state: { not: 'offline' } },
    include: { agent: { select: { name: true } }, supervisor: { select: { name: true } } },
  })
  return rows.map((row) => ({
    intervalId: row.id,
    account: row.account,
    profile: null,
    agent: {
      agentId: row.agentId,
      name: row.agent.name,
      state: AgentState.parse(row.state),
      pauseReason: PauseReason.nullable().parse(row.pauseReason),
      since: row.startedAt.getTime(),
      dueAt: row.dueAt?.getTime() ?? null,
      callId: row.callId,
      idleSince: (row.idleSince ?? row.startedAt).getTime(),
      after:
        row.afterState === 'paused'
          ? { state: 'paused', reason: PauseReason.parse(row.afterReason) }
          : row.afterState === 'offline'
            ? { state: 'offline' }
            : null,
      ...(row.setBy && row.supervisor ? { setBy: { personId: row.setBy, name: row.supervisor.name } } : {}),
    },
  }))
}

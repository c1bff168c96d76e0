// After a restart of the platform: agents go on in the state the database has them in, if their pages come back in time.
import { openIntervals } from '../calls/agent-intervals.ts'
import type { Database } from '../platform/database/client.ts'
import type { AgentRegistry } from './agents.ts'

/**
 * Puts back who was ready or paused. Who was ringing, talking or in wrap-up starts as paused ('technical'): the call
 * that state belonged to ended with the restart. Whose page has not opened its desk within `graceMs` is off duty.
 */
export async function restoreAgents(deps: { db: Database; agents: AgentRegistry; graceMs: number; hasDesk: (agentId: string) => boolean }): Promise<void> {
  const open = await openIntervals(deps.db)
  for (const interval of open) {
    const agent = deps.agents.get(interval.agentId)
    if (!agent) continue
    const since = interval.startedAt.getTime()
    if (interval.state === 'ready') deps.agents.restore({ ...agent, state: 'ready', since, idleSince: since })
    else if (interval.state === 'paused')
      deps.agents.restore({ ...agent, state: 'paused', since, pauseReason: interval.pauseReason as typeof agent.pauseReason })
    else deps.agents.signal(interval.agentId, { type: 'pause', reason: 'technical' })
  }
  setTimeout(() => {
    for (const { agentId } of open) if (!deps.hasDesk(agentId)) deps.agents.signal(agentId, { type: 'offline' })
  }, deps.graceMs).unref()
}

// After a restart or takeover: agents go on in the state they were in, if their pages come back in time.
import type { CallState } from '../calls/state.ts'
import { alignWithCalls, newestOf } from './agent-restore-rules.ts'
import type { AgentIntervalRecord, AgentRegistry } from './agents.ts'
import type { Phones } from './phones.ts'

interface Deps {
  agents: AgentRegistry
  /** From the local journal and, when it can be asked, from the database. */
  records: readonly AgentIntervalRecord[]
  calls: readonly CallState[]
  wrapupMs: number
  phones: Pick<Phones, 'setAccount' | 'setProfile'>
}

/** Puts back who was at work, each with the telephone of his page; answers their ids. */
export function restoreAgents({ agents, records, calls, wrapupMs, phones }: Deps): string[] {
  const { asTheyWere, changed } = alignWithCalls(newestOf(records), calls)
  for (const record of asTheyWere) {
    agents.restore(record)
    // His telephone rings again before his page is back.
    phones.setAccount(record.agent.agentId, record.account)
    if (record.profile) phones.setProfile(record.agent.agentId, record.profile)
  }
  for (const { agentId, signal } of changed) {
    if (signal.type === 'found') agents.signal(agentId, signal)
    else agents.signal(agentId, agents.get(agentId)?.state === 'on-call' ? { type: 'released', wrapupMs } : { type: 'withdrawn' })
  }
  return asTheyWere.map((record) => record.agent.agentId)
}

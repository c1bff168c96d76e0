// Who waits although nobody is there to answer. Pure.
import type { AgentState } from '../contract/values.ts'

interface OnDutyLook {
  agents: readonly { state: AgentState; since: number }[]
  /** Callers in the queue, each since when (ms). */
  waiting: readonly { callId: string; queuedAt: number }[]
  /** Since when this controller knows who is on duty: those who come back to it have their time. */
  knownSince: number
  now: number
  limitMs: number
}

/** The callers to be asked for a message now, and when to look again; null while somebody is on duty or nobody waits. */
export function forsakenCallers({ agents, waiting, knownSince, now, limitMs }: OnDutyLook): { callIds: string[]; again: number | null } {
  if (agents.some(({ state }) => state !== 'offline')) return { callIds: [], again: null }
  const nobodySince = Math.max(knownSince, ...agents.map(({ since }) => since))
  const due = waiting.map(({ callId, queuedAt }) => ({ callId, at: Math.max(nobodySince, queuedAt) + limitMs }))
  const later = due.filter(({ at }) => at > now).map(({ at }) => at)
  return { callIds: due.filter(({ at }) => at <= now).map(({ callId }) => callId), again: later.length > 0 ? Math.min(...later) : null }
}

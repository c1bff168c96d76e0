// Calls and agents' time of a span, as figures need them: narrow rows, found by their times.
import type { CountedCall, CountedInterval } from '../acd/figures-rules.ts'
import { AgentState, CallOutcome } from '../contract/values.ts'
import type { Database } from '../platform/database/client.ts'

const ms = (at: Date | null): number | null => at?.getTime() ?? null
const HOUR_MS = 3_600_000

/** The calls that arrived from one moment to before another. */
export async function callsArrived(db: Database, from: Date, to: Date): Promise<CountedCall[]> {
  const rows = await db.call.findMany({
    where: { arrivedAt: { gte: from, lt: to } },
    select: { id: true, arrivedAt: true, queuedAt: true, answeredAt: true, endedAt: true, outcome: true, talkMs: true, holdMs: true },
  })
  return rows.map(({ id, arrivedAt, queuedAt, answeredAt, endedAt, outcome, talkMs, holdMs }) => ({
    callId: id,
    arrivedAt: arrivedAt.getTime(),
    queuedAt: ms(queuedAt),
    answeredAt: ms(answeredAt),
    endedAt: ms(endedAt),
    outcome: CallOutcome.nullable().parse(outcome),
    talkMs,
    holdMs,
  }))
}

/** The agents' time that counts; a shift may have begun the day before, and the wrap-up of a late call end the day after. */
export async function agentTimeOf(db: Database, from: Date, to: Date): Promise<CountedInterval[]> {
  const rows = await db.agentInterval.findMany({
    where: {
      startedAt: { gte: new Date(from.getTime() - 24 * HOUR_MS), lt: new Date(to.getTime() + 3 * HOUR_MS) },
      state: { in: ['ready', 'ringing', 'on-call', 'wrap-up'] satisfies AgentState[] },
    },
    select: { state: true, startedAt: true, endedAt: true, callId: true },
  })
  return rows.map(({ state, startedAt, endedAt, callId }) => ({ state: AgentState.parse(state), startedAt: startedAt.getTime(), endedAt: ms(endedAt), callId }))
}

export interface CallFacts {
  callerNumber: string | null
  callerRaw: string
  agentName: string | null
  ticketId: string | null
}

/** Who called, who answered and where it is written, of a page of calls. */
export async function factsOfCalls(db: Database, callIds: readonly string[]): Promise<Map<string, CallFacts>> {
  const rows = await db.call.findMany({
    where: { id: { in: [...callIds] } },
    select: { id: true, callerNumber: true, callerRaw: true, ticketId: true, agent: { select: { name: true } } },
  })
  return new Map(rows.map(({ id, agent, ...row }) => [id, { ...row, agentName: agent?.name ?? null }]))
}

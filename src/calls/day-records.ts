// Calls and agents' time of a span, as figures need them. The database hands each out as one text: thousands of rows made into
// objects by the client would keep the process from its calls for half a second.
import type { CountedCall, CountedInterval } from '../acd/figures-rules.ts'
import type { AgentState, CallOutcome, Disposition, PauseReason, Rating } from '../contract/values.ts'
import type { Database } from '../platform/database/client.ts'

const HOUR_MS = 3_600_000

type CallRow = [
  id: string,
  arrivedAt: number,
  queuedAt: number | null,
  answeredAt: number | null,
  endedAt: number | null,
  outcome: CallOutcome | null,
  talkMs: number,
  holdMs: number,
  rating: Rating | null,
  ratingAsked: boolean,
  agentId: string | null,
  disposition: Disposition | null,
]

/** The calls that arrived from one moment to before another. */
export async function callsArrived(db: Database, from: Date, to: Date): Promise<CountedCall[]> {
  const [found] = await db.$queryRaw<{ rows: string }[]>`
    SELECT coalesce(json_agg(json_build_array(id, (extract(epoch FROM arrived_at) * 1000)::bigint, (extract(epoch FROM queued_at) * 1000)::bigint,
      (extract(epoch FROM answered_at) * 1000)::bigint, (extract(epoch FROM ended_at) * 1000)::bigint, outcome, talk_ms, hold_ms,
      rating, rating_asked_at IS NOT NULL, agent_id, disposition)), '[]')::text AS rows
    FROM call WHERE arrived_at >= ${from} AND arrived_at < ${to}`
  return (JSON.parse(found?.rows ?? '[]') as CallRow[]).map(
    ([callId, arrivedAt, queuedAt, answeredAt, endedAt, outcome, talkMs, holdMs, rating, ratingAsked, agentId, disposition]) => ({
      callId,
      arrivedAt,
      queuedAt,
      answeredAt,
      endedAt,
      outcome,
      talkMs,
      holdMs,
      rating,
      ratingAsked,
      agentId,
      disposition,
    }),
  )
}

type IntervalRow = [state: AgentState, startedAt: number, endedAt: number | null, callId: string | null, agentId: string, pauseReason: PauseReason | null]

/** The agents' time that counts; a shift may have begun the day before, and the wrap-up of a late call end the day after. */
export async function agentTimeOf(db: Database, from: Date, to: Date): Promise<CountedInterval[]> {
  const [since, until] = [new Date(from.getTime() - 24 * HOUR_MS), new Date(to.getTime() + 3 * HOUR_MS)]
  const [found] = await db.$queryRaw<{ rows: string }[]>`
    SELECT coalesce(json_agg(json_build_array(state, (extract(epoch FROM started_at) * 1000)::bigint, (extract(epoch FROM ended_at) * 1000)::bigint,
      CASE WHEN state = 'wrap-up' THEN call_id END, agent_id, pause_reason)), '[]')::text AS rows
    FROM agent_interval
    WHERE started_at >= ${since} AND started_at < ${until} AND state <> 'offline'`
  return (JSON.parse(found?.rows ?? '[]') as IntervalRow[]).map(([state, startedAt, endedAt, callId, agentId, pauseReason]) => ({
    ...{ state, startedAt, endedAt, callId, agentId, pauseReason },
  }))
}

export interface CallFacts {
  callerNumber: string | null
  callerRaw: string
  agentName: string | null
  ticketId: string | null
  recorded: boolean
}

/** Who called, who answered and where it is written, of a page of calls. */
export async function factsOfCalls(db: Database, callIds: readonly string[]): Promise<Map<string, CallFacts>> {
  const rows = await db.call.findMany({
    where: { id: { in: [...callIds] } },
    select: {
      id: true,
      callerNumber: true,
      callerRaw: true,
      ticketId: true,
      agent: { select: { name: true } },
      recordings: { where: { removedAt: null }, select: { id: true }, take: 1 },
    },
  })
  return new Map(rows.map(({ id, agent, recordings, ...row }) => [id, { ...row, agentName: agent?.name ?? null, recorded: recordings.length > 0 }]))
}

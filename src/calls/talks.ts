// Who talked in which recorded call: what quality scoring reads of the calls. Of a call that was passed on each operator has a row.
import type { CallOutcome, Rating } from '../contract/values.ts'
import type { Database } from '../platform/database/client.ts'

export interface Talk {
  callId: string
  agentId: string
  /** Ms since the epoch. */
  arrivedAt: number
  outcome: CallOutcome | null
  rating: Rating | null
}

type TalkRow = [callId: string, agentId: string, arrivedAt: number, outcome: CallOutcome | null, rating: Rating | null]

/** The talks of recorded calls that are over and arrived from one moment to before another, newest first; handed out as one text like a day's calls. */
export async function recordedTalks(db: Database, from: Date, to: Date): Promise<Talk[]> {
  const [found] = await db.$queryRaw<{ rows: string }[]>`
    WITH over AS (
      SELECT c.id, c.agent_id, c.arrived_at, c.outcome, c.rating FROM call c
      WHERE c.arrived_at >= ${from} AND c.arrived_at < ${to} AND c.ended_at IS NOT NULL AND c.answered_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM recording r WHERE r.call_id = c.id AND r.removed_at IS NULL)
    ), talk AS (
      SELECT id, agent_id, arrived_at, outcome, rating FROM over WHERE agent_id IS NOT NULL
      UNION
      SELECT o.id, s.agent_id, o.arrived_at, o.outcome, o.rating FROM over o
        JOIN recording_segment s ON s.call_id = o.id AND s.kind IN ('talk', 'hold', 'conference') AND s.agent_id IS NOT NULL
      UNION
      SELECT o.id, s.second_id, o.arrived_at, o.outcome, o.rating FROM over o
        JOIN recording_segment s ON s.call_id = o.id AND s.kind = 'conference' AND s.second_id IS NOT NULL
      UNION
      -- Calls from before segments were kept.
      SELECT o.id, i.agent_id, o.arrived_at, o.outcome, o.rating FROM over o JOIN agent_interval i ON i.call_id = o.id AND i.state = 'on-call'
        WHERE NOT EXISTS (SELECT 1 FROM recording_segment s WHERE s.call_id = o.id)
    )
    SELECT coalesce(json_agg(json_build_array(id, agent_id, (extract(epoch FROM arrived_at) * 1000)::bigint, outcome, rating)
      ORDER BY arrived_at DESC, id, agent_id), '[]')::text AS rows FROM talk`
  return (JSON.parse(found?.rows ?? '[]') as TalkRow[]).map(([callId, agentId, arrivedAt, outcome, rating]) => ({
    callId,
    agentId,
    arrivedAt,
    outcome,
    rating,
  }))
}

export interface TalkFacts {
  callId: string
  arrivedAt: Date
  /** As it was understood, or as it came. */
  number: string | null
  outcome: string | null
  rating: number | null
  talkMs: number
  holdMs: number
  ticketId: string | null
  over: boolean
  recordings: { id: string; url: string; durationMs: number | null; startedAt: Date; removedAt: Date | null; held: boolean }[]
}

/** What is to be known of these calls, by their ids. */
export async function factsOfTalks(db: Database, callIds: readonly string[]): Promise<Map<string, TalkFacts>> {
  const rows = await db.call.findMany({
    where: { id: { in: [...new Set(callIds)] } },
    include: { recordings: { orderBy: { startedAt: 'asc' }, select: { id: true, durationMs: true, startedAt: true, removedAt: true, held: true } } },
  })
  return new Map(
    rows.map(({ id, callerNumber, callerRaw, endedAt, recordings, ...row }) => [
      id,
      {
        callId: id,
        arrivedAt: row.arrivedAt,
        number: callerNumber ?? (callerRaw || null),
        outcome: row.outcome,
        rating: row.rating,
        talkMs: row.talkMs,
        holdMs: row.holdMs,
        ticketId: row.ticketId,
        over: endedAt !== null,
        recordings: recordings.map((recording) => ({ ...recording, url: `/api/recordings/${recording.id}/audio` })),
      },
    ]),
  )
}

/** The ids of all who are heard in a call's recording: whoever only tried to reach the citizen, or was asked unrecorded, is not. */
export async function talkersOf(db: Database, callId: string): Promise<string[]> {
  const [call, segments, intervals] = await Promise.all([
    db.call.findUnique({ where: { id: callId }, select: { agentId: true } }),
    db.recordingSegment.findMany({ where: { callId }, orderBy: { seq: 'asc' }, select: { kind: true, agentId: true, secondId: true } }),
    db.agentInterval.findMany({ where: { callId, state: 'on-call' }, orderBy: { startedAt: 'asc' }, select: { agentId: true } }),
  ])
  const heard = segments.flatMap(({ kind, agentId, secondId }) =>
    kind === 'talk' || kind === 'hold' ? [agentId] : kind === 'conference' ? [agentId, secondId] : [],
  )
  // Calls from before segments were kept.
  const talkers = segments.length > 0 ? heard : intervals.map(({ agentId }) => agentId)
  return [...new Set([...talkers, call?.agentId].filter((id) => id !== null && id !== undefined))]
}

/** Supervisors who spoke in a call: to its operator alone, or with all. */
export async function spokenInBy(db: Database, callId: string): Promise<string[]> {
  const rows = await db.callMonitoring.findMany({ where: { callId, act: { in: ['whisper', 'barge'] } }, select: { personId: true }, distinct: ['personId'] })
  return rows.map(({ personId }) => personId)
}

/** Is the call over? */
export async function isOver(db: Database, callId: string): Promise<boolean> {
  return (await db.call.count({ where: { id: callId, endedAt: { not: null } } })) > 0
}

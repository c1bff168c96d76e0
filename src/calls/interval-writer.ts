// Writes what agents did into PostgreSQL: one row per stretch of a state, changed by later words about the same stretch.
import type { AgentIntervalRecord } from '../acd/agents.ts'
import type { Transaction } from '../platform/database/client.ts'
import type { JournalRecord } from './journal.ts'

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** Writes records of kind agent, in the order of the journal; may be repeated. Each round takes one record of every agent. */
export async function writeIntervals(tx: Transaction, records: readonly JournalRecord[]): Promise<void> {
  const ofAgent = new Map<string, JournalRecord[]>()
  for (const record of records) ofAgent.set(record.subject, [...(ofAgent.get(record.subject) ?? []), record])
  for (let round = 0; ; round += 1) {
    const present = [...ofAgent.values()].flatMap((own) => own[round] ?? [])
    if (present.length === 0) return
    await writeRound(tx, present)
  }
}

async function writeRound(tx: Transaction, records: readonly JournalRecord[]): Promise<void> {
  const rows = records.map((record) => {
    const { intervalId, agent, account } = record.body as AgentIntervalRecord
    return {
      id: intervalId,
      agent_id: agent.agentId,
      state: agent.state,
      pause_reason: agent.pauseReason,
      started_at: time(agent.since),
      call_id: agent.callId,
      due_at: time(agent.dueAt),
      idle_since: time(agent.idleSince),
      after_state: agent.after?.state ?? null,
      after_reason: agent.after?.state === 'paused' ? agent.after.reason : null,
      account,
      set_by: agent.setBy?.personId ?? null,
    }
  })
  const text = JSON.stringify(rows)
  // A stretch that is new ends the one before it.
  await tx.$executeRaw`
    UPDATE agent_interval AS before SET ended_at = row.started_at
    FROM jsonb_to_recordset(${text}::jsonb) AS row (id uuid, agent_id uuid, started_at timestamptz)
    WHERE before.agent_id = row.agent_id AND before.ended_at IS NULL AND before.started_at <= row.started_at
      AND NOT EXISTS (SELECT 1 FROM agent_interval AS known WHERE known.id = row.id)`
  // What a controller wrote down before it lost its lease may come after what its successor wrote: then it has its end.
  await tx.$executeRaw`
    INSERT INTO agent_interval (id, agent_id, state, pause_reason, started_at, ended_at, call_id, due_at, idle_since, after_state, after_reason, account, set_by)
    SELECT id, agent_id, state, pause_reason, started_at,
      (SELECT min(later.started_at) FROM agent_interval AS later WHERE later.agent_id = row.agent_id AND later.started_at > row.started_at),
      call_id, due_at, idle_since, after_state, after_reason, account, set_by
    FROM jsonb_to_recordset(${text}::jsonb) AS row (id uuid, agent_id uuid, state text, pause_reason text, started_at timestamptz, call_id uuid,
      due_at timestamptz, idle_since timestamptz, after_state text, after_reason text, account text, set_by uuid)
    ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, idle_since = excluded.idle_since, after_state = excluded.after_state,
      after_reason = excluded.after_reason, account = excluded.account, set_by = excluded.set_by`
}

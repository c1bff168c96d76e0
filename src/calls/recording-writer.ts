// Writes what belongs to a call's recording besides the file: where it was paused, who had the call when. Each may be repeated.
import type { Transaction } from '../platform/database/client.ts'
import type { CallStepRecord } from './controller.ts'
import type { JournalRecord } from './journal.ts'
import { changesOf, segmentOf } from './recording-rules.ts'
import type { CallState } from './state.ts'

/** Writes the pauses of calls as they stand; the recordings are written before. One that has ended is never opened again. */
export async function writePauses(tx: Transaction, states: readonly CallState[]): Promise<void> {
  const rows = states.flatMap(({ recordingId, recordingPauses = [] }) =>
    recordingPauses.map(({ n, by, from, to, end }) => ({
      recording_id: recordingId,
      n,
      person_id: by,
      from_at: new Date(from).toISOString(),
      to_at: to === null ? null : new Date(to).toISOString(),
      ended: end,
    })),
  )
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO recording_pause (recording_id, n, person_id, from_at, to_at, ended)
    SELECT recording_id, n, person_id, from_at, to_at, ended
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (recording_id uuid, n int, person_id uuid, from_at timestamptz, to_at timestamptz, ended text)
    ORDER BY recording_id, n
    ON CONFLICT (recording_id, n) DO UPDATE SET to_at = excluded.to_at, ended = excluded.ended
    WHERE recording_pause.to_at IS NULL`
}

/** Writes what each step began: of steps one after the other only those that changed who is heard. */
export async function writeSegments(tx: Transaction, records: readonly JournalRecord[]): Promise<void> {
  const steps = Map.groupBy(records, ({ subject }) => subject)
  const rows = [...steps].flatMap(([callId, of]) =>
    changesOf(of.map(({ at, body }) => ({ at, seq: (body as CallStepRecord).seq, ...segmentOf((body as CallStepRecord).state) }))).map(
      ({ seq, at, kind, agentId, secondId }) => ({
        call_id: callId,
        seq,
        at: new Date(at).toISOString(),
        kind,
        agent_id: agentId,
        second_id: secondId,
      }),
    ),
  )
  await tx.$executeRaw`
    INSERT INTO recording_segment (call_id, seq, at, kind, agent_id, second_id)
    SELECT call_id, seq, at, kind, agent_id, second_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (call_id uuid, seq int, at timestamptz, kind text, agent_id uuid, second_id uuid)
    ON CONFLICT DO NOTHING`
}

// Writes who listened to a call, spoke to its operator or joined it: rows that nobody changes any more.
import type { Transaction } from '../platform/database/client.ts'
import type { CallStepRecord } from './controller.ts'
import type { JournalRecord } from './journal.ts'

/** Writes what the steps noted; may be repeated. The calls themselves are written before. */
export async function writeMonitorings(tx: Transaction, records: readonly JournalRecord[]): Promise<void> {
  const rows = records.flatMap((record) => {
    const { seq, effects } = record.body as CallStepRecord
    return effects.flatMap((effect) =>
      effect.type === 'monitor-noted'
        ? [
            {
              call_id: record.subject,
              seq,
              n: effect.n,
              person_id: effect.supervisorId,
              act: effect.act,
              reason: effect.reason ?? null,
              at: new Date(record.at).toISOString(),
            },
          ]
        : [],
    )
  })
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO call_monitoring (call_id, seq, n, person_id, act, reason, at)
    SELECT call_id, seq, n, person_id, act, reason, at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (call_id uuid, seq int, n int, person_id uuid, act text, reason text, at timestamptz)
    ON CONFLICT DO NOTHING`
}

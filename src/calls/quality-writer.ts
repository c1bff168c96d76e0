// From the journal into the table of line quality; the greatest figures win, so order and repetition do not matter.
import type { Transaction } from '../platform/database/client.ts'
import type { QualityRecord } from './quality.ts'

/** Writes one journal record of kind `quality`; figures of a call that is not on record are left out. */
export async function writeQuality(tx: Transaction, record: { at: number; body: unknown }): Promise<void> {
  const line = record.body as QualityRecord
  const at = new Date(record.at)
  await tx.$executeRaw`
    INSERT INTO call_quality AS old
      (call_id, channel_id, side, packets_received, packets_lost, worst_loss_percent, worst_jitter_ms, worst_round_trip_ms, reports, updated_at)
    SELECT id, ${line.channelId}, ${line.side}, ${line.packetsReceived}::int, ${line.packetsLost}::int, ${line.worstLossPercent}::float8,
      ${line.worstJitterMs}::float8, ${line.worstRoundTripMs}::float8, ${line.reports}::int, ${at}::timestamptz
    FROM call WHERE id = ${line.callId}::uuid
    ON CONFLICT (call_id, channel_id) DO UPDATE SET
      packets_received = GREATEST(old.packets_received, EXCLUDED.packets_received),
      packets_lost = GREATEST(old.packets_lost, EXCLUDED.packets_lost),
      worst_loss_percent = GREATEST(old.worst_loss_percent, EXCLUDED.worst_loss_percent),
      worst_jitter_ms = GREATEST(old.worst_jitter_ms, EXCLUDED.worst_jitter_ms),
      worst_round_trip_ms = GREATEST(old.worst_round_trip_ms, EXCLUDED.worst_round_trip_ms),
      reports = GREATEST(old.reports, EXCLUDED.reports),
      updated_at = GREATEST(old.updated_at, EXCLUDED.updated_at)`
}

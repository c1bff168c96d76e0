// After a restart of the platform: calls that were up then are known to nobody now, and get their end in the database.
import type { Logger } from 'winston'
import type { Database } from '../platform/database/client.ts'
import { measureRecording } from './recordings.ts'

/**
 * Closes as interrupted every call that arrived before `before` and has no end. Run it when the journal is drained, so that the database knows all that the former process knew.
 */
export async function closeForgottenCalls(deps: { db: Database; logger: Logger; before: Date }): Promise<number> {
  const { db, before } = deps
  const open = await db.call.findMany({ where: { endedAt: null, arrivedAt: { lt: before } }, select: { id: true } })
  for (const { id } of open) {
    await db.call.update({ where: { id }, data: { endedAt: before, outcome: 'interrupted' } })
    deps.logger.warn('call closed as interrupted', { callId: id })
  }
  return open.length
}

/** Measures a recording whose call belonged to the former process, now that its file is closed. */
export async function measureOrphan(db: Database, recordingDir: string, recordingId: string, endedAt: Date): Promise<void> {
  const recording = await db.recording.findUnique({ where: { id: recordingId } })
  if (recording?.durationMs !== null) return
  const measured = await measureRecording(recordingDir, recording.path.replace(/\.wav$/, ''))
  await db.recording.update({ where: { id: recordingId }, data: { ...measured, endedAt } })
}

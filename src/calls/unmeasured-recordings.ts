// Recordings whose end nobody measured: their call belonged to a former process, or another controller.
import type { Logger } from 'winston'
import type { Database } from '../platform/database/client.ts'
import { measureRecording } from './recordings.ts'

interface Deps {
  db: Database
  logger: Logger
  recordingDir: string
}

/** Measures one of them, now that its file is closed. */
export async function measureOrphan({ db, recordingDir }: Deps, recordingId: string, endedAt: Date): Promise<void> {
  const recording = await db.recording.findUnique({ where: { id: recordingId } })
  if (recording?.durationMs !== null) return
  const measured = await measureRecording(recordingDir, recording.path.replace(/\.wav$/, ''))
  await db.recording.updateMany({ where: { id: recordingId, durationMs: null }, data: { ...measured, endedAt } })
}

/** Measures all whose call has ended in the database; a file that is not there is told and left for the next time. */
export async function measureUnmeasured(deps: Deps): Promise<number> {
  const left = await deps.db.recording.findMany({
    where: { durationMs: null, call: { endedAt: { not: null } } },
    select: { id: true, call: { select: { endedAt: true } } },
  })
  let measured = 0
  for (const { id, call } of left) {
    if (!call.endedAt) continue
    try {
      await measureOrphan(deps, id, call.endedAt)
      measured++
    } catch (error) {
      deps.logger.warn('recording not measured', { recordingId: id, error })
    }
  }
  return measured
}

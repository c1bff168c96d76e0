// Kept recordings that are not what the ledger says: an alarm as long as there are any.
import type { Database } from '../platform/database/client.ts'

interface Deps {
  db: Pick<Database, 'recording'>
  raise: (detail: string) => void
  clear: () => void
  intervalMs?: number
}

/** Makes the watch; nothing is looked at before `start()`. A database that does not answer changes nothing. */
export function watchRecordingFaults({ db, raise, clear, intervalMs = 30_000 }: Deps) {
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    const faulty = await db.recording.count({ where: { fault: { not: null } } })
    if (faulty > 0) raise(`${faulty}`)
    else clear()
  }
  const lookQuietly = () => void look().catch(() => undefined)
  return {
    look,
    start() {
      lookQuietly()
      timer = setInterval(lookQuietly, intervalMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}

// How long since a moment, running by itself: what stands around it is not drawn again for it.
import { formatDuration, useNow } from './time.ts'

export function RunningTime({ since }: { since: string }) {
  const now = useNow()
  return formatDuration((now - Date.parse(since)) / 1000)
}

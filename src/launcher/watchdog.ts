// Looks after a process that may hang without dying: asks it again and again, and kills it when it is silent too long.
import type { ManagedProcess } from './managed-process.ts'
import { afterAsk, askEveryMs, nothingWatched, type Watch } from './watchdog-rules.ts'

export interface WatchdogPlan {
  process: Pick<ManagedProcess, 'pid' | 'kill'>
  /** Whether it answers now; a rejection counts as no. */
  answers: () => Promise<boolean>
  /** Told just before the kill. */
  onKill: () => void
  /** For tests: another rhythm. */
  everyMs?: number
}

/** Begins to watch; gives the function that ends it. The killed process is started again like any that died. */
export function startWatchdog(plan: WatchdogPlan): () => void {
  let watch: Watch = nothingWatched
  let asking = false
  const ask = async () => {
    // After a pause of this very process several turns may come due at once: they are one ask.
    if (asking) return
    asking = true
    const pid = plan.process.pid()
    const answered = pid !== null && (await plan.answers().catch(() => false))
    asking = false
    // It was replaced while it was asked: the answer is nobody's.
    if (plan.process.pid() !== pid) return
    const next = afterAsk(watch, pid, answered)
    watch = next.watch
    if (!next.kill) return
    plan.onKill()
    plan.process.kill()
  }
  const timer = setInterval(() => void ask(), plan.everyMs ?? askEveryMs)
  return () => clearInterval(timer)
}

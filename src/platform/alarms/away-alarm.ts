// An alarm for what may be away for a moment without anybody having to know: raised only when it stays away.
import type { AlarmCode } from '../../contract/values.ts'
import type { Alarms } from './alarms.ts'

export interface AwayAlarm {
  /** It is away; the alarm follows unless it comes back in time. May be told again and again. */
  away(detail?: string): void
  back(): void
  /** Nothing is raised any more; what is open stays open. */
  stop(): void
}

/** Makes the alarm of one thing that is waited for `afterMs`. */
export function createAwayAlarm(alarms: Pick<Alarms, 'raise' | 'clear'>, code: AlarmCode, afterMs: number): AwayAlarm {
  let timer: NodeJS.Timeout | undefined
  let isAway = false
  let raised = false
  let text = ''
  let stopped = false
  const stopTimer = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    away(detail = '') {
      if (stopped) return
      text = detail
      if (raised) alarms.raise(code, text)
      if (isAway) return
      isAway = true
      timer = setTimeout(() => {
        raised = true
        alarms.raise(code, text)
      }, afterMs)
      timer.unref()
    },
    back() {
      stopTimer()
      isAway = false
      raised = false
      alarms.clear(code)
    },
    stop() {
      stopped = true
      stopTimer()
    },
  }
}

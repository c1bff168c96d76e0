// Does something again and again while it is wanted and somebody can see it.
import { useEffect } from 'react'

/** `run` should stay the same from one drawing to the next. A tab that was hidden catches up at once when it is seen again. */
export function useRepeat(wanted: boolean, everyMs: number, run: () => void): void {
  useEffect(() => {
    if (!wanted) return
    const whenSeen = () => {
      if (document.visibilityState === 'visible') run()
    }
    const beat = setInterval(whenSeen, everyMs)
    document.addEventListener('visibilitychange', whenSeen)
    return () => {
      clearInterval(beat)
      document.removeEventListener('visibilitychange', whenSeen)
    }
  }, [wanted, everyMs, run])
}

// What the dialplan and the launcher must know of the controller, kept in Asterisk: that it lives, and until when the
// hotline is closed (the dialplan alone knows neither hours nor holidays).
import type { Ami } from '../platform/asterisk/ami.ts'
import { closedUntil } from './closing-rules.ts'

const BEAT_MS = 3000

export interface DialplanFlags {
  /** This process controls the calls from now on. */
  start(): void
  stop(): void
}

interface Deps {
  ami: Pick<Ami, 'action' | 'onConnected' | 'connected'>
  isOpen: (at: number) => boolean
  /** ms since the epoch. */
  now: () => number
}

/** Makes them; nothing is told before `start()`. */
export function createDialplanFlags({ ami, isOpen, now }: Deps): DialplanFlags {
  let timer: NodeJS.Timeout | undefined
  const setGlobal = (variable: string, value: string) => ami.action({ action: 'Setvar', variable, value })
  const put = (key: string, value: number) => ami.action({ action: 'DBPut', family: 'hotline', key, val: String(value) })

  const beat = async () => {
    if (!timer || !ami.connected()) return
    const at = now()
    // What is not told this time is told at the next beat.
    await Promise.all([put('controllerSeen', Math.floor(at / 1000)), put('closedUntil', closedUntil(isOpen, at))]).catch(() => undefined)
  }
  const arrived = async () => {
    if (!timer) return
    await setGlobal('HOTLINE_AWAY', '0')
    await setGlobal('HOTLINE_STOPPING', '0')
    await beat()
  }
  ami.onConnected(arrived)
  return {
    start() {
      timer ??= setInterval(() => void beat(), BEAT_MS)
      if (ami.connected()) void arrived().catch(() => undefined)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}

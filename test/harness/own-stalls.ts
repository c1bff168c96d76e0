// When this very process stood still: its telephones sent nothing then, and what is missing for that is nobody's fault.

const TICK_MS = 20
/** A timer this late is the ordinary life of a busy machine. */
const LATE_MS = 60
/** A stall begins and ends between two packets, and Asterisk's own way takes a few more. */
const MARGIN_MS = 100

interface Stall {
  from: number
  to: number
}

const stalls: Stall[] = []
let last = Date.now()
setInterval(() => {
  const now = Date.now()
  if (now - last > TICK_MS + LATE_MS) stalls.push({ from: last, to: now })
  last = now
}, TICK_MS).unref()

/** How much of a stretch of time (wall clock, ms) this process stood still or was just getting over it. */
export function stalledMs(from: number, to: number): number {
  return stalls.reduce((sum, stall) => sum + Math.max(0, Math.min(to, stall.to + MARGIN_MS) - Math.max(from, stall.from - MARGIN_MS)), 0)
}

// When a talking telephone counts as lost. Pure: what is known of its leg and the time go in, a verdict comes out.
//
//   transport | audio               | verdict
//   ----------+---------------------+-----------------------------------------------------------------
//   open      | comes               | fine
//   open      | silent under 25 s   | network trouble: wait, it may come back
//   open      | silent for 25 s     | lost
//   closed    | comes               | fine: only the signalling went (a reload has no audio, a Wi-Fi change has)
//   closed    | silent under 3 s    | wait
//   closed    | silent for 3 s      | lost: the page was closed, reloaded, or crashed
//   any       | own hold key        | fine: a desk phone that holds may send nothing

/** Silence after which a leg whose SIP transport closed is lost, ms. */
export const CLOSED_SILENCE_MS = 3000
/** Silence after which a leg is lost though its transport is open, ms. */
export const OPEN_SILENCE_MS = 25_000
/** A telephone reports about its audio every 5 s; without a report for this long it is in doubt and is looked at, ms. */
export const REPORT_MS = 6500
/** How often a leg is looked at while its transport is closed, and while it is only in doubt, ms. */
export const CLOSED_LOOK_MS = 500
export const DOUBT_LOOK_MS = 2000

/** What is known of one talking leg. Times are ms since the epoch. */
export interface LegWatch {
  /** When its transport closed, until audio comes again over an open one. */
  closedAt: number | null
  /** The audio packets received at the last look; null before the first. */
  packets: number | null
  /** Since when that number has not grown. */
  quietSince: number
  lookedAt: number | null
  /** The telephone's last report about its audio; null: none so far, and some never send any. */
  reportedAt: number | null
}

/** A leg that begins to be watched. `open`: is its transport there? */
export const watchFrom = (now: number, open: boolean): LegWatch => ({
  closedAt: open ? null : now,
  packets: null,
  quietSince: now,
  lookedAt: null,
  reportedAt: null,
})

/** Its SIP transport closed. */
export const transportClosed = (watch: LegWatch, now: number): LegWatch => ({ ...watch, closedAt: now })

/** It reported about its audio: it is there. */
export const reported = (watch: LegWatch, now: number): LegWatch => ({ ...watch, reportedAt: now })

/** Its packets were counted. `open`: is its transport there now? */
export function looked(watch: LegWatch, packets: number, open: boolean, now: number): LegWatch {
  if (watch.packets !== null && packets === watch.packets) return { ...watch, lookedAt: now }
  const isHeard = watch.packets !== null && packets > watch.packets
  return { ...watch, packets, quietSince: now, lookedAt: now, closedAt: isHeard && open ? null : watch.closedAt }
}

/** Is it time to count its packets? */
export function wantsLook({ closedAt, lookedAt, reportedAt }: LegWatch, now: number): boolean {
  const isDoubtful = reportedAt === null || now - reportedAt >= REPORT_MS
  if (closedAt === null && !isDoubtful) return false
  return lookedAt === null || now - lookedAt >= (closedAt === null ? DOUBT_LOOK_MS : CLOSED_LOOK_MS)
}

/** The verdict. `mayBeSilent`: it is on the hold of its own key. */
export function isLost({ closedAt, packets, quietSince, lookedAt }: LegWatch, mayBeSilent: boolean): boolean {
  if (packets === null || lookedAt === null || mayBeSilent) return false
  const quietMs = lookedAt - quietSince
  if (closedAt !== null && quietMs >= CLOSED_SILENCE_MS && lookedAt - closedAt >= CLOSED_SILENCE_MS) return true
  return quietMs >= OPEN_SILENCE_MS
}

// Widening rings: the longer a caller with a need waits, the more agents are asked for him. Pure.

/** From so many seconds of waiting on, agents of at least this level are asked; level 0: everybody. Times ascend, levels descend. */
export interface Ring {
  afterSeconds: number
  level: number
}

export interface Widening {
  /** Whom he needs; null or absent: anybody. */
  skill?: string | null
  queuedAt: number
  /** From when on his rings widen (ms); absent: since he is in the queue. */
  since?: number
  rings?: readonly Ring[]
}

/** The least level an agent must have to be asked for him now; 0: everybody is. */
export function levelNow(call: Widening, now: number): number {
  if (!call.skill || !call.rings || call.rings.length === 0) return 0
  const waited = now - (call.since ?? call.queuedAt)
  let level = call.rings[0]?.level ?? 0
  for (const ring of call.rings) if (ring.afterSeconds * 1000 <= waited) level = ring.level
  return level
}

/** When his next ring begins (ms), or null in the last one. */
export function nextRingAt(call: Widening, now: number): number | null {
  if (!call.skill || !call.rings) return null
  const since = call.since ?? call.queuedAt
  for (const { afterSeconds } of call.rings) {
    const at = since + afterSeconds * 1000
    if (at > now) return at
  }
  return null
}

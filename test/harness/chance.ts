// Chance that can be had again: the same seed gives the same sequence.

export interface Chance {
  seed: number
  /** 0 ≤ x < 1. */
  next(): number
  /** True in this share of cases. */
  happens(share: number): boolean
  /** A whole number of ms in [from, to). */
  ms(from: number, to: number): number
  oneOf<T>(things: readonly T[]): T
}

/** Mulberry32: small, and good enough to choose faults. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    seed,
    next,
    happens: (share) => next() < share,
    ms: (from, to) => Math.floor(from + next() * (to - from)),
    oneOf: <T>(things: readonly T[]) => things[Math.floor(next() * things.length)] as T,
  }
}

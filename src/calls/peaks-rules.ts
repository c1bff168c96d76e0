// How loud a recording is along its time, small enough to be sent with its page. Pure.

/** One value for each so many ms, unless the recording is so long that there would be more than MOST_PEAKS. */
const PEAK_MS = 50
export const MOST_PEAKS = 600
const SAMPLES_PER_MS = 8

/** How many values a recording of this length gets. */
export const peaksFor = (durationMs: number): number => Math.min(MOST_PEAKS, Math.max(1, Math.ceil(durationMs / PEAK_MS)))

export interface PeakMeter {
  /** The next samples, 16 bit little-endian; a piece may end within one. */
  push(piece: Uint8Array): void
  /** The greatest level of each stretch, 0 to 255. */
  peaks(): Uint8Array<ArrayBuffer>
}

/** Measures the pieces of a recording of this length, 8 kHz, in their order. */
export function createPeakMeter(durationMs: number): PeakMeter {
  const peaks = new Uint8Array(peaksFor(durationMs))
  const samplesEach = Math.max(1, (durationMs * SAMPLES_PER_MS) / peaks.length)
  let sample = 0
  let half: number | null = null
  const see = (low: number, high: number) => {
    const value = (((high << 8) | low) << 16) >> 16
    const stretch = Math.min(peaks.length - 1, Math.floor(sample++ / samplesEach))
    const level = Math.min(255, Math.abs(value) >> 7)
    if (level > (peaks[stretch] ?? 0)) peaks[stretch] = level
  }
  return {
    push(piece) {
      let at = 0
      if (half !== null && piece.length > 0) {
        see(half, piece[0] ?? 0)
        half = null
        at = 1
      }
      for (; at + 1 < piece.length; at += 2) see(piece[at] ?? 0, piece[at + 1] ?? 0)
      if (at < piece.length) half = piece[at] ?? 0
    },
    peaks: () => peaks,
  }
}

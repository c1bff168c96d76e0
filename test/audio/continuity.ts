import { isSilent, presence } from './tones.ts'

/** One packet of telephone audio: the shortest thing that can be missing. */
const FRAME_MS = 20

export interface Gap {
  /** Where it begins, in ms from the first sample. */
  atMs: number
  ms: number
}

/** The stretches in which the tone is not at least `level` of what is heard, frame by frame; a whole talk has none. */
export function gapsOf(samples: Int16Array, hz: number, rate = 8000, level = 0.5): Gap[] {
  return stretches(samples, rate, (frame) => presence(frame, hz, rate) < level)
}

/** The longest stretch of silence, measured in the same way: whoever waits hears music all the time. */
export function longestSilence(samples: Int16Array, rate = 8000): Gap {
  return stretches(samples, rate, isSilent).reduce((longest, gap) => (gap.ms > longest.ms ? gap : longest), { atMs: 0, ms: 0 })
}

function stretches(samples: Int16Array, rate: number, isMissing: (frame: Int16Array) => boolean): Gap[] {
  const size = (rate * FRAME_MS) / 1000
  const found: Gap[] = []
  let open: Gap | null = null
  for (let start = 0; start + size <= samples.length; start += size) {
    if (!isMissing(samples.subarray(start, start + size))) {
      open = null
      continue
    }
    if (open) open.ms += FRAME_MS
    else {
      open = { atMs: (start * 1000) / rate, ms: FRAME_MS }
      found.push(open)
    }
  }
  return found
}

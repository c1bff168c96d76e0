import { isSilent, presence } from './tones.ts'

/** One packet of telephone audio: the shortest thing that can be missing. */
const FRAME_MS = 20

export interface Gap {
  /** Where it begins, in ms from the first sample. */
  atMs: number
  ms: number
}

/** The longest stretch in which the tone is not at least `level` of what is heard; a whole recording of a talk has none. */
export function longestGap(samples: Int16Array, hz: number, rate = 8000, level = 0.5): Gap {
  return longestRun(samples, rate, (frame) => presence(frame, hz, rate) < level)
}

/** The longest stretch of silence, measured in the same way: whoever waits hears music all the time. */
export function longestSilence(samples: Int16Array, rate = 8000): Gap {
  return longestRun(samples, rate, isSilent)
}

function longestRun(samples: Int16Array, rate: number, isMissing: (frame: Int16Array) => boolean): Gap {
  const size = (rate * FRAME_MS) / 1000
  let longest: Gap = { atMs: 0, ms: 0 }
  let since: number | null = null
  for (let start = 0; start + size <= samples.length; start += size) {
    const atMs = (start * 1000) / rate
    if (!isMissing(samples.subarray(start, start + size))) since = null
    else {
      since ??= atMs
      const ms = atMs + FRAME_MS - since
      if (ms > longest.ms) longest = { atMs: since, ms }
    }
  }
  return longest
}

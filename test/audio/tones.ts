/** Finding known frequencies in audio: tests prove who hears whom by giving each side its own tone. */

const WINDOW_MS = 100
/** Below this root mean square a window counts as silent: A-law's own noise is about 8. */
const SILENCE_RMS = 20

export interface ToneWindow {
  /** Start of the window, in ms from the first sample. */
  atMs: number
  /** Share of the window's energy at the tone, 0..1. */
  level: number
}

export interface ToneSpan {
  fromMs: number
  toMs: number
}

/** Energy of one frequency in the samples (Goertzel), on the scale of a plain sum of squares. */
export function goertzel(samples: Int16Array, rate: number, hz: number): number {
  if (samples.length === 0) return 0
  const omega = (2 * Math.PI * hz) / rate
  const coefficient = 2 * Math.cos(omega)
  let previous = 0
  let beforeThat = 0
  for (const sample of samples) {
    const current = sample + coefficient * previous - beforeThat
    beforeThat = previous
    previous = current
  }
  const power = previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat
  // A sine of amplitude a gives |X| = aN/2 and an energy of a²N/2: this factor makes them equal.
  return (2 * power) / samples.length
}

/** Sum of squares. */
export function energy(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum
}

/** Root mean square, 0..32767. */
export function rms(samples: Int16Array): number {
  return samples.length === 0 ? 0 : Math.sqrt(energy(samples) / samples.length)
}

/** True when nothing louder than codec noise is in the samples. */
export function isSilent(samples: Int16Array): boolean {
  return rms(samples) < SILENCE_RMS
}

/**
 * Share of the energy that lies at the frequency, 0 (absent or silence) to 1 (nothing else).
 * Long audio is measured window by window, so that a slightly drifting clock, a lost packet or a
 * jump of phase does not hide a tone that is plainly there.
 */
export function presence(samples: Int16Array, hz: number, rate = 8000): number {
  let tone = 0
  let total = 0
  for (const window of windows(samples, rate)) {
    const whole = energy(window)
    total += whole
    tone += Math.min(goertzel(window, rate, hz), whole)
  }
  const isQuiet = total === 0 || total < SILENCE_RMS ** 2 * samples.length
  return isQuiet ? 0 : tone / total
}

/** The tone's level in each window of 100 ms. */
export function findTone(samples: Int16Array, hz: number, rate = 8000): ToneWindow[] {
  return Array.from(windows(samples, rate), (window, index) => ({
    atMs: index * WINDOW_MS,
    level: presence(window, hz, rate),
  }))
}

/** The stretches in which the tone is at least `level` of what is heard. */
export function toneSpans(samples: Int16Array, hz: number, rate = 8000, level = 0.3): ToneSpan[] {
  const spans: ToneSpan[] = []
  for (const window of findTone(samples, hz, rate)) {
    if (window.level < level) continue
    const last = spans.at(-1)
    if (last !== undefined && last.toMs === window.atMs) last.toMs += WINDOW_MS
    else spans.push({ fromMs: window.atMs, toMs: window.atMs + WINDOW_MS })
  }
  return spans
}

/** A sine for tests: `level` is the amplitude as a share of full scale. */
export function makeTone(hz: number, ms: number, rate = 8000, level = 0.4): Int16Array {
  const step = (2 * Math.PI * hz) / rate
  return Int16Array.from({ length: Math.round((ms * rate) / 1000) }, (_, index) => Math.round(Math.sin(index * step) * level * 32767))
}

function* windows(samples: Int16Array, rate: number): Generator<Int16Array> {
  const size = (rate * WINDOW_MS) / 1000
  if (samples.length > 0 && samples.length < size) {
    yield samples
    return
  }
  // An incomplete last window is left out: too short to tell neighbouring tones apart.
  for (let start = 0; start + size <= samples.length; start += size) {
    yield samples.subarray(start, start + size)
  }
}

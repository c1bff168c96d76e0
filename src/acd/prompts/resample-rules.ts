// Another sampling rate for a sound: each new sample is the old ones weighed by a windowed sinc, so that what the new rate cannot carry is
// taken out and does not come back as another tone. Pure.

/** Zero crossings of the sinc on each side: the band's edge is steep enough for speech, and two minutes take well below a second. */
const CROSSINGS = 24
/** The share of the new band that is let through whole. */
const PASS = 0.94

/** The same sound at `rate` Hz. */
export function resample(source: Float32Array, sourceRate: number, rate: number): Float32Array {
  if (sourceRate === rate) return source
  const samples = new Float32Array(Math.max(1, Math.round((source.length * rate) / sourceRate)))
  /** In cycles of one old sample. */
  const cutoff = 0.5 * PASS * Math.min(1, rate / sourceRate)
  const reach = Math.ceil(CROSSINGS / (2 * cutoff))
  // New samples fall between old ones at few different places: the weights of each are worked out once.
  const places = rate / greatestCommonDivisor(sourceRate, rate)
  const weights: (Float32Array | undefined)[] = []
  for (let i = 0; i < samples.length; i += 1) {
    const centre = Math.floor((i * sourceRate) / rate)
    const place = i % places
    const row = weights[place] ?? weightsAt((place * sourceRate) / rate, cutoff, reach)
    weights[place] = row
    const first = centre - reach + 1
    // Beyond either end there is silence.
    const from = Math.max(0, -first)
    const to = Math.min(row.length, source.length - first)
    let sum = 0
    for (let tap = from; tap < to; tap += 1) sum += (row[tap] as number) * (source[first + tap] as number)
    samples[i] = sum
  }
  return samples
}

/** The weights of the old samples around this moment, which together leave a steady level what it is. */
function weightsAt(moment: number, cutoff: number, reach: number): Float32Array {
  const between = moment - Math.floor(moment)
  const row = Float64Array.from({ length: 2 * reach }, (_, tap) => kernel(tap - reach + 1 - between, cutoff, reach))
  const sum = row.reduce((total, weight) => total + weight, 0)
  return Float32Array.from(row, (weight) => weight / sum)
}

/** Sinc under a Blackman window. */
function kernel(distance: number, cutoff: number, reach: number): number {
  if (Math.abs(distance) >= reach) return 0
  const phase = (distance / reach) * Math.PI
  const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase)
  const x = 2 * Math.PI * cutoff * distance
  return (x === 0 ? 1 : Math.sin(x) / x) * window
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

// Figures of a measurement: percentiles, medians, ratios. Pure.

export interface Spread {
  p50: number
  p99: number
  calls: number
  failed: number
}

/** The nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? Number.NaN
}

/** The middle one; of an even number the mean of both middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** Milliseconds and ratios are told with two decimals. */
export const round = (value: number): number => Math.round(value * 100) / 100

/** p50 and p99 of what succeeded, with how many did and did not. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const good = values.filter((value) => value !== null)
  return { p50: round(percentile(good, 0.5)), p99: round(percentile(good, 0.99)), calls: values.length, failed: values.length - good.length }
}

/** How many times theirs ours is. */
export const ratioOf = (ours: Spread, theirs: Spread): { p50: number; p99: number } => ({
  p50: round(ours.p50 / theirs.p50),
  p99: round(ours.p99 / theirs.p99),
})

/** One result, as a line of JSON on standard output. */
export const tell = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

// How a line sounded, from the RTCP reports about it: packets lost and late by count, the worst moment by figure.

/** One reception report. `in`: what Asterisk received from the telephone; `out`: what the telephone says it received. */
export interface ReceptionReport {
  direction: 'in' | 'out'
  /** The stream reported on. */
  source: string
  /** Lost since the last report, in parts of 256. */
  fractionLost: number
  /** Lost since the stream began; negative when packets came twice. */
  cumulativeLost: number
  /** Highest sequence number with its cycles. */
  highestSequence: number
  /** In units of the audio's clock, 8 kHz. */
  jitterUnits: number
  roundTripMs: number | null
}

/** Counts are of what Asterisk received; the worst figures are of both directions. */
export interface LineQuality {
  packetsReceived: number
  packetsLost: number
  worstLossPercent: number
  worstJitterMs: number
  worstRoundTripMs: number | null
  reports: number
}

/** A line's figures so far and the stream they go on from. */
export interface LineMeasure {
  quality: LineQuality
  stream: { source: string; highestSequence: number; cumulativeLost: number } | null
}

const UNITS_PER_MS = 8
/** RTCP as old as this or older comes from a stream that stood still, not from a slow line. */
const MOST_ROUND_TRIP_MS = 30_000

export const unmeasured: LineMeasure = {
  quality: { packetsReceived: 0, packetsLost: 0, worstLossPercent: 0, worstJitterMs: 0, worstRoundTripMs: null, reports: 0 },
  stream: null,
}

/** The measure with one more report. */
export function withReport(measure: LineMeasure, report: ReceptionReport): LineMeasure {
  const { quality } = measure
  const roundTripMs = report.roundTripMs !== null && report.roundTripMs > 0 && report.roundTripMs < MOST_ROUND_TRIP_MS ? report.roundTripMs : null
  const worst: LineQuality = {
    ...quality,
    worstLossPercent: Math.max(quality.worstLossPercent, Math.min(100, (report.fractionLost * 100) / 256)),
    worstJitterMs: Math.max(quality.worstJitterMs, report.jitterUnits / UNITS_PER_MS),
    worstRoundTripMs: roundTripMs === null ? quality.worstRoundTripMs : Math.max(quality.worstRoundTripMs ?? 0, roundTripMs),
    reports: quality.reports + 1,
  }
  if (report.direction === 'out') return { ...measure, quality: worst }
  const { source, highestSequence, cumulativeLost } = report
  const before = measure.stream?.source === source ? measure.stream : null
  const lost = cumulativeLost - (before?.cumulativeLost ?? 0)
  return {
    quality: {
      ...worst,
      packetsReceived: quality.packetsReceived + Math.max(0, expectedSince(before, report) - Math.max(0, lost)),
      packetsLost: Math.max(0, quality.packetsLost + lost),
    },
    stream: { source, highestSequence, cumulativeLost },
  }
}

/** Where the stream began is not told: the packets before its first report count only as far as losses betray their number. */
function expectedSince(before: LineMeasure['stream'], report: ReceptionReport): number {
  if (before) return Math.max(0, report.highestSequence - before.highestSequence)
  return report.fractionLost > 0 ? Math.round((Math.max(0, report.cumulativeLost) * 256) / report.fractionLost) : 0
}

/** The share of packets lost over the whole call; of the worst moment while nothing was counted. */
export function lossPercentOf({
  packetsReceived,
  packetsLost,
  worstLossPercent,
}: Pick<LineQuality, 'packetsReceived' | 'packetsLost' | 'worstLossPercent'>): number {
  return packetsReceived > 0 ? (packetsLost * 100) / (packetsReceived + packetsLost) : worstLossPercent
}

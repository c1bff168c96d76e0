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

/** Counts are of the direction that lost the greater share, the worst figures of both. */
export interface LineQuality {
  packetsReceived: number
  packetsLost: number
  worstLossPercent: number
  worstJitterMs: number
  worstRoundTripMs: number | null
  reports: number
}

/** Packets of one direction so far, and the stream the count goes on from. */
interface Count {
  received: number
  lost: number
  stream: { source: string; highestSequence: number; cumulativeLost: number } | null
}

/** A line's figures so far. */
export interface LineMeasure {
  in: Count
  out: Count
  worst: Pick<LineQuality, 'worstLossPercent' | 'worstJitterMs' | 'worstRoundTripMs' | 'reports'>
}

const UNITS_PER_MS = 8
/** A round trip as long as this comes from a stream that stood still, not from a slow line. */
const MOST_ROUND_TRIP_MS = 30_000

const nothing: Count = { received: 0, lost: 0, stream: null }
export const unmeasured: LineMeasure = {
  in: nothing,
  out: nothing,
  worst: { worstLossPercent: 0, worstJitterMs: 0, worstRoundTripMs: null, reports: 0 },
}

/** The measure with one more report. */
export function withReport(measure: LineMeasure, report: ReceptionReport): LineMeasure {
  const { worst } = measure
  const roundTripMs = report.roundTripMs !== null && report.roundTripMs > 0 && report.roundTripMs < MOST_ROUND_TRIP_MS ? report.roundTripMs : null
  return {
    ...measure,
    [report.direction]: counted(measure[report.direction], report),
    worst: {
      worstLossPercent: Math.max(worst.worstLossPercent, Math.min(100, (report.fractionLost * 100) / 256)),
      worstJitterMs: Math.max(worst.worstJitterMs, report.jitterUnits / UNITS_PER_MS),
      worstRoundTripMs: roundTripMs === null ? worst.worstRoundTripMs : Math.max(worst.worstRoundTripMs ?? 0, roundTripMs),
      reports: worst.reports + 1,
    },
  }
}

function counted(count: Count, report: ReceptionReport): Count {
  const { source, highestSequence, cumulativeLost } = report
  const before = count.stream?.source === source ? count.stream : null
  const lost = cumulativeLost - (before?.cumulativeLost ?? 0)
  return {
    received: count.received + Math.max(0, expectedSince(before, report) - Math.max(0, lost)),
    lost: Math.max(0, count.lost + lost),
    stream: { source, highestSequence, cumulativeLost },
  }
}

/** Where the stream began is not told: the packets before its first report count only as far as losses betray their number. */
function expectedSince(before: Count['stream'], report: ReceptionReport): number {
  if (before) return Math.max(0, report.highestSequence - before.highestSequence)
  return report.fractionLost > 0 ? Math.round((Math.max(0, report.cumulativeLost) * 256) / report.fractionLost) : 0
}

/** What is kept of a measure. */
export function qualityOf(measure: LineMeasure): LineQuality {
  const share = ({ received, lost }: Count) => lost / Math.max(1, received + lost)
  const { received, lost } = share(measure.out) > share(measure.in) ? measure.out : measure.in
  return { packetsReceived: received, packetsLost: lost, ...measure.worst }
}

/** The share of packets lost over the whole call; of the worst moment while nothing was counted. */
export function lossPercentOf({
  packetsReceived,
  packetsLost,
  worstLossPercent,
}: Pick<LineQuality, 'packetsReceived' | 'packetsLost' | 'worstLossPercent'>): number {
  return packetsReceived > 0 ? (packetsLost * 100) / (packetsReceived + packetsLost) : worstLossPercent
}

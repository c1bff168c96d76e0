// What RTCP says about a line, added up.
import { describe, expect, it } from 'vitest'
import { type LineMeasure, lossPercentOf, qualityOf, type ReceptionReport, unmeasured, withReport } from '../../src/calls/quality-rules.ts'

const report = (given: Partial<ReceptionReport> = {}): ReceptionReport => ({
  direction: 'in',
  source: 'a',
  fractionLost: 0,
  cumulativeLost: 0,
  highestSequence: 1000,
  jitterUnits: 0,
  roundTripMs: null,
  ...given,
})
const measured = (...reports: Partial<ReceptionReport>[]) =>
  qualityOf(reports.reduce((measure: LineMeasure, one) => withReport(measure, report(one)), unmeasured))

describe('a line', () => {
  it('counts packets between the reports of one stream', () => {
    expect(measured({}, { highestSequence: 1250 }, { highestSequence: 1500, cumulativeLost: 25, fractionLost: 26 })).toMatchObject({
      packetsReceived: 475,
      packetsLost: 25,
      worstLossPercent: (26 * 100) / 256,
      reports: 3,
    })
  })
  it('goes on counting when a new stream begins', () => {
    const reports = [
      { cumulativeLost: 10, highestSequence: 1000 },
      { source: 'b', highestSequence: 40 },
      { source: 'b', highestSequence: 240, cumulativeLost: 4 },
    ]
    expect(measured(...reports)).toMatchObject({ packetsReceived: 196, packetsLost: 14 })
  })
  it('takes the number of packets before the first report from their losses', () => {
    expect(measured({ cumulativeLost: 25, fractionLost: 25 })).toMatchObject({ packetsReceived: 231, packetsLost: 25 })
  })
  it('never counts below nothing when packets come twice', () => {
    expect(measured({ cumulativeLost: -3 }, { cumulativeLost: -5, highestSequence: 1100 })).toMatchObject({ packetsLost: 0, packetsReceived: 100 })
  })
  it('keeps the worst jitter and round trip of both directions', () => {
    const quality = measured(
      { jitterUnits: 80 },
      { direction: 'out', jitterUnits: 160, roundTripMs: 120, fractionLost: 64, cumulativeLost: 9 },
      { roundTripMs: 40 },
    )
    expect(quality).toMatchObject({ worstJitterMs: 20, worstRoundTripMs: 120, worstLossPercent: 25 })
  })
  it('counts each direction by itself and keeps the one that lost more', () => {
    const away = { direction: 'out', source: 'b' } as const
    expect(measured({}, away, { highestSequence: 1100, cumulativeLost: 1 }, { ...away, highestSequence: 1100, cumulativeLost: 8 })).toMatchObject({
      packetsReceived: 92,
      packetsLost: 8,
    })
  })
  it('believes no round trip of nothing or of a stream that stood still', () => {
    expect(measured({ roundTripMs: 0 }, { roundTripMs: -4 }, { roundTripMs: 90_000 }).worstRoundTripMs).toBeNull()
  })
})

describe('the share lost', () => {
  it('is of all packets, or of the worst moment while none were counted', () => {
    expect(lossPercentOf({ packetsReceived: 990, packetsLost: 10, worstLossPercent: 50 })).toBe(1)
    expect(lossPercentOf({ packetsReceived: 0, packetsLost: 0, worstLossPercent: 3 })).toBe(3)
  })
})

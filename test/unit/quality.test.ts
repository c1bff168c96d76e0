// RTCP events as they come from Asterisk: which call they belong to, and when the journal gets the figures.
import { beforeEach, expect, it } from 'vitest'
import { createQuality, type QualityRecord } from '../../src/calls/quality.ts'
import type { CallState } from '../../src/calls/state.ts'
import type { AmiFields } from '../../src/platform/asterisk/ami.ts'

const callId = '7e058360-f213-41e9-9e65-09968fe3f74e'
const caller = '1795647764.0'
const leg = `${callId}.leg-1`
let now: number
let kept: QualityRecord[]
let listeners: Map<string, (fields: AmiFields) => void>
let lost: () => void
let quality: ReturnType<typeof createQuality>

beforeEach(() => {
  now = 0
  kept = []
  listeners = new Map()
  const call = { callId } as CallState
  quality = createQuality({
    ami: {
      onEvent: (name, listener) => void listeners.set(name, listener),
      onLost(listener) {
        lost = listener
      },
    },
    calls: { byChannel: (id) => (id === caller ? call : undefined), get: (id) => (id === callId ? call : undefined) },
    journal: {
      append(kind, subject, at, body) {
        kept.push(body as QualityRecord)
        return { seq: kept.length, kind, subject, at, body }
      },
    },
    clock: { now: () => new Date(now) },
  })
})
const tell = (event: string, fields: AmiFields) => listeners.get(event)?.({ event, ...fields })
const report = (uniqueid: string, given: AmiFields = {}) => ({
  uniqueid,
  report0sourcessrc: '0x1',
  report0fractionlost: '0',
  report0cumulativelost: '0',
  report0highestsequence: '100',
  report0sequencenumbercycles: '0',
  report0iajitter: '80',
  ...given,
})

it('keeps a line when its channel ends, by caller and agent', () => {
  tell('RTCPSent', report(caller))
  tell('RTCPSent', report(caller, { report0highestsequence: '10', report0sequencenumbercycles: '1' }))
  tell('RTCPReceived', report(leg, { rtt: '0.0425', report0fractionlost: '128', report0iajitter: '8' }))
  expect(kept).toEqual([])
  tell('Hangup', { uniqueid: leg })
  tell('Hangup', { uniqueid: caller })
  tell('Hangup', { uniqueid: caller })
  expect(kept).toMatchObject([
    { callId, channelId: leg, side: 'agent', worstRoundTripMs: 42.5, worstLossPercent: 50, worstJitterMs: 1, reports: 1 },
    { callId, channelId: caller, side: 'caller', packetsReceived: 65_446, worstRoundTripMs: null, worstJitterMs: 10, reports: 2 },
  ])
})
it('keeps a long call every 30 s', () => {
  for (now = 0; now <= 90_000; now += 5000) tell('RTCPSent', report(caller, { report0highestsequence: String(now / 20) }))
  expect(kept.map((record) => record.reports)).toEqual([7, 13, 19])
})
it('keeps everything when the connection is lost or the platform stops, once', () => {
  tell('RTCPSent', report(caller))
  lost()
  quality.stop()
  expect(kept).toHaveLength(1)
})
it('has nothing to do with channels of no call and with reports without figures', () => {
  tell('RTCPSent', report('1795647764.9'))
  tell('RTCPSent', report('00000000-f213-41e9-9e65-09968fe3f74e.leg-1'))
  tell('RTCPSent', { uniqueid: caller, reportcount: '0' })
  quality.stop()
  expect(kept).toEqual([])
})

// The quality of each call's lines, from Asterisk's RTCP events to the journal: every 30 s and when the channel ends.
import type { Ami, AmiFields } from '../platform/asterisk/ami.ts'
import type { Clock } from '../platform/clock.ts'
import type { Journal } from './journal.ts'
import { isMonitorChannel } from './monitor-rules.ts'
import { type LineMeasure, type LineQuality, qualityOf, type ReceptionReport, unmeasured, withReport } from './quality-rules.ts'
import type { ServerCalls } from './server-calls.ts'
import { callIdOf } from './state.ts'

/** The journal's body: figures so far of one channel. */
export interface QualityRecord extends LineQuality {
  callId: string
  channelId: string
  side: 'caller' | 'agent'
}

interface Line {
  callId: string
  side: QualityRecord['side']
  measure: LineMeasure
  keptAt: number
  keptReports: number
}

interface Deps {
  ami: Pick<Ami, 'onEvent' | 'onLost'>
  calls: Pick<ServerCalls, 'byChannel' | 'get'>
  journal: Pick<Journal, 'append'>
  clock: Clock
  keepEveryMs?: number
}

/** Listens from now on. `stop` keeps what is not in the journal yet. */
export function createQuality({ ami, calls, journal, clock, keepEveryMs = 30_000 }: Deps): { stop(): void } {
  const lines = new Map<string, Line>()
  const now = () => clock.now().getTime()

  const find = (channelId: string): Line | null => {
    const known = lines.get(channelId)
    if (known) return known
    // A supervisor's line says nothing about how the call sounded.
    if (isMonitorChannel(channelId)) return null
    const caller = calls.byChannel(channelId)
    const callId = caller?.callId ?? callIdOf(channelId)
    // Channels of calls the dialplan serves alone are nobody's here.
    if (!callId || !calls.get(callId)) return null
    const line: Line = { callId, side: caller ? 'caller' : 'agent', measure: unmeasured, keptAt: now(), keptReports: 0 }
    lines.set(channelId, line)
    return line
  }
  const keep = (channelId: string, line: Line) => {
    const quality = qualityOf(line.measure)
    if (quality.reports === line.keptReports) return
    const at = now()
    const body: QualityRecord = { callId: line.callId, channelId, side: line.side, ...quality }
    journal.append('quality', line.callId, at, body)
    line.keptAt = at
    line.keptReports = quality.reports
  }
  const reported = (direction: ReceptionReport['direction']) => (event: AmiFields) => {
    const report = reportOf(event, direction)
    const line = report && find(event['uniqueid'] ?? '')
    if (!line) return
    line.measure = withReport(line.measure, report)
    if (now() - line.keptAt >= keepEveryMs) keep(event['uniqueid'] ?? '', line)
  }
  const keepAll = () => {
    for (const [channelId, line] of lines) keep(channelId, line)
    lines.clear()
  }

  ami.onEvent('RTCPSent', reported('in'))
  ami.onEvent('RTCPReceived', reported('out'))
  ami.onEvent('Hangup', (event) => {
    const channelId = event['uniqueid'] ?? ''
    const line = lines.get(channelId)
    if (!line) return
    lines.delete(channelId)
    keep(channelId, line)
  })
  // Ends that come meanwhile are told to nobody.
  ami.onLost(keepAll)
  return { stop: keepAll }
}

/** The first report block of an RTCP event, or null when it has none. */
function reportOf(event: AmiFields, direction: ReceptionReport['direction']): ReceptionReport | null {
  const figure = (name: string) => Number(event[name] ?? Number.NaN)
  const [fractionLost, cumulativeLost, jitterUnits] = [figure('report0fractionlost'), figure('report0cumulativelost'), figure('report0iajitter')]
  if (![fractionLost, cumulativeLost, jitterUnits].every(Number.isFinite)) return null
  const roundTrip = figure('rtt') * 1000
  return {
    direction,
    source: event['report0sourcessrc'] ?? '',
    fractionLost,
    cumulativeLost,
    jitterUnits,
    highestSequence: (figure('report0sequencenumbercycles') || 0) * 65_536 + (figure('report0highestsequence') || 0),
    roundTripMs: Number.isFinite(roundTrip) ? roundTrip : null,
  }
}

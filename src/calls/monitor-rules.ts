// A supervisor's hand in a talk: what the call keeps of it, and the ids of what it needs in Asterisk. Pure.
import { type MonitorMode, monitorModes } from '../contract/values.ts'
import { bridgeIdOf, type CallState } from './state.ts'

/**
 * One supervisor in one call. He has a leg to his own telephone. listen and whisper: an ear (a snoop of the agent's leg)
 * beside his leg in a bridge of their own. barge: his leg in the bridge of the talk.
 */
export interface Monitor {
  /** Counts within the call. */
  n: number
  supervisorId: string
  mode: MonitorMode
  /** The agent's leg it was begun with: his hand ends with that. */
  agentLegId: string
  /** How often an ear was made: each mode has one of its own. */
  ears: number
  askedAt: number
  answeredAt: number | null
}

/** stopped: at the press of a button. talk-over: the call ended, or the talk with this agent did. */
export type MonitorEnd = 'stopped' | 'hung-up' | 'not-answered' | 'phone-lost' | 'talk-over'

/** Where a supervisor's leg belongs and what is beside it there; the ear is null where he speaks to both. */
export interface MonitorPlace {
  legId: string
  bridgeId: string
  earId: string | null
}

export const monitorLegId = (callId: string, n: number): string => `${callId}.mon-${n}`
const earIdOf = (callId: string, n: number, ear: number): string => `${callId}.ear-${n}-${ear}`
export const monitorBridgeId = (callId: string, n: number): string => `${callId}.monitor-${n}`
/** The number of the supervisor whose leg this is; 0 when it is nobody's. */
export const monitorNumberOf = (legId: string): number => Number(/\.mon-(\d+)$/.exec(legId)?.[1] ?? 0)
/** Is this channel a supervisor's leg or an ear? */
export const isMonitorChannel = (channelId: string): boolean => /\.(mon-\d+|ear-\d+-\d+)$/.test(channelId)

/** The supervisors in this call; one that was written down by an older version has none. */
export const monitorsOf = (call: Pick<CallState, 'monitors'>): readonly Monitor[] => call.monitors ?? []

/** Where this supervisor's leg belongs now. */
export function placeOf(call: CallState, monitor: Monitor): MonitorPlace {
  const legId = monitorLegId(call.callId, monitor.n)
  return monitor.mode === 'barge'
    ? { legId, bridgeId: bridgeIdOf(call.callId, call.legCount), earId: null }
    : { legId, bridgeId: monitorBridgeId(call.callId, monitor.n), earId: earIdOf(call.callId, monitor.n, monitor.ears) }
}

/** Every channel the supervisors of this call need now. */
export function monitorChannels(call: CallState): Set<string> {
  return new Set(monitorsOf(call).flatMap((monitor) => [placeOf(call, monitor)].flatMap(({ legId, earId }) => (earId ? [legId, earId] : [legId]))))
}

/** Every bridge they need beside that of the talk: one that speaks to both may come back to his, which Asterisk cannot make a second time. */
export function monitorBridges(call: CallState): Set<string> {
  return new Set(monitorsOf(call).map(({ n }) => monitorBridgeId(call.callId, n)))
}

/** One stretch of a supervisor in a call, as it is on record. */
export interface MonitorStretch {
  name: string
  mode: MonitorMode
  at: Date
  /** Null while it goes on. */
  endedAt: Date | null
}

/** The stretches from the rows on record, oldest first: each lasts until the next row of the same supervisor's hand. */
export function stretchesOf(rows: readonly { n: number; act: string; at: Date; person: { name: string } }[]): MonitorStretch[] {
  return rows.flatMap(({ n, act, at, person }, i) => {
    const mode = monitorModes.find((known) => known === act)
    return mode ? [{ name: person.name, mode, at, endedAt: rows.slice(i + 1).find((later) => later.n === n)?.at ?? null }] : []
  })
}

/** The call this person has his hand in, among those that are up. */
export function monitoredBy(calls: readonly CallState[], supervisorId: string): { call: CallState; monitor: Monitor } | null {
  for (const call of calls) {
    const monitor = monitorsOf(call).find((one) => one.supervisorId === supervisorId)
    if (monitor) return { call, monitor }
  }
  return null
}

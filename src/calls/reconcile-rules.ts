// What Asterisk has against what we know, at every (re)connect. Pure: a picture goes in, events and clean-up come out.
import type { CallEvent, CallState } from './state.ts'
import { bridgeIdOf, callIdOf, legNumberOf, snoopIdOf } from './state.ts'

export interface PictureChannel {
  id: string
  name: string
  /** Up: answered; Ring, Ringing, Down: not yet. */
  state: string
  /** The dialplan application it is in: Stasis while the controller has it. */
  app: string
  number: string
  display: string
  exten: string
  variables: Readonly<Record<string, string>>
}

/** What Asterisk has at one moment. */
export interface Picture {
  /** When it was begun. */
  takenAt: number
  /** When Asterisk was started: calls from before that are gone with it. */
  startedAt: number
  channels: readonly PictureChannel[]
  bridges: readonly { id: string; channels: readonly string[] }[]
  /** Playbacks of ours that are over: their end may have been told to nobody. */
  finishedPlaybacks: ReadonlySet<string>
}

export interface CallNews {
  callId: string
  event: CallEvent
}

/** How long Asterisk may take to make a leg, ms. */
const ASKED_MS = 1000

/** The dialplan has the caller, and its notes tell how it went on. */
export const isWithDialplan = ({ phase }: CallState): boolean => phase === 'fallback' || phase === 'message'

const inStasis = (channel: PictureChannel): boolean => channel.app === 'Stasis'

/** What happened to a known call while nobody listened, in the order in which it is to be told. */
function newsOfCall(call: CallState, picture: Picture, channels: ReadonlyMap<string, PictureChannel>, ringMs: number): CallEvent[] {
  if (call.phase === 'ended') return []
  const caller = channels.get(call.channelId)
  if (!caller) {
    // A second is allowed for two clocks' roundings: Asterisk tells its start in whole seconds.
    if (picture.startedAt > call.arrivedAt + 1000) return [{ type: 'interrupted' }]
    return isWithDialplan(call) ? [] : [{ type: 'caller-gone', cause: 0 }]
  }
  if (!inStasis(caller)) return [{ type: 'left-to-fallback' }]
  const events: CallEvent[] = []
  if (call.phase === 'fallback') events.push({ type: 'back-from-fallback' })
  for (const playbackId of picture.finishedPlaybacks) if (callIdOf(playbackId) === call.callId) events.push({ type: 'prompt-finished', playbackId })
  if (call.leg) {
    const leg = channels.get(call.leg.legId)
    if (!leg) {
      // One that was asked for just now may come after the picture; its ring has its own end.
      if (call.phase !== 'ringing' || call.leg.offeredAt < picture.takenAt - ASKED_MS)
        events.push({ type: 'leg-ended', legId: call.leg.legId, cause: 0, unseen: true })
    } else if (call.phase === 'ringing' && leg.state === 'Up' && inStasis(leg)) events.push({ type: 'leg-answered', legId: leg.id })
  } else events.push(...foundLegs(call.callId, call.legCount, picture, ringMs))
  const joined = picture.bridges.some(
    (bridge) =>
      bridge.id === bridgeIdOf(call.callId, call.legCount) && bridge.channels.includes(call.channelId) && bridge.channels.includes(call.leg?.legId ?? ''),
  )
  // A recorder nobody heard start may never have been told to: it is asked for again, which changes nothing where it runs.
  const recording = channels.has(snoopIdOf(call.callId)) && call.recordingStartedAt !== null
  events.push({ type: 'resynced', joined, recording, ...(caller.state === 'Up' ? {} : { unanswered: true }) })
  return events
}

/** Legs of this call with a number beyond those it knows: the newest may be its own. */
function foundLegs(callId: string, legCount: number, picture: Picture, ringMs: number): CallEvent[] {
  return picture.channels
    .filter((channel) => callIdOf(channel.id) === callId && legNumberOf(channel.id) > legCount && channel.variables['AGENT_ID'])
    .sort((a, b) => legNumberOf(b.id) - legNumberOf(a.id))
    .map((leg) => ({
      type: 'leg-found',
      legId: leg.id,
      agentId: leg.variables['AGENT_ID'] ?? '',
      answered: leg.state === 'Up' && inStasis(leg),
      dueAt: picture.takenAt + ringMs,
    }))
}

/** Callers in the controller's hands whom no known call has: they are admitted now. */
export function unknownCallers(calls: readonly CallState[], picture: Picture): PictureChannel[] {
  const known = new Set(calls.map((call) => call.channelId))
  return picture.channels.filter(
    (channel) =>
      inStasis(channel) &&
      callIdOf(channel.id) === null &&
      channel.name.startsWith('PJSIP/') &&
      channel.variables['HOTLINE_ROLE'] === 'caller' &&
      !known.has(channel.id),
  )
}

/** Everything to tell, call by call. `ringMs` is how long a ring that nobody wrote down may still last. */
export function newsFor(calls: readonly CallState[], picture: Picture, ringMs: number): CallNews[] {
  const channels = new Map(picture.channels.map((channel) => [channel.id, channel]))
  return calls.flatMap((call) => newsOfCall(call, picture, channels, ringMs).map((event) => ({ callId: call.callId, event })))
}

/** What is up for no call any more: channels to hang up and bridges to destroy. Decided after the news were told. */
export function leftovers(calls: readonly CallState[], picture: Picture): { channels: string[]; bridges: string[] } {
  const open = new Map(calls.filter((call) => call.phase !== 'ended').map((call) => [call.callId, call]))
  const ended = new Set(calls.filter((call) => call.phase === 'ended').map((call) => call.channelId))
  const channels = picture.channels.filter((channel) => {
    if (ended.has(channel.id)) return inStasis(channel)
    const callId = callIdOf(channel.id)
    if (callId === null) return false
    const call = open.get(callId)
    if (legNumberOf(channel.id) > 0) return call?.leg?.legId !== channel.id
    // The recorder of a caller the dialplan has goes on: it is the whole call's.
    return !call
  })
  const bridges = picture.bridges.filter((bridge) => {
    const callId = callIdOf(bridge.id)
    if (callId === null) return false
    const call = open.get(callId)
    return !call?.leg || bridge.id !== bridgeIdOf(callId, call.legCount)
  })
  return { channels: channels.map(({ id }) => id), bridges: bridges.map(({ id }) => id) }
}

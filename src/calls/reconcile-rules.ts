// What Asterisk has against what we know, at every (re)connect. Pure: a picture goes in, events and clean-up come out.
import { isMonitorChannel, monitorBridges, monitorChannels, monitorsOf, placeOf } from './monitor-rules.ts'
import type { CallEvent, CallState } from './state.ts'
import { bridgeIdOf, callIdOf, isConsultLeg, legNumberOf, snoopIdOf } from './state.ts'

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

/** The dialplan's application that gives the controller a channel; the second asks before who claims it. */
export const isStasis = (app: string): boolean => app === 'Stasis' || app === 'StasisBroadcast'
const inStasis = (channel: PictureChannel): boolean => isStasis(channel.app)

/** What happened to a known call while nobody listened, in the order in which it is to be told. */
function newsOfCall(call: CallState, picture: Picture, channels: ReadonlyMap<string, PictureChannel>, ringMs: number): CallEvent[] {
  if (call.phase === 'ended') return []
  // Asterisk has nothing of a place that waits.
  if (call.phase === 'booked') return []
  if (call.phase === 'dialing') return newsOfDialing(call, picture, channels)
  const caller = channels.get(call.channelId)
  if (!caller) {
    // A second is allowed for two clocks' roundings: Asterisk tells its start in whole seconds.
    const began = call.direction === 'out' ? (call.firstAnsweredAt ?? call.arrivedAt) : call.arrivedAt
    if (picture.startedAt > began + 1000) return [{ type: 'interrupted' }]
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
      if (wasPassedOn(call, picture)) events.push({ type: 'leg-lost', legId: call.leg.legId }, ...foundLegs(call.callId, call.legCount, picture, ringMs))
      else if (call.phase !== 'ringing' || call.leg.offeredAt < picture.takenAt - ASKED_MS)
        events.push({ type: 'leg-ended', legId: call.leg.legId, cause: 0, unseen: true })
    } else if (call.phase === 'ringing' && leg.state === 'Up' && inStasis(leg)) events.push({ type: 'leg-answered', legId: leg.id })
  } else events.push(...foundLegs(call.callId, call.legCount, picture, ringMs))
  const { consult } = call
  if (consult) {
    const leg = channels.get(consult.legId)
    if (leg) {
      if (consult.answeredAt === null && leg.state === 'Up' && inStasis(leg)) events.push({ type: 'leg-answered', legId: leg.id })
    } else if (consult.answeredAt !== null || consult.offeredAt < picture.takenAt - ASKED_MS)
      events.push({ type: 'leg-ended', legId: consult.legId, cause: 0, unseen: true })
  }
  const inTalk = picture.bridges.find((bridge) => bridge.id === bridgeIdOf(call.callId, call.legCount))?.channels ?? []
  const secondJoined = consult !== undefined && inTalk.includes(consult.legId)
  const joined = inTalk.includes(call.channelId) && inTalk.includes(call.leg?.legId ?? '')
  // A recorder nobody heard start may never have been told to: it is asked for again, which changes nothing where it runs.
  const recording = channels.has(snoopIdOf(call.callId)) && call.recordingStartedAt !== null
  events.push({ type: 'resynced', joined, recording, ...(caller.state === 'Up' ? {} : { unanswered: true }), ...(secondJoined ? { secondJoined } : {}) })
  events.push(...monitorNews(call, picture, channels))
  return events
}

/**
 * A call out that was being dialled: who lifted his receiver meanwhile, who is gone. What rings goes on ringing until its own end. Of a citizen
 * who is gone nobody heard whether he answered before: nothing is claimed of it, and it is no try in vain.
 */
function newsOfDialing(call: CallState, picture: Picture, channels: ReadonlyMap<string, PictureChannel>): CallEvent[] {
  const [leg, citizen] = [channels.get(call.leg?.legId ?? ''), channels.get(call.channelId)]
  const isRecent = (askedAt: number) => askedAt >= picture.takenAt - ASKED_MS
  if (picture.startedAt > (call.leg?.offeredAt ?? call.arrivedAt) + 1000) return [{ type: 'interrupted' }]
  if (!leg) return isRecent(call.leg?.offeredAt ?? 0) ? [] : [{ type: 'leg-ended', legId: call.leg?.legId ?? '', cause: 0, unseen: true }]
  const resynced: CallEvent = { type: 'resynced', joined: true, recording: true }
  if (call.leg?.answeredAt === null) return leg.state === 'Up' && inStasis(leg) ? [{ type: 'leg-answered', legId: leg.id }, resynced] : [resynced]
  if (!citizen) return isRecent(call.dial?.askedAt ?? 0) ? [] : [{ type: 'interrupted' }]
  return citizen.state === 'Up' ? [{ type: 'citizen-answered' }, resynced] : [resynced]
}

/** What happened to the supervisors in this call: gone, answered, or not where they should be. */
function monitorNews(call: CallState, picture: Picture, channels: ReadonlyMap<string, PictureChannel>): CallEvent[] {
  return monitorsOf(call).flatMap((monitor): CallEvent[] => {
    const { legId, bridgeId, earId } = placeOf(call, monitor)
    const leg = channels.get(legId)
    const isRinging = monitor.answeredAt === null
    if (!leg) return isRinging && monitor.askedAt >= picture.takenAt - ASKED_MS ? [] : [{ type: 'leg-ended', legId, cause: 0 }]
    if (isRinging) return leg.state === 'Up' && inStasis(leg) ? [{ type: 'leg-answered', legId }] : []
    const there = picture.bridges.find(({ id }) => id === bridgeId)?.channels ?? []
    return there.includes(legId) && (earId === null || there.includes(earId)) ? [] : [{ type: 'monitor-unjoined', n: monitor.n }]
  })
}

/**
 * Was the call passed on by a controller that died before anybody else could read of it? Then a leg is there that the call
 * does not know, and its own leg's end is not the call's.
 */
function wasPassedOn(call: CallState, picture: Picture): boolean {
  const isNew = (id: string) => (isConsultLeg(id) ? id !== call.consult?.legId : legNumberOf(id) > call.legCount)
  return picture.channels.some(({ id, variables }) => callIdOf(id) === call.callId && variables['AGENT_ID'] && isNew(id))
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
    if (isConsultLeg(channel.id)) return call?.leg?.legId !== channel.id && call?.consult?.legId !== channel.id
    if (legNumberOf(channel.id) > 0) return call?.leg?.legId !== channel.id
    if (isMonitorChannel(channel.id)) return !call || !monitorChannels(call).has(channel.id)
    // A place waits with nobody on the line: a citizen dialled by whoever died before he wrote it down would meet nobody.
    if (call?.phase === 'booked' && channel.id === call.channelId) return true
    // The recorder of a caller the dialplan has goes on: it is the whole call's.
    return !call
  })
  const bridges = picture.bridges.filter((bridge) => {
    const callId = callIdOf(bridge.id)
    if (callId === null) return false
    const call = open.get(callId)
    if (call && monitorBridges(call).has(bridge.id)) return false
    return !call?.leg || bridge.id !== bridgeIdOf(callId, call.legCount)
  })
  return { channels: channels.map(({ id }) => id), bridges: bridges.map(({ id }) => id) }
}

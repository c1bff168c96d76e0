// Carries out the media effects of a call through ARI. Every refusal (gone, moved, already there) is a transition.
import type { Logger } from 'winston'
import { type Ari, AriRefused } from '../platform/asterisk/ari.ts'
import { performMonitor } from './monitor-effects.ts'
import { outsideNumber } from './outbound-rules.ts'
import type { CallEffect, CallEvent, CallState } from './state.ts'

export interface MediaDeps {
  ari: Ari
  logger: Logger
  promptsDir: string
  /** What to dial for an agent, e.g. `PJSIP/op-0a1b2c3d4e5f`, or for somebody outside; null when there is no telephone now. */
  endpointOf: (agentId: string) => string | null
  /** What to dial for a number as the trunk wants it; null where there is no trunk for calls out. */
  trunkEndpoint: (to: string) => string | null
  /** The number shown to whoever is called through the trunk. */
  trunkCallerId: string
  /** Tells the call's mailbox what came of an effect. */
  tell: (callId: string, event: CallEvent) => void
}

/** The music as a sound of its own, for some minutes: by then the controller is back, or the dialplan has the caller. */
const musicBehind = Array.from({ length: 8 }, () => '../music/hold')

/**
 * A bridge that mixes also between two, where Asterisk would otherwise hand packets through: then a second operator is often
 * missing in the recording, though the caller hears him (docs/decisions/0026).
 */
const alwaysMixed = 'mixing,video_sfu'
/** Whoever joins a caller who has talked with somebody else before is mixed. */
const bridgeTypeOf = (call: CallState) => (call.firstAnsweredAt === null ? 'mixing' : alwaysMixed)

/** How long an answer waits for the recorder, ms. */
const RECORDER_LIMIT_MS = 500
/** How long a citizen's channel that was made is waited for before he is dialled all the same, ms. */
const CITIZEN_LIMIT_MS = 2000
/** How long the recorder waits for a ring that is being asked for, ms. */
const RING_LIMIT_MS = 20

/** Effects of one lane keep their order; lanes do not wait for each other, so that a ring never waits for the recorder. */
function laneOf(effect: CallEffect): 'main' | 'record' | 'leg' | null {
  switch (effect.type) {
    case 'record':
    case 'recorder-pause':
    case 'recorder-resume':
      return 'record'
    case 'ring':
    case 'ring-beside':
    case 'cancel-leg':
      return 'leg'
    case 'answer':
    case 'play':
    case 'wait-with-music':
    case 'connect':
    case 'dial':
    case 'stop-tone':
    case 'rejoin':
    case 'meet':
    case 'leave-talk':
    case 'take-message':
    case 'destroy-bridge':
    case 'hangup':
    // In order with what is done to the talk and with each other: nobody may be joined after he wished to listen only.
    case 'monitor-ring':
    case 'monitor-join':
    case 'monitor-end':
      return 'main'
    default:
      return null
  }
}

/** Returns the runner: takes a call's effects, gives true for those it has taken on. */
export function createMediaEffects(deps: MediaDeps) {
  const lanes = new Map<string, Promise<void>>()
  const recorders = new Map<string, PromiseWithResolvers<void>>()
  const recorderUp = (callId: string) => {
    recorders.get(callId)?.resolve()
    recorders.delete(callId)
  }
  /** Nobody is answered before his recorder runs, so that the file holds the whole call; but a caller never waits long for it. */
  const recorderReady = async (callId: string) => {
    const recorder = recorders.get(callId)
    if (!recorder) return
    const limit = setTimeout(recorder.resolve, RECORDER_LIMIT_MS)
    await recorder.promise
    clearTimeout(limit)
    recorders.delete(callId)
  }

  const citizens = new Map<string, PromiseWithResolvers<void>>()
  const citizenUp = (channelId: string) => citizens.get(channelId)?.resolve()
  /** Asterisk answers before a channel it makes is the application's: until that is told, bridge and dial are refused. */
  const made: Made = async (channelId, make) => {
    const there = Promise.withResolvers<void>()
    citizens.set(channelId, there)
    const limit = setTimeout(there.resolve, CITIZEN_LIMIT_MS)
    try {
      await make()
      await there.promise
    } finally {
      clearTimeout(limit)
      citizens.delete(channelId)
    }
  }

  /** A ring that can go out at once goes out first: making the recorder would keep Asterisk from it for a moment. */
  const ringAsked = async (callId: string) => {
    await new Promise((resolve) => setImmediate(resolve))
    const ring = lanes.get(`${callId}/leg`)
    if (!ring) return
    const { promise: limit, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, RING_LIMIT_MS)
    await Promise.race([ring, limit])
    clearTimeout(timer)
  }
  const before = (callId: string, effect: CallEffect): Promise<void> | undefined => {
    if (effect.type === 'answer') return recorderReady(callId)
    return effect.type === 'record' ? ringAsked(callId) : undefined
  }

  const run = (call: CallState, effect: CallEffect): boolean => {
    const lane = laneOf(effect)
    if (!lane) return false
    const key = `${call.callId}/${lane}`
    if (effect.type === 'record') recorders.set(call.callId, Promise.withResolvers<void>())
    const next = (lanes.get(key) ?? Promise.resolve())
      .then(() => before(call.callId, effect))
      .then(() => attempt({ ...deps, made }, call, effect))
      .then((done) => {
        // A recorder that is refused is not waited for.
        if (!done && effect.type === 'record') recorderUp(call.callId)
      })
    lanes.set(key, next)
    void next.finally(() => lanes.get(key) === next && lanes.delete(key))
    return true
  }
  return { run, recorderUp, citizenUp, idle: () => Promise.all(lanes.values()).then(() => undefined) }
}

/** Makes a channel, and resolves when it can be used. */
type Made = (channelId: string, make: () => Promise<unknown>) => Promise<void>
type Performing = MediaDeps & { made: Made }

/** False when it was refused. */
async function attempt(deps: Performing, call: CallState, effect: CallEffect): Promise<boolean> {
  try {
    await perform(deps, call, effect)
    return true
  } catch (error) {
    if (!(error instanceof AriRefused)) throw error
    deps.logger.info('media effect refused', { callId: call.callId, effect: effect.type, reason: error.message.slice(0, 200) })
    // A supervisor who is not where he means to be must not be heard by somebody else: he is let go of.
    if (effect.type === 'ring' || effect.type === 'ring-beside' || effect.type === 'monitor-ring' || effect.type === 'monitor-join')
      deps.tell(call.callId, { type: 'leg-lost', legId: effect.legId })
    if (effect.type === 'dial') deps.tell(call.callId, { type: 'caller-gone', cause: NO_ROUTE })
    if (effect.type === 'recorder-pause') deps.tell(call.callId, { type: 'recording-pause-refused', n: effect.n })
    if (effect.type === 'meet') deps.tell(call.callId, { type: 'leg-lost', legId: effect.secondId })
    // A prompt that was never played never ends: the call would wait for it in silence for ever.
    if (effect.type === 'play' && (await deps.ari.channelExists(effect.channelId)))
      deps.tell(call.callId, { type: 'prompt-finished', playbackId: effect.playbackId })
    return false
  }
}

/** Q.850: the network is out of order; Asterisk would not even begin. */
const NO_ROUTE = 38
/** The call's own timer ends the dialling; Asterisk's is the net below it, s. */
const DIAL_NET_SECONDS = 10

async function perform(deps: Performing, call: CallState, effect: CallEffect): Promise<void> {
  const { ari } = deps
  switch (effect.type) {
    case 'answer':
      await ari.answer(effect.channelId)
      return
    case 'record':
      await orElse(
        () => ari.snoop(effect.channelId, effect.snoopId, `snoop,${call.callId},${effect.name}`),
        // It is there: its controller may have died before it told it to record. One that records refuses, and goes on.
        () => ari.record(effect.snoopId, effect.name),
      )
      return
    case 'recorder-pause':
      await ari.pauseRecording(effect.name)
      return
    case 'recorder-resume':
      await ari.resumeRecording(effect.name)
      return
    case 'play':
      if (effect.after) await ari.stopPlayback(effect.after).catch(onlyRefused)
      await ari.play(
        effect.channelId,
        effect.playbackId,
        [...effect.prompts, ...(effect.music ? musicBehind : [])].map((name) => `sound:${deps.promptsDir}/${name}`),
      )
      return
    case 'wait-with-music':
      if (effect.after) await ari.stopPlayback(effect.after).catch(onlyRefused)
      // Who is not in that bridge (any more) needs the music all the same.
      if (effect.leave) await ari.removeFromBridge(effect.leave, effect.channelId).catch(onlyRefused)
      await ari.startMusic(effect.channelId)
      return
    case 'ring':
      await Promise.all([ari.originate(legOf(deps, call, effect)), ari.createBridge(effect.bridgeId, bridgeTypeOf(call), effect.bridgeId)])
      return
    case 'dial': {
      const endpoint = deps.trunkEndpoint(effect.to)
      if (!endpoint) throw new AriRefused('there is no trunk for calls out')
      const { channelId, limitMs } = effect
      const variables = citizenVariables(call)
      await deps.made(channelId, () => ari.createChannel({ channelId, endpoint, appArgs: `citizen,${call.callId}`, variables }))
      // Before the call goes out: the operator hears from the first moment how it rings there, or what the network says.
      await bringTogether(ari, call, effect)
      await ari.dialChannel(channelId, Math.ceil(limitMs / 1000) + DIAL_NET_SECONDS)
      return
    }
    case 'stop-tone':
      await ari.stopRinging(effect.legId)
      return
    case 'ring-beside':
      await ari.originate(legOf(deps, call, effect))
      return
    case 'meet':
      await ari.createBridge(effect.bridgeId, alwaysMixed, effect.bridgeId)
      await ari.removeFromBridge(effect.leave, effect.firstId).catch(onlyRefused)
      // One by one: a second operator who is gone already must not keep the first out, to whom the caller comes back then.
      await ari.addToBridge(effect.bridgeId, [effect.firstId])
      await ari.destroyBridge(effect.leave).catch(onlyRefused)
      await ari.addToBridge(effect.bridgeId, [effect.secondId])
      return
    case 'cancel-leg':
      await ari.hangup(effect.legId)
      return
    case 'connect':
      if (effect.after) await ari.stopPlayback(effect.after).catch(onlyRefused)
      await ari.stopMusic(effect.channelId)
      await bringTogether(ari, call, effect)
      return
    case 'rejoin':
      await ari.stopMusic(effect.channelId)
      await ari.addToBridge(effect.bridgeId, [effect.channelId])
      return
    case 'take-message':
      if (effect.after) await ari.stopPlayback(effect.after).catch(onlyRefused)
      await ari.continueInDialplan(effect.channelId, effect.closed ? 'message-closed' : effect.chosen ? 'message-chosen' : 'message-nobody', effect.exten)
      return
    case 'leave-talk':
      await ari.removeFromBridge(effect.bridgeId, effect.channelId).catch(onlyRefused)
      await ari.stopMusic(effect.channelId).catch(onlyRefused)
      await ari.setVariable(effect.channelId, 'HOTLINE_SERVED', '1')
      return
    case 'destroy-bridge':
      await ari.destroyBridge(effect.bridgeId)
      return
    case 'hangup':
      await ari.hangup(effect.channelId)
      return
    case 'monitor-ring':
    case 'monitor-join':
    case 'monitor-end':
      return performMonitor(ari, deps.endpointOf, call, effect)
    default:
  }
}

/** What the citizen's channel carries, should the dialplan have to take him over in the middle of the talk. */
const citizenVariables = (call: CallState): Record<string, string> => ({
  HOTLINE_ROLE: 'citizen',
  CALL_ID: call.callId,
  TICKET_ID: call.ticketId,
  RECORDING_ID: call.recordingId,
  ARRIVED_AT: String(call.arrivedAt),
})

/** What to ask of Asterisk so that this operator's telephone rings for this call. */
function legOf(
  { endpointOf, trunkCallerId }: MediaDeps,
  call: CallState,
  ring: Extract<CallEffect, { type: 'ring' | 'ring-beside' }>,
): Parameters<Ari['originate']>[0] {
  const { agentId, legId } = ring
  const endpoint = endpointOf(agentId)
  if (!endpoint) throw new AriRefused('there is no telephone')
  const isOut = outsideNumber(agentId) !== null
  const how = ring.type === 'ring-beside' ? ['asked'] : ring.own ? ['out'] : ring.again ? ['again'] : []
  const header = [call.callId, call.ticketId, ...how].join(';')
  return {
    channelId: legId,
    endpoint,
    appArgs: `agent,${call.callId}`,
    callerId: isOut ? trunkCallerId : (call.callerNumber ?? 'anonymous'),
    // Our own timer ends the ring; Asterisk's is the net below it.
    timeoutSeconds: 120,
    // The header tells the page which call and ticket this is, also while it has no line to the platform.
    variables: { CALL_ID: call.callId, AGENT_ID: agentId, ...(isOut ? {} : { 'PJSIP_HEADER(add,X-Hotline-Call)': header }) },
  }
}

/** Lets operator and citizen hear each other; where the controller died between ring and bridge, the bridge is made first. */
function bringTogether(ari: Ari, call: CallState, { bridgeId, legId, channelId }: { bridgeId: string; legId: string; channelId: string }): Promise<void> {
  const join = () => ari.addToBridge(bridgeId, [legId, channelId])
  return orElse(join, async () => {
    await ari.createBridge(bridgeId, bridgeTypeOf(call), bridgeId)
    await join()
  })
}

/** The second way, when Asterisk refuses the first. */
async function orElse<T>(first: () => Promise<T>, second: () => Promise<unknown>): Promise<void> {
  try {
    await first()
  } catch (error) {
    onlyRefused(error)
    await second()
  }
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof AriRefused)) throw error
}

// From Asterisk to the calls: every media event finds its call; at each connect what is there is compared with what we know.
import { existsSync } from 'node:fs'
import type { Logger } from 'winston'
import type { Ari } from '../platform/asterisk/ari.ts'
import { admit } from './admission.ts'
import { type MediaEvent, mapAriEvent } from './ari-mapper.ts'
import type { Notes } from './fallback-notes.ts'
import { reconcile } from './reconcile.ts'
import { isStasis } from './reconcile-rules.ts'
import { measureRecording, recordingFile } from './recordings.ts'
import type { ServerCalls } from './server-calls.ts'
import type { ServiceOffered } from './service-rules.ts'
import { callIdOf, recordingName } from './state.ts'

export interface TelephonyDeps {
  ari: Ari
  /** Those of this server. */
  calls: ServerCalls
  logger: Logger
  recordingDir: string
  serverId: string
  /** What the hotline does with a caller who comes now. */
  service: () => ServiceOffered
  callbackOf: (number: string | null) => { to: string | null; rank: number | null } | null
  isOpen: () => boolean
  ringMs: () => number
  now: () => number
  /** The dialplan's notes of the calls it has or had; null when they cannot be read now. */
  notes: () => Promise<Notes | null>
  /** Calls and Asterisk agree (again). */
  onInStep: () => void
  /** A recording was lost or broke off. */
  onRecordingFailed: (callId: string) => void
  /** Another controller has taken the application. */
  onReplaced: () => void
  /** The call's recorder is asked for: the answer need not wait any longer. */
  recorderUp: (callId: string) => void
  /** The channel of a citizen who is called is there: he can be dialled. */
  citizenUp: (channelId: string) => void
  /** A recording ended whose call belonged to the former process. */
  orphanRecording: (recordingId: string) => void
  /** Phone events are the ACD's business. */
  onPhone: (event: Extract<MediaEvent, { type: 'endpoint' | 'contact-lost' | 'contact-reachable' }>) => void
}

export interface Telephony {
  inStep(): boolean
  /** After a time in which no command could go out: whatever was refused then is seen, and asked for again. */
  takeStock(): void
  measureLeft(): void
}

/** Wires ARI's events to the call controller. Answers whether calls and Asterisk agree: before that nothing may be decided. */
export function attachTelephony(deps: TelephonyDeps): Telephony {
  const { ari, calls } = deps
  let inStep = false
  /** What Asterisk tells while the picture is taken waits, so that each call hears its events in order. */
  let waiting: MediaEvent[] | null = []
  const hear = (event: MediaEvent) => (waiting ? void waiting.push(event) : handle(deps, event))
  ari.onEvent((raw) => {
    const event = mapAriEvent(raw)
    // Claimed at once, also while the picture is taken: the dialplan does not wait long, and to enter is another event.
    if (event?.type === 'caller-offered') void ari.claim(event.channelId).catch(ignoreRefused)
    else if (event) hear(event)
  })
  ari.onLost(() => {
    waiting ??= []
  })
  const compare = async () => {
    waiting ??= []
    await reconcile(
      {
        ...deps,
        admit: (channel) => admit(deps, { type: 'caller-entered', channelId: channel.id, ...channel }, 'unwelcomed'),
      },
      () => {
        inStep = true
      },
    )
    measureLeft(deps)
    const late = waiting ?? []
    waiting = null
    for (const event of late) handle(deps, event)
    calls.resume()
    deps.onInStep()
  }
  ari.onConnected(async () => {
    await ari.subscribe('endpoint:PJSIP')
    for (const endpoint of await ari.endpoints()) deps.onPhone({ type: 'endpoint', resource: endpoint.resource, online: endpoint.state === 'online' })
    await compare()
  })
  const takeStock = () => {
    // Without a connection, or in the middle of one's beginning, it is done there.
    if (!ari.connected() || waiting) return
    compare().catch((error: Error) => {
      if (!ari.connected()) return
      deps.logger.warn('not compared with Asterisk', { reason: error.message.slice(0, 200) })
      setTimeout(takeStock, TAKE_STOCK_AGAIN_MS).unref()
      const late = waiting ?? []
      waiting = null
      for (const event of late) handle(deps, event)
    })
  }
  return { inStep: () => inStep, takeStock, measureLeft: () => measureLeft(deps) }
}

/** Recordings of calls that ended without anybody measuring them: what reached the disk is what there is. */
function measureLeft(deps: TelephonyDeps): void {
  for (const call of deps.calls.all()) {
    if (call.phase !== 'ended' || call.recordingMs !== null) continue
    const name = recordingName(call.recordingId, call.arrivedAt)
    if (call.recordingStartedAt !== null) measure(deps, call.callId, name)
    // Its start was told to nobody, or there was none.
    else if (existsSync(recordingFile(deps.recordingDir, name))) measure(deps, call.callId, name)
  }
}

function handle(deps: TelephonyDeps, event: MediaEvent): void {
  const { calls, ari } = deps
  switch (event.type) {
    case 'caller-entered':
      admit(deps, event)
      return
    case 'channel-left':
      void lookAfter(deps, event.channelId)
      return
    case 'leg-entered':
      if (!calls.dispatch(event.callId, { type: 'leg-answered', legId: event.legId })) void ari.hangup(event.legId).catch(ignoreRefused)
      return
    case 'channel-state': {
      const call = calls.byChannel(event.channelId)
      if (call?.phase === 'dialing') calls.dispatch(call.callId, { type: citizenEvents[event.state] })
      return
    }
    case 'citizen-entered':
      deps.citizenUp(event.channelId)
      return
    case 'snoop-entered':
      void ari
        .record(event.snoopId, event.name)
        .catch((error: Error) => deps.logger.error('recording refused', { callId: event.callId, reason: error.message }))
      // Recorder and answer are asked for in the same breath: waiting for one would lengthen or shorten the file.
      deps.recorderUp(event.callId)
      return
    case 'ear-entered':
      // Gone already where the mode was changed or ended meanwhile.
      void ari.addToBridge(event.bridgeId, [event.earId]).catch(ignoreRefused)
      return
    case 'channel-gone': {
      const call = calls.byChannel(event.channelId)
      if (call?.phase === 'message') return void endWithoutNotes(deps, call.callId)
      if (call) return void calls.dispatch(call.callId, { type: 'caller-gone', cause: event.cause })
      const callId = callIdOf(event.channelId)
      if (callId) calls.dispatch(callId, { type: 'leg-ended', legId: event.channelId, cause: event.cause })
      return
    }
    case 'channel-hold':
    case 'channel-unhold': {
      const callId = callIdOf(event.channelId)
      const leg = callId ? calls.get(callId)?.leg : undefined
      // The hold key of a second operator who is asked, or of a supervisor who listens, holds nobody.
      const agentId = leg?.legId === event.channelId ? leg.agentId : undefined
      if (callId && agentId) calls.dispatch(callId, { type: event.type === 'channel-hold' ? 'hold' : 'unhold', agentId })
      return
    }
    case 'key': {
      const call = calls.byChannel(event.channelId)
      if (call) calls.dispatch(call.callId, { type: 'key', digit: event.digit, pressedAt: event.pressedAt })
      return
    }
    case 'playback-finished': {
      const callId = callIdOf(event.playbackId)
      if (callId) calls.dispatch(callId, { type: 'prompt-finished', playbackId: event.playbackId })
      return
    }
    case 'recording-started':
    case 'recording-finished':
      recordingEvent(deps, event)
      return
    case 'endpoint':
    case 'contact-lost':
    case 'contact-reachable':
      deps.onPhone(event)
      return
    case 'replaced':
      deps.onReplaced()
  }
}

const citizenEvents = { ringing: 'citizen-ringing', sound: 'citizen-sound', up: 'citizen-answered' } as const

const TAKE_STOCK_AGAIN_MS = 1000

/** How long a channel that left the controller may take to end before it counts as taken by somebody else, ms. */
const LEAVING_MS = 1000

/** How long the dialplan's notes of a message may take to be read, ms. */
const NOTED_MS = 6000

/** A caller who hung up on the way to the voicemail was never noted there: nobody else would end his call. */
async function endWithoutNotes(deps: TelephonyDeps, callId: string): Promise<void> {
  const at = deps.now()
  await new Promise((resolve) => setTimeout(resolve, NOTED_MS).unref())
  const notes = await deps.notes()
  if (notes && !notes.has(callId)) deps.calls.dispatch(callId, { type: 'fallback-ended', outcome: 'abandoned', at, answeredAt: null, agentId: null, talkMs: 0 })
}

/** A caller's channel left the application: it ends right after, or the dialplan's fallback has it. */
async function lookAfter(deps: TelephonyDeps, channelId: string): Promise<void> {
  if (!deps.calls.byChannel(channelId)) return
  await new Promise((resolve) => setTimeout(resolve, LEAVING_MS).unref())
  const call = deps.calls.byChannel(channelId)
  if (!call || call.phase === 'ended') return
  const still = await deps.ari.channelExists(channelId)
  if (still && !isStasis(still.app)) deps.calls.dispatch(call.callId, { type: 'left-to-fallback' })
}

function recordingEvent(deps: TelephonyDeps, event: Extract<MediaEvent, { type: 'recording-started' | 'recording-finished' }>): void {
  const recordingId = event.name.split('/').at(-1) ?? ''
  const call = deps.calls.byRecording(recordingId)
  if (!call) {
    if (event.type === 'recording-finished') deps.orphanRecording(recordingId)
    return
  }
  if (event.type === 'recording-started') return void deps.calls.dispatch(call.callId, { type: 'recording-started' })
  measure(deps, call.callId, event.name)
}

function measure(deps: TelephonyDeps, callId: string, name: string): void {
  measureRecording(deps.recordingDir, name)
    .then((measured) => deps.calls.dispatch(callId, { type: 'recording-finished', ...measured }))
    .catch((error: Error) => {
      deps.logger.error('recording not found', { callId, reason: error.message })
      deps.onRecordingFailed(callId)
    })
}

/** Already gone: that is what was wanted. */
const ignoreRefused = (): void => undefined

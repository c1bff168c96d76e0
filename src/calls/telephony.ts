// From Asterisk to the calls: every media event finds its call; at each connect what is there is compared with what we know.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'winston'
import { toE164 } from '../contract/phone-number.ts'
import type { Ari } from '../platform/asterisk/ari.ts'
import { type MediaEvent, mapAriEvent } from './ari-mapper.ts'
import type { CallController } from './controller.ts'
import { measureRecording } from './recordings.ts'
import { callIdOf, recordingName } from './state.ts'

export interface TelephonyDeps {
  ari: Ari
  calls: CallController
  logger: Logger
  recordingDir: string
  serverId: string
  greeting: boolean
  isOpen: () => boolean
  /** The call's recorder is asked for: the answer need not wait any longer. */
  recorderUp: (callId: string) => void
  /** A recording ended whose call belonged to the former process. */
  orphanRecording: (recordingId: string) => void
  /** Phone events are the ACD's business. */
  onPhone: (event: Extract<MediaEvent, { type: 'endpoint' | 'contact-lost' | 'contact-reachable' }>) => void
}

const MAX_DISPLAY = 80

/** Wires ARI's events to the call controller. */
export function attachTelephony(deps: TelephonyDeps): void {
  const { ari, calls } = deps
  ari.onEvent((raw) => {
    const event = mapAriEvent(raw)
    if (event) handle(deps, event)
  })
  ari.onConnected(async () => {
    await ari.subscribe('endpoint:PJSIP')
    await sweep(deps)
    for (const endpoint of await ari.endpoints()) deps.onPhone({ type: 'endpoint', resource: endpoint.resource, online: endpoint.state === 'online' })
    deps.logger.info('telephony ready', { calls: calls.all().filter((call) => call.phase !== 'ended').length })
  })
}

function handle(deps: TelephonyDeps, event: MediaEvent): void {
  const { calls, ari } = deps
  switch (event.type) {
    case 'caller-entered':
      admit(deps, event, deps.greeting)
      return
    case 'leg-entered':
      if (!calls.dispatch(event.callId, { type: 'leg-answered', legId: event.legId })) void ari.hangup(event.legId).catch(ignoreRefused)
      return
    case 'snoop-entered':
      void ari
        .record(event.snoopId, event.name)
        .catch((error: Error) => deps.logger.error('recording refused', { callId: event.callId, reason: error.message }))
      // Recorder and answer are asked for in the same breath: waiting for one would lengthen or shorten the file.
      deps.recorderUp(event.callId)
      return
    case 'channel-gone': {
      const call = calls.byChannel(event.channelId)
      if (call) return void calls.dispatch(call.callId, { type: 'caller-gone', cause: event.cause })
      const callId = callIdOf(event.channelId)
      if (callId) calls.dispatch(callId, { type: 'leg-ended', legId: event.channelId, cause: event.cause })
      return
    }
    case 'channel-hold':
    case 'channel-unhold': {
      const callId = callIdOf(event.channelId)
      const agentId = callId ? calls.get(callId)?.leg?.agentId : undefined
      if (callId && agentId) calls.dispatch(callId, { type: event.type === 'channel-hold' ? 'hold' : 'unhold', agentId })
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
      deps.logger.error('another controller took over the application')
  }
}

function admit(deps: TelephonyDeps, event: Extract<MediaEvent, { type: 'caller-entered' }>, greeting: boolean): void {
  if (deps.calls.byChannel(event.channelId)) return
  const callId = randomUUID()
  const open = deps.isOpen()
  deps.logger.info('call arrived', { callId, open })
  deps.calls.dispatch(callId, {
    type: 'arrived',
    callId,
    ticketId: randomUUID(),
    recordingId: randomUUID(),
    serverId: deps.serverId,
    channelId: event.channelId,
    callerNumber: toE164(event.number),
    callerRaw: event.number.slice(0, MAX_DISPLAY),
    callerDisplay: event.display.slice(0, MAX_DISPLAY),
    hotlineNumber: event.exten.slice(0, MAX_DISPLAY),
    open,
    greeting,
  })
}

function recordingEvent(deps: TelephonyDeps, event: Extract<MediaEvent, { type: 'recording-started' | 'recording-finished' }>): void {
  const recordingId = event.name.split('/').at(-1) ?? ''
  const call = deps.calls.byRecording(recordingId)
  if (!call) {
    if (event.type === 'recording-finished') deps.orphanRecording(recordingId)
    return
  }
  if (event.type === 'recording-started') return void deps.calls.dispatch(call.callId, { type: 'recording-started' })
  measureRecording(deps.recordingDir, event.name)
    .then((measured) => deps.calls.dispatch(call.callId, { type: 'recording-finished', ...measured }))
    .catch((error: Error) => deps.logger.error('recording not found', { callId: call.callId, reason: error.message }))
}

/**
 * After a (re)connect: calls whose caller left meanwhile end; callers Asterisk still holds for us but whom we do not
 * know (the platform was restarted) come in again without greeting; legs and bridges of no call are taken down.
 */
async function sweep(deps: TelephonyDeps): Promise<void> {
  const { ari, calls } = deps
  const channels = await ari.channels()
  const present = new Set(channels.map((channel) => channel.id))
  for (const call of calls.all()) {
    if (call.phase === 'ended' || present.has(call.channelId)) continue
    calls.dispatch(call.callId, { type: 'interrupted' })
    // Nobody tells the recording's end any more: what reached the disk is what there is.
    recordingEvent(deps, { type: 'recording-finished', name: recordingName(call.recordingId, call.arrivedAt), durationMs: 0 })
  }
  const ours = new Set(await ari.applicationChannels())
  for (const channel of channels) {
    const callId = callIdOf(channel.id)
    if (callId) {
      if (!calls.get(callId)) await ari.hangup(channel.id).catch(ignoreRefused)
    } else if (ours.has(channel.id) && !calls.byChannel(channel.id) && channel.name.startsWith('PJSIP/'))
      admit(deps, { type: 'caller-entered', channelId: channel.id, number: channel.number, display: channel.display, exten: channel.exten }, false)
  }
  for (const bridge of await ari.bridges()) {
    const callId = callIdOf(bridge.id)
    if (callId && !calls.get(callId)) await ari.destroyBridge(bridge.id).catch(ignoreRefused)
  }
}

/** Already gone: that is what was wanted. */
const ignoreRefused = (): void => undefined

// The only file that knows the shapes of ARI's events: turns each into what it means for us, or null.
import type { RawAriEvent } from '../platform/asterisk/ari.ts'
import { isMusic } from '../platform/asterisk/ari-operations.ts'

export type MediaEvent =
  /** The dialplan asks who takes this caller; he enters when he is claimed. */
  | { type: 'caller-offered'; channelId: string }
  | { type: 'caller-entered'; channelId: string; number: string; display: string; exten: string; variables: Readonly<Record<string, string>> }
  /** A caller's channel left the controller's hands without ending: somebody redirected it. Or it ends right after. */
  | { type: 'channel-left'; channelId: string }
  | { type: 'leg-entered'; legId: string; callId: string }
  /** The channel made for a citizen who is called: from now on it can be let into a bridge and dialled. */
  | { type: 'citizen-entered'; channelId: string }
  | { type: 'snoop-entered'; snoopId: string; callId: string; name: string }
  /** A supervisor's ear at an agent's leg, for this bridge. */
  | { type: 'ear-entered'; earId: string; bridgeId: string }
  /** A channel that was dialled rings, sends sound before the answer, or was answered. */
  | { type: 'channel-state'; channelId: string; state: 'ringing' | 'sound' | 'up' }
  | { type: 'channel-gone'; channelId: string; cause: number }
  | { type: 'channel-hold'; channelId: string }
  | { type: 'channel-unhold'; channelId: string }
  | { type: 'key'; channelId: string; digit: string; pressedAt: number }
  | { type: 'playback-finished'; playbackId: string }
  | { type: 'recording-started'; name: string }
  | { type: 'recording-finished'; name: string; durationMs: number }
  | { type: 'endpoint'; resource: string; online: boolean }
  /** uri: which registration. removed: it is gone, with its connection; else it only does not answer. */
  | { type: 'contact-lost'; resource: string; uri: string; removed: boolean }
  | { type: 'contact-reachable'; resource: string; uri: string }
  | { type: 'replaced' }

const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {})
/** The variables named in ari.conf's channelvars that are set on this channel. */
const variablesOf = (channel: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record(channel['channelvars'])).flatMap(([name, value]) => (text(value) ? [[name, text(value)]] : [])))
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The Q.850 cause. A telephone that is switched off (SIP 480) is told from one that nobody lifts: Asterisk calls both 19. */
function causeOf(event: RawAriEvent): number {
  return Number(event['tech_cause']) === 480 ? SUBSCRIBER_ABSENT : Number(event['cause'] ?? 0)
}
const SUBSCRIBER_ABSENT = 20

/** Maps one raw event; what does not concern us gives null. */
export function mapAriEvent(event: RawAriEvent): MediaEvent | null {
  const channel = record(event['channel'])
  const channelId = text(channel['id'])
  switch (event.type) {
    case 'CallBroadcast':
      return { type: 'caller-offered', channelId }
    case 'StasisStart':
      return mapStart(Array.isArray(event['args']) ? event['args'].map(text) : [], channel)
    case 'StasisEnd':
      return { type: 'channel-left', channelId }
    case 'ChannelDestroyed':
      return { type: 'channel-gone', channelId, cause: causeOf(event) }
    case 'ChannelStateChange': {
      const state = text(channel['state'])
      return state === 'Up' || state === 'Ringing' ? { type: 'channel-state', channelId, state: state === 'Up' ? 'up' : 'ringing' } : null
    }
    case 'Dial':
      return event['dialstatus'] === 'PROGRESS' ? { type: 'channel-state', channelId: text(record(event['peer'])['id']), state: 'sound' } : null
    case 'ChannelHold':
      return { type: 'channel-hold', channelId }
    case 'ChannelUnhold':
      return { type: 'channel-unhold', channelId }
    case 'ChannelDtmfReceived':
      return { type: 'key', channelId, digit: text(event['digit']), pressedAt: Date.parse(text(event['timestamp'])) || 0 }
    case 'PlaybackFinished':
      return { type: 'playback-finished', playbackId: text(record(event['playback'])['id']) }
    case 'PlaybackContinuing': {
      const playback = record(event['playback'])
      // The prompts are over, the music behind them begins.
      return isMusic(text(playback['next_media_uri'])) && !isMusic(text(playback['media_uri']))
        ? { type: 'playback-finished', playbackId: text(playback['id']) }
        : null
    }
    case 'RecordingStarted':
      return { type: 'recording-started', name: text(record(event['recording'])['name']) }
    case 'RecordingFinished':
    case 'RecordingFailed': {
      const recording = record(event['recording'])
      return { type: 'recording-finished', name: text(recording['name']), durationMs: Number(recording['duration'] ?? 0) * 1000 }
    }
    case 'EndpointStateChange': {
      const endpoint = record(event['endpoint'])
      return { type: 'endpoint', resource: text(endpoint['resource']), online: endpoint['state'] === 'online' }
    }
    case 'ContactStatusChange': {
      const resource = text(record(event['endpoint'])['resource'])
      const contact = record(event['contact_info'])
      const [status, uri] = [text(contact['contact_status']), text(contact['uri'])]
      return status === 'Removed' || status === 'Unreachable'
        ? { type: 'contact-lost', resource, uri, removed: status === 'Removed' }
        : { type: 'contact-reachable', resource, uri }
    }
    case 'ApplicationReplaced':
      return { type: 'replaced' }
    default:
      return null
  }
}

function mapStart(args: string[], channel: Record<string, unknown>): MediaEvent | null {
  const channelId = text(channel['id'])
  const caller = record(channel['caller'])
  const [role, callId = '', name = ''] = args
  if (role === 'caller')
    return {
      type: 'caller-entered',
      channelId,
      number: text(caller['number']),
      display: text(caller['name']),
      exten: args[1] ?? text(record(channel['dialplan'])['exten']),
      variables: variablesOf(channel),
    }
  if (role === 'agent') return { type: 'leg-entered', legId: channelId, callId }
  if (role === 'citizen') return { type: 'citizen-entered', channelId }
  if (role === 'snoop') return { type: 'snoop-entered', snoopId: channelId, callId, name }
  if (role === 'ear') return { type: 'ear-entered', earId: channelId, bridgeId: name }
  return null
}

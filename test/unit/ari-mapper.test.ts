// ARI's events as Asterisk 22 sends them, and broken ones.
import { describe, expect, it } from 'vitest'
import { type MediaEvent, mapAriEvent } from '../../src/calls/ari-mapper.ts'
import type { RawAriEvent } from '../../src/platform/asterisk/ari.ts'

const callId = '00000000-0000-4000-8000-000000000001'
const channel = {
  id: '1767574800.1',
  name: 'PJSIP/trunk-00000001',
  caller: { name: 'Caller', number: '0900000012' },
  dialplan: { context: 'from-trunk', exten: '02691022', priority: 3 },
}
const leg = { ...channel, id: `${callId}.leg-1` }

describe('mapAriEvent', () => {
  it.each<[string, RawAriEvent, MediaEvent | null]>([
    [
      'a caller',
      { type: 'StasisStart', args: ['caller', '1022'], channel },
      { type: 'caller-entered', channelId: channel.id, number: '0900000012', display: 'Caller', exten: '1022', variables: {} },
    ],
    [
      'a caller, number dialled from the dialplan',
      { type: 'StasisStart', args: ['caller'], channel },
      { type: 'caller-entered', channelId: channel.id, number: '0900000012', display: 'Caller', exten: '02691022', variables: {} },
    ],
    [
      'a caller whose ids the dialplan made',
      { type: 'StasisStart', args: ['caller'], channel: { ...channel, channelvars: { CALL_ID: callId, HOTLINE_ROLE: 'caller', FALLBACK_ID: '' } } },
      {
        type: 'caller-entered',
        channelId: channel.id,
        number: '0900000012',
        display: 'Caller',
        exten: '02691022',
        variables: { CALL_ID: callId, HOTLINE_ROLE: 'caller' },
      },
    ],
    [
      'a key',
      { type: 'ChannelDtmfReceived', timestamp: '2026-01-05T08:00:00.125+0700', digit: '3', duration_ms: 100, channel },
      { type: 'key', channelId: channel.id, digit: '3', pressedAt: Date.UTC(2026, 0, 5, 1, 0, 0, 125) },
    ],
    ['a caller who leaves the application', { type: 'StasisEnd', channel }, { type: 'channel-left', channelId: channel.id }],
    [
      'a caller without a number',
      { type: 'StasisStart', args: ['caller', '1022'], channel: { ...channel, caller: { name: '', number: '' } } },
      { type: 'caller-entered', channelId: channel.id, number: '', display: '', exten: '1022', variables: {} },
    ],
    [
      'a caller without any caller',
      { type: 'StasisStart', args: ['caller', '1022'], channel: { id: channel.id } },
      { type: 'caller-entered', channelId: channel.id, number: '', display: '', exten: '1022', variables: {} },
    ],
    ['an agent leg that answered', { type: 'StasisStart', args: ['agent', callId], channel: leg }, { type: 'leg-entered', legId: leg.id, callId }],
    [
      'the recorder',
      { type: 'StasisStart', args: ['snoop', callId, '2026-01-05/r1'], channel: { id: `${callId}.snoop` } },
      { type: 'snoop-entered', snoopId: `${callId}.snoop`, callId, name: '2026-01-05/r1' },
    ],
    ['an unknown role', { type: 'StasisStart', args: ['somebody'], channel }, null],
    ['no role', { type: 'StasisStart', args: [], channel }, null],
    ['arguments that are no list', { type: 'StasisStart', args: 'caller', channel }, null],
    [
      'a channel destroyed',
      { type: 'ChannelDestroyed', cause: 16, cause_txt: 'Normal Clearing', channel: leg },
      { type: 'channel-gone', channelId: leg.id, cause: 16 },
    ],
    ['a channel destroyed without a cause', { type: 'ChannelDestroyed', channel: leg }, { type: 'channel-gone', channelId: leg.id, cause: 0 }],
    ['hold at the desk phone', { type: 'ChannelHold', channel: leg }, { type: 'channel-hold', channelId: leg.id }],
    ['unhold', { type: 'ChannelUnhold', channel: leg }, { type: 'channel-unhold', channelId: leg.id }],
    [
      'a prompt over',
      { type: 'PlaybackFinished', playback: { id: `${callId}.greeting`, state: 'done' } },
      { type: 'playback-finished', playbackId: `${callId}.greeting` },
    ],
    [
      'prompts over, music behind them',
      { type: 'PlaybackContinuing', playback: { id: `${callId}.greeting`, media_uri: 'sound:/p/vi/notice', next_media_uri: 'sound:/p/vi/../music/hold' } },
      { type: 'playback-finished', playbackId: `${callId}.greeting` },
    ],
    [
      'another prompt',
      { type: 'PlaybackContinuing', playback: { id: `${callId}.greeting`, media_uri: 'sound:/p/vi/greeting', next_media_uri: 'sound:/p/vi/notice' } },
      null,
    ],
    ['more of the music', { type: 'PlaybackContinuing', playback: { id: 'x', media_uri: 'sound:/p/music/hold', next_media_uri: 'sound:/p/music/hold' } }, null],
    [
      'a recording started',
      { type: 'RecordingStarted', recording: { name: '2026-01-05/r1', format: 'wav' } },
      { type: 'recording-started', name: '2026-01-05/r1' },
    ],
    [
      'a recording finished',
      { type: 'RecordingFinished', recording: { name: '2026-01-05/r1', duration: 12 } },
      { type: 'recording-finished', name: '2026-01-05/r1', durationMs: 12_000 },
    ],
    [
      'a recording failed',
      { type: 'RecordingFailed', recording: { name: '2026-01-05/r1', cause: 'x' } },
      { type: 'recording-finished', name: '2026-01-05/r1', durationMs: 0 },
    ],
    [
      'an endpoint online',
      { type: 'EndpointStateChange', endpoint: { technology: 'PJSIP', resource: 'op-0a1b2c3d4e5f', state: 'online' } },
      { type: 'endpoint', resource: 'op-0a1b2c3d4e5f', online: true },
    ],
    [
      'an endpoint offline',
      { type: 'EndpointStateChange', endpoint: { resource: 'op-0a1b2c3d4e5f', state: 'offline' } },
      { type: 'endpoint', resource: 'op-0a1b2c3d4e5f', online: false },
    ],
    [
      'a contact removed',
      { type: 'ContactStatusChange', endpoint: { resource: 'op-0a1b2c3d4e5f' }, contact_info: { contact_status: 'Removed', uri: 'sip:a@192.0.2.9:4711' } },
      { type: 'contact-lost', resource: 'op-0a1b2c3d4e5f', uri: 'sip:a@192.0.2.9:4711', removed: true },
    ],
    [
      'a contact that does not answer any more',
      { type: 'ContactStatusChange', endpoint: { resource: 'op-0a1b2c3d4e5f' }, contact_info: { contact_status: 'Unreachable', uri: 'sip:a@192.0.2.9:4711' } },
      { type: 'contact-lost', resource: 'op-0a1b2c3d4e5f', uri: 'sip:a@192.0.2.9:4711', removed: false },
    ],
    [
      'a contact there',
      { type: 'ContactStatusChange', endpoint: { resource: 'op-0a1b2c3d4e5f' }, contact_info: { contact_status: 'NonQualified', uri: 'sip:a@192.0.2.9:4711' } },
      { type: 'contact-reachable', resource: 'op-0a1b2c3d4e5f', uri: 'sip:a@192.0.2.9:4711' },
    ],
    ['another controller', { type: 'ApplicationReplaced', application: 'hotline' }, { type: 'replaced' }],
    ['what does not concern us', { type: 'ChannelDialplan', channel }, null],
    ['an empty event', { type: '' }, null],
  ])('%s', (_, event, expected) => {
    expect(mapAriEvent(event)).toEqual(expected)
  })

  it.each([
    'ChannelDestroyed',
    'ChannelHold',
    'PlaybackContinuing',
    'PlaybackFinished',
    'RecordingStarted',
    'RecordingFinished',
    'EndpointStateChange',
    'ContactStatusChange',
    'StasisStart',
  ])('%s without its parts, or with parts of another kind, does not throw', (type) => {
    for (const part of [undefined, null, 'text', 7, []])
      expect(() => mapAriEvent({ type, channel: part, playback: part, recording: part, endpoint: part, contact_info: part, args: part })).not.toThrow()
  })
})

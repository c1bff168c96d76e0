// What Asterisk has against what we know: every way in which the two may differ after a lost connection or a restart.
import { describe, expect, it } from 'vitest'
import { leftovers, newsFor, type Picture, type PictureChannel, unknownCallers } from '../../src/calls/reconcile-rules.ts'
import { mergeKnown, TAKEOVER_GAP } from '../../src/calls/recovery-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { bridgeIdOf, type CallPhase, type CallState, legIdOf, playbackIdOf, snoopIdOf } from '../../src/calls/state.ts'
import { AN, arrived, BINH, CALL, callIn, phases, START } from './calls-fixture.ts'

const NOW = START + 60_000
const callerId = arrived().channelId
const channel = (id: string, over: Partial<PictureChannel> = {}): PictureChannel => ({
  id,
  name: `PJSIP/x-${id}`,
  state: 'Up',
  app: 'Stasis',
  number: '0900000012',
  display: '',
  exten: '1022',
  variables: {},
  ...over,
})
const caller = channel(callerId, { variables: { HOTLINE_ROLE: 'caller', CALL_ID: CALL } })
const snoop = channel(snoopIdOf(CALL), { name: 'Snoop/x' })
const leg = (n: number, over: Partial<PictureChannel> = {}) => channel(legIdOf(CALL, n), { variables: { CALL_ID: CALL, AGENT_ID: BINH }, ...over })
const talk = { id: bridgeIdOf(CALL, 1), channels: [callerId, legIdOf(CALL, 1)] }
const picture = (over: Partial<Picture> = {}): Picture => ({
  takenAt: NOW,
  startedAt: START - 3_600_000,
  channels: [caller, snoop],
  bridges: [],
  finishedPlaybacks: new Set(),
  ...over,
})
const recorded = (phase: CallPhase): CallState => reduce(callIn(phase), { type: 'recording-started' }, START + 30_000).state
const news = (phase: CallPhase, over: Partial<Picture> = {}) => newsFor([callIn(phase)], picture(over), 20_000).map(({ event }) => event)
/** The phase the call is in after it heard all that. */
const phaseAfter = (phase: CallPhase, over: Partial<Picture> = {}) => {
  let state: CallState = callIn(phase)
  for (const event of news(phase, over)) state = reduce(state, event, NOW).state
  return state.phase
}

describe('a call that goes on as it was', () => {
  it.each([
    ['greeting', [caller, snoop], []],
    ['queued', [caller, snoop], []],
    ['ringing', [caller, snoop, leg(1, { state: 'Ringing', app: 'AppDial2' })], []],
    ['talking', [caller, snoop, leg(1)], [talk]],
    ['held', [caller, snoop, leg(1)], [{ ...talk, channels: [legIdOf(CALL, 1)] }]],
  ] as const)('%s: nothing has happened, nothing is left over', (phase, channels, bridges) => {
    const seen = { channels, bridges }
    expect(news(phase, seen).map((event) => event.type)).toEqual(['resynced'])
    expect(phaseAfter(phase, seen)).toBe(phase)
    expect(leftovers([callIn(phase)], picture(seen))).toEqual({ channels: [], bridges: [] })
  })
})

describe('what happened while nobody listened', () => {
  it.each(phases.filter((phase) => phase !== 'ended' && phase !== 'booked' && phase !== 'dialing' && phase !== 'fallback' && phase !== 'message'))(
    'the caller hung up: %s',
    (phase) => {
      expect(news(phase, { channels: [] })).toEqual([{ type: 'caller-gone', cause: 0 }])
      expect(phaseAfter(phase, { channels: [] })).toBe('ended')
    },
  )
  // A place in the queue is none of Asterisk's.
  it.each(phases.filter((phase) => phase !== 'ended' && phase !== 'booked'))('Asterisk was started anew: %s', (phase) => {
    expect(news(phase, { channels: [], startedAt: START + 30_000 })).toEqual([{ type: 'interrupted' }])
  })
  it('the agent answered', () => expect(phaseAfter('ringing', { channels: [caller, snoop, leg(1)] })).toBe('talking'))
  it('a ring that never came about is nobody’s fault: the same agent may be asked again at once', () => {
    const [ended] = news('ringing')
    const { state, effects } = reduce(callIn('ringing'), ended ?? { type: 'interrupted' }, NOW)
    expect(state.passedBy).toEqual({})
    expect(effects).toContainEqual({ type: 'offer-ended', agentId: AN, reason: 'interrupted' })
  })
  it('the ring was refused', () => expect(phaseAfter('ringing')).toBe('queued'))
  it('a ring that was asked for just now is not judged by a picture that may be older', () => {
    const offered = callIn('ringing').leg?.offeredAt ?? 0
    expect(phaseAfter('ringing', { takenAt: offered + 500 })).toBe('ringing')
    expect(phaseAfter('ringing', { takenAt: offered + 1500 })).toBe('queued')
  })
  it('the agent hung up', () => expect(phaseAfter('talking')).toBe('ended'))
  it('the greeting ended', () => expect(phaseAfter('greeting', { finishedPlaybacks: new Set([playbackIdOf(CALL, 'greeting')]) })).toBe('queued'))
  it('the dialplan took the caller who waited', () => expect(phaseAfter('queued', { channels: [channel(callerId, { app: 'Queue' })] })).toBe('fallback'))
  it('the dialplan offered him again', () => expect(phaseAfter('fallback')).toBe('queued'))
  it('the dialplan still has him, or had him to the end: its own notes tell', () => {
    expect(phaseAfter('fallback', { channels: [channel(callerId, { app: 'Queue' })] })).toBe('fallback')
    expect(phaseAfter('fallback', { channels: [] })).toBe('fallback')
  })
  it('the voicemail has the caller, or had him to the end: its notes tell', () => {
    expect(news('message', { channels: [channel(callerId, { app: 'Record' })] })).toEqual([{ type: 'left-to-fallback' }])
    expect(phaseAfter('message', { channels: [channel(callerId, { app: 'Record' })] })).toBe('message')
    expect(phaseAfter('message', { channels: [] })).toBe('message')
  })
  it('the caller never came to the voicemail: he is sent there again', () => {
    const [resynced] = news('message')
    const { effects } = reduce(callIn('message'), resynced ?? { type: 'interrupted' }, NOW)
    expect(effects.map(({ type }) => type)).toEqual(['record', 'take-message'])
  })
  it('caller and agent were parted: they are joined again', () => {
    expect(newsFor([recorded('talking')], picture({ channels: [caller, snoop, leg(1)] }), 20_000).map(({ event }) => event)).toEqual([
      { type: 'resynced', joined: false, recording: true },
    ])
  })
  it('the recorder was up but nobody heard it start: it is asked for again', () => {
    expect(news('queued')).toEqual([{ type: 'resynced', joined: false, recording: false }])
  })
  it('nobody had answered the caller yet: he is answered now', () => {
    const [resynced, ...more] = news('greeting', { channels: [{ ...caller, state: 'Ring' }, snoop] })
    expect([resynced, more]).toEqual([{ type: 'resynced', joined: false, recording: false, unanswered: true }, []])
    const { effects } = reduce(callIn('greeting'), resynced ?? { type: 'interrupted' }, NOW)
    expect(effects.slice(0, 2).map(({ type }) => type)).toEqual(['record', 'answer'])
  })
  it('the recorder died: it is asked for again', () => {
    expect(news('queued', { channels: [caller] })).toEqual([{ type: 'resynced', joined: false, recording: false }])
  })
})

describe('what nobody wrote down', () => {
  it('a caller of ours is admitted, others are not touched', () => {
    const others = [channel('9.9', { name: 'Snoop/y' }), channel('8.8', { app: 'Queue', variables: { HOTLINE_ROLE: 'caller' } }), channel('7.7')]
    expect(unknownCallers([], picture({ channels: [caller, snoop, leg(1), ...others] })).map(({ id }) => id)).toEqual([callerId])
    expect(unknownCallers([callIn('queued')], picture())).toEqual([])
  })
  it('a leg that rings or talks for a waiting call is its own', () => {
    expect(phaseAfter('queued', { channels: [caller, snoop, leg(1, { state: 'Ringing' })] })).toBe('ringing')
    expect(phaseAfter('queued', { channels: [caller, snoop, leg(1)] })).toBe('talking')
    expect(phaseAfter('queued', { channels: [caller, snoop, leg(2), leg(1)] })).toBe('talking')
  })
})

it('an agent found for a caller who is still greeted is not kept waiting for the greeting', () => {
  let state: CallState = callIn('greeting')
  const effects = news('greeting', { channels: [caller, snoop, leg(1)] }).flatMap((event) => {
    const step = reduce(state, event, NOW)
    state = step.state
    return step.effects
  })
  const greeting = playbackIdOf(CALL, 'greeting')
  expect(state).toMatchObject({ phase: 'talking', prompt: null })
  expect(effects).toContainEqual({ type: 'connect', bridgeId: bridgeIdOf(CALL, 1), channelId: callerId, legId: legIdOf(CALL, 1), after: greeting })
  expect(reduce(state, { type: 'prompt-finished', playbackId: greeting }, NOW).effects).toEqual([])
})

describe('left over', () => {
  const other = '00000000-0000-4000-8000-000000000009'
  it('legs, recorders and bridges of calls nobody knows, and second legs', () => {
    const channels = [caller, snoop, leg(1), leg(2), channel(legIdOf(other, 1)), channel(snoopIdOf(other)), channel('5.5', { app: 'Queue' })]
    const bridges = [talk, { id: bridgeIdOf(CALL, 2), channels: [] }, { id: bridgeIdOf(other, 1), channels: [] }, { id: 'foreign', channels: [] }]
    expect(leftovers([callIn('talking')], picture({ channels, bridges }))).toEqual({
      channels: [legIdOf(CALL, 2), legIdOf(other, 1), snoopIdOf(other)],
      bridges: [bridgeIdOf(CALL, 2), bridgeIdOf(other, 1)],
    })
  })
  it('everything of a call that has ended, its caller too', () => {
    const ended = callIn('ended')
    expect(leftovers([ended], picture({ channels: [caller, snoop, leg(1)], bridges: [talk] }))).toEqual({
      channels: [callerId, snoop.id, legIdOf(CALL, 1)],
      bridges: [talk.id],
    })
    // The dialplan says good-bye to him by itself.
    expect(leftovers([ended], picture({ channels: [channel(callerId, { app: 'Playback' })] })).channels).toEqual([])
  })
})

describe('journal against database', () => {
  const own = { seq: 5, state: callIn('talking') }
  const row = (lastSeq: number, state: CallState | null, endedAt: Date | null = null) => ({ id: CALL, lastSeq, state, endedAt })
  it('the journal alone while the database is away', () => expect(mergeKnown([own], null)).toEqual([own]))
  it('the journal where it knows as much or more', () => {
    expect(mergeKnown([own], [row(5, callIn('ringing'))])).toEqual([own])
    expect(mergeKnown([own], [])).toEqual([own])
  })
  it('the database where another controller went on, counting from beyond what may still come', () => {
    const later = callIn('held')
    expect(mergeKnown([own], [row(1007, later)])).toEqual([{ seq: 1007 + TAKEOVER_GAP, state: later }])
    expect(mergeKnown([], [row(3, later)])).toEqual([{ seq: 3 + TAKEOVER_GAP, state: later }])
  })
  it('nothing of what has ended there', () => expect(mergeKnown([own], [row(1009, null, new Date(NOW))])).toEqual([]))
  it('nothing of whom the dialplan served to the end, though no step tells of it', () => {
    const waiting = { seq: 5, state: callIn('fallback') }
    expect(mergeKnown([waiting], [row(5, null, new Date(NOW))])).toEqual([])
    expect(mergeKnown([waiting], [row(5, waiting.state)])).toEqual([waiting])
  })
  it('an agent is told with his call', () => expect(callIn('talking').leg?.agentId).toBe(AN))
})

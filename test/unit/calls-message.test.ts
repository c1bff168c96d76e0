// A message where nobody can answer: who is asked for one, when, and what becomes of the call.
import { describe, expect, it } from 'vitest'
import { forsakenCallers } from '../../src/acd/on-duty-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { isEmptyMessage, spokenMs } from '../../src/calls/spoken-rules.ts'
import { type CallEvent, type CallState, playbackIdOf } from '../../src/calls/state.ts'
import { makeTone } from '../audio/tones.ts'
import { AN, answered, arrived, CALL, callIn, chosen, closedNoticeOver, greetingOver, kinds, START, tell } from './calls-fixture.ts'

const closed = arrived({ open: false, takesMessages: true })
const open = arrived({ takesMessages: true })
const nobody: CallEvent = { type: 'nobody-on-duty' }
const over = (outcome: 'voicemail' | 'abandoned', after: number): CallEvent => ({
  ...{ type: 'fallback-ended', outcome, at: START + after, answeredAt: null, agentId: null, talkMs: 0 },
})

describe('a closed hotline', () => {
  it('tells its hours, then takes a message', () => {
    const { state, effects } = tell(closed, [20_000, closedNoticeOver])
    expect(effects).toEqual([{ type: 'take-message', channelId: closed.channelId, exten: '1022', closed: true }])
    expect(state).toMatchObject({ phase: 'message', endedAt: null, queuedAt: null })
  })
  it('switched off: the hours, and good-bye', () => {
    expect(tell(arrived({ open: false }), [20_000, closedNoticeOver]).state.phase).toBe('ended')
  })
  it('a caller who hangs up in the hours leaves none', () => {
    const { state, all } = tell(closed, [5000, { type: 'caller-gone', cause: 16 }])
    expect([state.outcome, kinds(all)]).toEqual(['out-of-hours', 'record answer play closed'])
  })
  it.each([
    ['voicemail', 'voicemail'],
    ['abandoned', 'out-of-hours'],
  ] as const)('the notes say %s: %s', (told, outcome) => {
    const { state, effects } = tell(closed, [20_000, closedNoticeOver], [40_000, over(told, 39_000)])
    expect(state).toMatchObject({ phase: 'ended', outcome, endedAt: START + 39_000 })
    expect(kinds(effects)).toBe('closed queue-changed')
  })
})

describe('nobody on duty', () => {
  it('who waits is asked for a message', () => {
    const { state, effects } = tell(open, [9000, greetingOver], [40_000, nobody])
    expect(effects).toEqual([{ type: 'take-message', channelId: open.channelId, exten: '1022', closed: false }, { type: 'queue-changed' }])
    expect(state).toMatchObject({ phase: 'message', queuedAt: START + 9000 })
  })
  it('what he hears just then is cut short', () => {
    const lost: CallEvent = { type: 'leg-lost', legId: `${CALL}.leg-1` }
    const { state, effects } = tell(open, [9000, greetingOver], [10_000, chosen(AN)], [11_000, answered(1)], [20_000, lost], [21_000, nobody])
    expect(effects[0]).toMatchObject({ type: 'take-message', after: playbackIdOf(CALL, 'apology-1') })
    expect(state.prompt).toBeNull()
    // He was talked with before: whatever he leaves or not, he did not give up.
    expect(reduce(state, over('abandoned', 40_000), START + 41_000).state.outcome).toBe('answered')
  })
  it('without a word he has given up', () => {
    expect(tell(open, [9000, greetingOver], [40_000, nobody], [50_000, over('abandoned', 49_000)]).state).toMatchObject({ outcome: 'abandoned' })
  })
  it.each(['greeting', 'closed-notice', 'ringing', 'talking', 'held', 'rating', 'message', 'fallback', 'ended'] as const)(
    'does not touch a call in phase %s',
    (phase) => {
      const before: CallState = { ...callIn(phase), takesMessages: true }
      expect(reduce(before, nobody, START + 30_000)).toEqual({ state: before, effects: [] })
    },
  )
  it('switched off, or a call from before the upgrade: he waits', () => {
    const { takesMessages: _, ...old } = callIn('queued')
    for (const before of [callIn('queued'), old as CallState]) expect(reduce(before, nobody, START + 30_000)).toEqual({ state: before, effects: [] })
  })
})

describe('who is left waiting', () => {
  const now = START + 600_000
  const look = (agents: Parameters<typeof forsakenCallers>[0]['agents'], queuedAt = START) =>
    forsakenCallers({ agents, waiting: [{ callId: CALL, queuedAt }], knownSince: START, now, limitMs: 30_000 })
  it('nobody was ever there', () => expect(look([])).toEqual({ callIds: [CALL], again: null }))
  it.each(['ready', 'ringing', 'on-call', 'wrap-up', 'paused', 'not-responding'] as const)('somebody is there: %s', (state) => {
    expect(
      look([
        { state: 'offline', since: START },
        { state, since: START },
      ]),
    ).toEqual({ callIds: [], again: null })
  })
  it('the last one left just now, or the caller has only come: each has his time', () => {
    expect(look([{ state: 'offline', since: now - 10_000 }])).toEqual({ callIds: [], again: now + 20_000 })
    expect(look([{ state: 'offline', since: START }], now - 29_000)).toEqual({ callIds: [], again: now + 1000 })
  })
  it('a controller that has only begun gives those who come back their time', () => {
    expect(forsakenCallers({ agents: [], waiting: [{ callId: CALL, queuedAt: START }], knownSince: now, now, limitMs: 30_000 })).toEqual({
      callIds: [],
      again: now + 30_000,
    })
  })
  it('nobody waits', () => expect(forsakenCallers({ agents: [], waiting: [], knownSince: START, now, limitMs: 1 })).toEqual({ callIds: [], again: null }))
})

describe('an empty message', () => {
  const bytes = (samples: Int16Array) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  it('is silence, the line’s noise, or a cough', () => {
    const noise = Int16Array.from({ length: 40_000 }, (_, n) => ((n * 7919) % 401) - 200)
    for (const samples of [new Int16Array(0), new Int16Array(40_000), noise, makeTone(1000, 300)]) expect(isEmptyMessage(bytes(samples))).toBe(true)
  })
  it('is not what is said in a long silence', () => {
    const samples = new Int16Array(80_000)
    samples.set(makeTone(300, 1000, 8000, 0.05), 40_000)
    expect([spokenMs(bytes(samples)), isEmptyMessage(bytes(samples))]).toEqual([1000, false])
  })
})

// Whole calls from arrival to end: what is said to whom, who is asked next, how time is counted.
import { describe, expect, it } from 'vitest'
import { reduce } from '../../src/calls/reducer.ts'
import { PASS_MS } from '../../src/calls/reducer-offer.ts'
import { bridgeIdOf, type CallEvent, callIdOf, legIdOf, recordingName, snoopIdOf } from '../../src/calls/state.ts'
import { AN, answered, arrived, BINH, CALL, callIn, chosen, closedNoticeOver, greetingOver, kinds, phases, RING_MS, START, tell } from './calls-fixture.ts'

const channelId = arrived().channelId
const hold: CallEvent = { type: 'hold', agentId: AN }
const unhold: CallEvent = { type: 'unhold', agentId: AN }
const callerGone: CallEvent = { type: 'caller-gone', cause: 16 }

describe('arrival', () => {
  it('answers, records from the first moment, opens the draft and greets with the recording notice', () => {
    expect(tell(arrived()).effects).toEqual([
      { type: 'record', channelId, snoopId: snoopIdOf(CALL), name: `2026-01-05/${arrived().recordingId}` },
      { type: 'answer', channelId },
      { type: 'open-draft' },
      { type: 'play', channelId, playbackId: `${CALL}.greeting`, prompts: ['greeting', 'recording-notice'], music: true },
    ])
  })

  it('goes straight to the queue when the greeting is off', () => {
    const { state, effects } = tell(arrived({ greeting: false }))
    expect(kinds(effects)).toBe('record answer open-draft wait-with-music queue-changed')
    expect(state).toMatchObject({ phase: 'queued', queuedAt: START, rank: START })
  })

  it.each([true, false])('out of hours tells the hours, opens no ticket and hangs up (greeting %s)', (greeting) => {
    const notice = tell(arrived({ open: false, greeting }))
    expect(notice.effects.at(-1)).toEqual({ type: 'play', channelId, playbackId: `${CALL}.closed`, prompts: ['closed'] })
    const { state, all } = tell(arrived({ open: false, greeting }), [8000, closedNoticeOver])
    expect(state).toMatchObject({ phase: 'ended', outcome: 'out-of-hours', endedAt: START + 8000, queuedAt: null })
    expect(kinds(all)).toBe('record answer play hangup closed')
  })

  it('keeps a caller without a number', () => {
    expect(tell(arrived({ callerNumber: null, callerRaw: '' })).state).toMatchObject({ callerNumber: null, callerRaw: '' })
  })

  it('files the recording under the day in Gia Lai', () => {
    expect(recordingName('r', Date.UTC(2026, 0, 5, 16, 59, 59))).toBe('2026-01-05/r')
    expect(recordingName('r', Date.UTC(2026, 0, 5, 17, 0, 0))).toBe('2026-01-06/r')
  })

  it('knows its own ids from foreign ones', () => {
    expect(callIdOf(legIdOf(CALL, 3))).toBe(CALL)
    expect(callIdOf(bridgeIdOf(CALL, 3))).toBe(CALL)
    expect(callIdOf(channelId)).toBeNull()
    expect(callIdOf('')).toBeNull()
  })
})

describe('the offer', () => {
  it('rings one phone and pops the ticket, with the end of the ring in it', () => {
    const { state, effects } = tell(arrived(), [9000, greetingOver], [10_000, chosen(AN)])
    const dueAt = START + 10_000 + RING_MS
    expect(effects).toEqual([
      { type: 'ring', legId: `${CALL}.leg-1`, agentId: AN, bridgeId: `${CALL}.talk-1`, dueAt },
      { type: 'pop', agentId: AN },
      { type: 'queue-changed' },
    ])
    expect(state.leg).toEqual({ agentId: AN, legId: `${CALL}.leg-1`, offeredAt: START + 10_000, dueAt, answeredAt: null })
  })

  it.each([
    ['missed', { type: 'ring-timeout', legId: legIdOf(CALL, 1) }],
    ['missed', { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 17 }],
    ['declined', { type: 'decline', agentId: AN }],
    ['phone-lost', { type: 'leg-lost', legId: legIdOf(CALL, 1) }],
  ] as const)('%s (%o): the call keeps its place and goes on to the next agent', (reason, event) => {
    const { state, effects } = tell(arrived(), [9000, greetingOver], [10_000, chosen(AN)], [30_000, event])
    expect(effects).toEqual([
      { type: 'cancel-leg', legId: legIdOf(CALL, 1) },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(CALL, 1) },
      { type: 'offer-ended', agentId: AN, reason },
      { type: 'queue-changed' },
    ])
    expect(state).toMatchObject({ phase: 'queued', leg: null, rank: START, queuedAt: START + 9000, passedBy: { [AN]: START + 30_000 + PASS_MS } })
    const next = reduce(state, chosen(BINH), START + 30_000)
    expect(next.effects[0]).toMatchObject({ type: 'ring', legId: `${CALL}.leg-2`, agentId: BINH, bridgeId: `${CALL}.talk-2` })
  })

  it('ends the first leg when it answers after the second agent was asked', () => {
    const second = tell(
      arrived(),
      [9000, greetingOver],
      [10_000, chosen(AN)],
      [30_000, { type: 'ring-timeout', legId: legIdOf(CALL, 1) }],
      [30_000, chosen(BINH)],
    )
    const late = reduce(second.state, answered(1), START + 30_100)
    expect(late).toEqual({ state: second.state, effects: [{ type: 'cancel-leg', legId: legIdOf(CALL, 1) }] })
    expect(reduce(late.state, { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }, START + 30_200)).toEqual({ state: second.state, effects: [] })
    expect(reduce(late.state, answered(2), START + 31_000).state).toMatchObject({ phase: 'talking', lastAgentId: BINH })
  })

  it('ends a leg that answers when nobody is asked any more, or after the call', () => {
    const effects = [{ type: 'cancel-leg', legId: legIdOf(CALL, 1) }]
    const passed = reduce(callIn('ringing'), { type: 'decline', agentId: AN }, START + 15_000).state
    expect(reduce(passed, answered(1), START + 15_100)).toEqual({ state: passed, effects })
    const ended = reduce(callIn('ringing'), callerGone, START + 15_000).state
    expect(reduce(ended, answered(1), START + 15_100)).toEqual({ state: ended, effects })
  })
})

describe('talk and hold', () => {
  it('joins caller and agent in the bridge of this leg', () => {
    const { state, effects } = tell(arrived(), [9000, greetingOver], [10_000, chosen(AN)], [14_000, answered(1)])
    expect(effects[0]).toEqual({ type: 'connect', bridgeId: bridgeIdOf(CALL, 1), channelId, legId: legIdOf(CALL, 1) })
    expect(state).toMatchObject({ phase: 'talking', firstAnsweredAt: START + 14_000, lastAgentId: AN, leg: { answeredAt: START + 14_000 } })
  })

  it('counts two holds apart from the talk', () => {
    const { state } = tell(
      arrived(),
      [9000, greetingOver],
      [10_000, chosen(AN)],
      [14_000, answered(1)],
      [20_000, hold],
      [25_000, unhold],
      [28_000, hold],
      [38_000, unhold],
      [40_000, { type: 'hangup', agentId: AN }],
    )
    expect(state).toMatchObject({ talkMs: 6000 + 3000 + 2000, holdMs: 5000 + 10_000, heldSince: null, stretchSince: null, outcome: 'answered' })
  })

  it('counts the last hold when the caller leaves in it', () => {
    const { state } = tell(arrived(), [9000, greetingOver], [10_000, chosen(AN)], [14_000, answered(1)], [20_000, hold], [50_000, callerGone])
    expect(state).toMatchObject({ talkMs: 6000, holdMs: 30_000, endedAt: START + 50_000 })
  })

  it('says since when the caller is held, and a second hold does not set it back', () => {
    const held = callIn('held')
    expect(held.heldSince).toBe(START + 20_000)
    expect(reduce(held, hold, START + 25_000).state).toBe(held)
    expect(reduce(held, unhold, START + 25_000)).toMatchObject({
      state: { heldSince: null },
      effects: [
        { type: 'rejoin', bridgeId: bridgeIdOf(CALL, 1), channelId },
        { type: 'show', agentId: AN },
      ],
    })
  })

  it('never counts below zero when the clock is set back', () => {
    const { state } = tell(arrived(), [9000, greetingOver], [10_000, chosen(AN)], [14_000, answered(1)], [4000, hold], [3000, callerGone])
    expect(state).toMatchObject({ talkMs: 0, holdMs: 0 })
  })
})

describe('a phone lost in the talk', () => {
  it.each(['talking', 'held'] as const)('%s: the caller is told sorry and goes to the head of the queue, the agent is released', (phase) => {
    const { state, effects } = reduce(callIn(phase), { type: 'leg-lost', legId: legIdOf(CALL, 1) }, START + 30_000)
    expect(effects).toEqual([
      { type: 'wait-with-music', channelId, leave: `${CALL}.talk-1` },
      { type: 'play', channelId, playbackId: `${CALL}.apology-1`, prompts: ['apology-reconnect'], music: true },
      { type: 'cancel-leg', legId: legIdOf(CALL, 1) },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(CALL, 1) },
      { type: 'agent-released', agentId: AN, phoneLost: true },
      { type: 'show', agentId: AN },
      { type: 'queue-changed' },
    ])
    expect(state).toMatchObject({ phase: 'queued', rank: 0, leg: null, heldSince: null, stretchSince: null, firstAnsweredAt: START + 14_000 })
    expect(state.talkMs + state.holdMs).toBe(16_000)
  })

  it('counts both talks, not the wait between them, and apologises under a new id the second time', () => {
    const lost = (n: number): CallEvent => ({ type: 'leg-lost', legId: legIdOf(CALL, n) })
    const { state, all } = tell(
      arrived(),
      [9000, greetingOver],
      [10_000, chosen(AN)],
      [14_000, answered(1)],
      [20_000, lost(1)],
      [30_000, chosen(BINH)],
      [32_000, answered(2)],
      [37_000, lost(2)],
      [50_000, callerGone],
    )
    expect(state).toMatchObject({ talkMs: 6000 + 5000, holdMs: 0, outcome: 'answered', firstAnsweredAt: START + 14_000, lastAgentId: BINH })
    expect(all.flatMap((effect) => (effect.type === 'play' ? effect.playbackId : []))).toEqual([`${CALL}.greeting`, `${CALL}.apology-1`, `${CALL}.apology-2`])
  })

  it('does not count the end of the lost leg as the end of the call', () => {
    const lost = reduce(callIn('talking'), { type: 'leg-lost', legId: legIdOf(CALL, 1) }, START + 30_000).state
    expect(reduce(lost, { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }, START + 30_100)).toEqual({ state: lost, effects: [] })
  })
})

describe('the end', () => {
  const outcomes = {
    greeting: 'abandoned',
    queued: 'abandoned',
    ringing: 'abandoned',
    talking: 'answered',
    held: 'answered',
    'closed-notice': 'out-of-hours',
  } as const
  it.each(Object.entries(outcomes))('a caller who hangs up in %s: %s, agents told once', (phase, outcome) => {
    const before = callIn(phase as keyof typeof outcomes)
    const { state, effects } = reduce(before, callerGone, START + 30_000)
    expect(state).toMatchObject({ phase: 'ended', outcome, endedAt: START + 30_000, leg: null })
    expect(
      effects.filter((effect) => effect.type === 'hangup'),
      'he is gone already',
    ).toEqual([])
    const told = effects.filter((effect) => effect.type === 'offer-ended' || effect.type === 'agent-released')
    expect(told).toEqual(
      phase === 'ringing'
        ? [{ type: 'offer-ended', agentId: AN, reason: 'caller-gone' }]
        : before.leg
          ? [{ type: 'agent-released', agentId: AN, phoneLost: false }]
          : [],
    )
  })

  it.each(Object.keys(outcomes))('interrupted in %s says so', (phase) => {
    const { state, effects } = reduce(callIn(phase as keyof typeof outcomes), { type: 'interrupted' }, START + 30_000)
    expect(state).toMatchObject({ phase: 'ended', outcome: 'interrupted' })
    expect(effects.filter((effect) => effect.type === 'offer-ended')).toEqual(
      phase === 'ringing' ? [{ type: 'offer-ended', agentId: AN, reason: 'interrupted' }] : [],
    )
  })

  it('hanging up the desk phone ends the call like the button on the page', () => {
    const byPhone = reduce(callIn('talking'), { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }, START + 30_000)
    const byPage = reduce(callIn('talking'), { type: 'hangup', agentId: AN }, START + 30_000)
    expect(byPhone).toEqual(byPage)
    expect(byPage.effects[0]).toEqual({ type: 'hangup', channelId })
  })
})

describe('a clock that was set back an hour', () => {
  const back = START - 3_600_000
  it.each(phases.filter((phase) => phase !== 'ended' && phase !== 'booked'))('ends no call before it began: %s', (phase) => {
    const { state } = reduce(callIn(phase), { type: 'interrupted' }, back)
    const { arrivedAt, queuedAt, firstAnsweredAt, survey, endedAt } = state
    expect(endedAt).toBe(Math.max(arrivedAt, queuedAt ?? 0, firstAnsweredAt ?? 0, survey?.askedAt ?? 0))
  })
  it('puts nobody into the queue, and joins nobody, before he arrived', () => {
    const { state } = tell(arrived(), [-3_600_000, greetingOver], [-3_590_000, chosen(AN)], [-3_580_000, answered(1)])
    expect([state.phase, state.queuedAt, state.firstAnsweredAt]).toEqual(['talking', START, START])
  })
})

describe('the recording', () => {
  const finished: CallEvent = { type: 'recording-finished', durationMs: 29_980, bytes: 479_724, sha256: 'c0ffee' }
  it('takes its measures after the call ended and touches nothing else', () => {
    const ended = reduce(callIn('ended'), { type: 'recording-started' }, START).state
    expect(reduce(ended, finished, START + 31_000)).toEqual({
      state: { ...ended, recordingMs: 29_980, recordingBytes: 479_724, recordingSha256: 'c0ffee' },
      effects: [],
    })
  })

  it('is on record though nobody heard it start', () => {
    const ended = callIn('ended')
    const { state } = reduce(ended, { ...finished, durationMs: 20_000 }, START + 31_000)
    expect(state.recordingStartedAt).toBe((ended.endedAt ?? 0) - 20_000)
    expect(reduce(ended, { ...finished, durationMs: 99_000 }, START + 31_000).state.recordingStartedAt).toBe(ended.arrivedAt)
  })

  it('keeps the first start; a start told after the end counts as the end', () => {
    const started = reduce(callIn('greeting'), { type: 'recording-started' }, START + 40).state
    expect(started.recordingStartedAt).toBe(START + 40)
    expect(reduce(started, { type: 'recording-started' }, START + 5000).state.recordingStartedAt).toBe(START + 40)
    const late = reduce(callIn('ended'), { type: 'recording-started' }, START + 60_000).state
    expect(late.recordingStartedAt).toBe(late.endedAt)
    expect(reduce(late, { type: 'recording-started' }, START + 70_000).state).toBe(late)
  })
})

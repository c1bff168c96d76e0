// The caller rates his operator: what is asked, how often, which keys count, and that the operator never waits for it.
import { describe, expect, it } from 'vitest'
import { viewCall } from '../../src/acd/views.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { KEY_MS } from '../../src/calls/reducer-rating.ts'
import { bridgeIdOf, type CallEvent, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import { AN, answered, arrived, CALL, callIn, chosen, kinds, questionOver, START, type Told, tell } from './calls-fixture.ts'

const asks = arrived({ rates: true, greeting: false })
const talked: Told[] = [
  [1000, chosen(AN)],
  [4000, answered(1)],
]
const hungUp: Told = [34_000, { type: 'hangup', agentId: AN }]
const key = (digit: string, pressedAfter = 0): CallEvent => ({ type: 'key', digit, pressedAt: START + pressedAfter })
const silence = (said: number): CallEvent => ({ type: 'rating-timeout', said })
/** What is heard of the steps, in order. */
const heard = (all: ReturnType<typeof tell>['all']) => all.flatMap((effect) => (effect.type === 'play' ? [effect.prompts.join('+')] : []))
const asked = (...then: Told[]) => tell(asks, ...talked, hungUp, ...then)

describe('at the end of the talk', () => {
  it.each<[string, Told[]]>([
    ['the button', [hungUp]],
    ['the telephone', [[34_000, { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }]]],
    ['the button while holding', [[30_000, { type: 'hold', agentId: AN }], hungUp]],
  ])('hung up by %s: the agent is free at once, the caller is asked', (_, ends) => {
    const { state, effects } = tell(asks, ...talked, ...ends)
    expect(kinds(effects)).toBe('leave-talk play cancel-leg destroy-bridge agent-released show')
    expect(effects[1]).toEqual({ type: 'play', channelId: asks.channelId, playbackId: playbackIdOf(CALL, 'rating-1'), prompts: ['rating-question'] })
    expect(state).toMatchObject({ phase: 'rating', leg: null, stretchSince: null, heldSince: null, endedAt: null, outcome: null, rating: null })
    expect(state.talkMs + state.holdMs).toBe(30_000)
  })
  it('the agent’s page is told that his call is over, with its end', () => {
    expect(viewCall(asked().state)).toMatchObject({ status: 'ended', outcome: 'answered', endedAt: new Date(START + 34_000).toISOString(), recording: false })
  })
  it.each<[string, Told[]]>([
    ['the caller hung up first', [[34_000, { type: 'caller-gone', cause: 16 }]]],
    ['Asterisk died', [[34_000, { type: 'interrupted' }]]],
  ])('%s: nobody is asked', (_, ends) => {
    const { state, all } = tell(asks, ...talked, ...ends)
    expect([state.phase, state.survey, heard(all)]).toEqual(['ended', null, []])
  })
  it('switched off: the call ends with the talk', () => {
    const { state, effects } = tell(arrived({ greeting: false }), ...talked, hungUp)
    expect([state.phase, kinds(effects)]).toEqual(['ended', 'hangup cancel-leg destroy-bridge agent-released closed show'])
  })
  it('a call from before the upgrade is not asked', () => {
    const { rates: _, survey: __, rating: ___, ...old } = callIn('talking')
    expect(reduce(old as CallState, { type: 'hangup', agentId: AN }, START + 30_000).state.phase).toBe('ended')
  })
})

describe('keys', () => {
  it.each([1, 2, 3] as const)('%d is the rating, thanked for, and the call ends', (rating) => {
    const { state, all, effects } = asked([36_000, key(String(rating), 36_000)], [41_000, questionOver(2)])
    expect(state).toMatchObject({ phase: 'ended', rating, outcome: 'answered', talkMs: 30_000 })
    expect(heard(all)).toEqual(['rating-question', 'rating-thanks'])
    expect(kinds(effects)).toBe('hangup closed')
  })
  it('cut the question short', () => {
    expect(asked([36_000, key('1', 36_000)]).effects).toEqual([
      {
        type: 'play',
        channelId: asks.channelId,
        playbackId: playbackIdOf(CALL, 'rating-2'),
        prompts: ['rating-thanks'],
        after: playbackIdOf(CALL, 'rating-1'),
      },
    ])
  })
  it('that are wrong are said to be, and the question comes once more', () => {
    const { state, all } = asked([36_000, key('7', 36_000)], [50_000, questionOver(2)], [52_000, key('3', 52_000)], [57_000, questionOver(3)])
    expect(heard(all)).toEqual(['rating-question', 'rating-wrong-key+rating-question', 'rating-thanks'])
    expect(state).toMatchObject({ phase: 'ended', rating: 3 })
  })
  it.each(['0', '4', '9', '*', '#', 'A', ''])('twice wrong (%j): good-bye', (digit) => {
    const { state, all } = asked([36_000, key(digit, 36_000)], [37_000, key(digit, 37_000)], [42_000, questionOver(3)])
    expect(heard(all)).toEqual(['rating-question', 'rating-wrong-key+rating-question', 'rating-wrong-key+goodbye'])
    expect(state).toMatchObject({ phase: 'ended', rating: null })
  })
  it('are told twice and count once', () => {
    const once = asked([36_000, key('9', 35_900)])
    expect(reduce(once.state, key('9', 35_900), START + 36_001)).toEqual({ state: once.state, effects: [] })
    expect(reduce(once.state, key('9', 36_100), START + 36_100).state.survey?.stage).toBe('leaving')
  })
  it('count once: the first rating stays', () => {
    expect(asked([36_000, key('1', 36_000)], [36_500, key('3', 36_500)]).state.rating).toBe(1)
  })
  it('that come late, in the good-bye, count still', () => {
    const late = asked([44_000, questionOver(1)], [51_000, silence(1)], [61_000, questionOver(2)], [68_000, silence(2)], [68_500, key('2', 68_500)])
    expect([late.state.phase, late.state.rating, late.effects]).toEqual(['rating', 2, []])
  })
  it.each(['greeting', 'queued', 'ringing', 'talking', 'held', 'fallback', 'ended'] as const)('mean nothing in phase %s', (phase) => {
    const before = callIn(phase)
    expect(reduce(before, key('1'), START + 30_000)).toEqual({ state: before, effects: [] })
  })
})

describe('nothing pressed', () => {
  it('is asked once more, then the call ends kindly', () => {
    const { state, all, effects } = asked(
      [44_000, questionOver(1)],
      [51_000, silence(1)],
      [61_000, questionOver(2)],
      [68_000, silence(2)],
      [71_000, questionOver(3)],
    )
    expect(heard(all)).toEqual(['rating-question', 'rating-question', 'goodbye'])
    expect([state.phase, state.rating, kinds(effects)]).toEqual(['ended', null, 'hangup closed'])
  })
  it('is told by a timer that begins when the question is over', () => {
    expect(nextDue(asked().state)).toBeNull()
    expect(nextDue(asked([44_000, questionOver(1)]).state)).toEqual({ at: START + 44_000 + KEY_MS, event: silence(1) })
    expect(nextDue(asked([44_000, questionOver(1)], [45_000, key('2', 45_000)]).state)).toBeNull()
  })
  it('is not believed while the question is still heard, or of an earlier question', () => {
    const asking = asked().state
    expect(reduce(asking, silence(1), START + 40_000).state).toBe(asking)
    const again = asked([44_000, questionOver(1)], [51_000, silence(1)], [61_000, questionOver(2)]).state
    expect(reduce(again, silence(1), START + 62_000).state).toBe(again)
  })
})

describe('what goes wrong meanwhile', () => {
  it('the caller hangs up: answered, not rated', () => {
    const { state } = asked([36_000, { type: 'caller-gone', cause: 16 }])
    expect(state).toMatchObject({ phase: 'ended', outcome: 'answered', rating: null, endedAt: START + 36_000 })
  })
  it('found gone after a restart: never before the end of the talk', () => {
    expect(asked([90_000, { type: 'caller-gone', cause: 0, at: START + 20_000 }]).state.endedAt).toBe(START + 34_000)
  })
  it('Asterisk dies: the talk was over, nobody is called back', () => {
    expect(asked([36_000, { type: 'interrupted' }]).state).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })
  it('the controller died before anything was done: the caller is taken out of the talk again, and the question counts as said', () => {
    const { state } = asked()
    const { effects } = reduce(state, { type: 'resynced', joined: false, recording: true }, START + 50_000)
    expect(effects).toEqual([{ type: 'leave-talk', channelId: asks.channelId, bridgeId: bridgeIdOf(CALL, 1) }, { type: 'queue-changed' }])
    expect(reduce(state, questionOver(1), START + 50_000).state.survey?.stage).toBe('waiting')
  })
  it('the dialplan took him: it says good-bye, the call is over', () => {
    expect(asked([50_000, { type: 'left-to-fallback' }]).state).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })
  it('the old question’s end, told late, is no end of the thanks', () => {
    const thanked = asked([36_000, key('1', 36_000)]).state
    expect(reduce(thanked, questionOver(1), START + 36_100)).toEqual({ state: thanked, effects: [] })
  })
})

// The recording of a call: paused and resumed by its operator, ended with his talk, asked for again after a reconnect; who had the call when.
import { describe, expect, it } from 'vitest'
import { changesOf, openPause, pausedStretch, pauseWasRefused, segmentOf, segmentsOf } from '../../src/calls/recording-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import type { CallEvent, CallPhase, CallState } from '../../src/calls/state.ts'
import { AN, answered, arrived, BINH, CALL, callIn, chosen, greetingOver, kinds, phases, RING_MS, START, type Told } from './calls-fixture.ts'

const now = START + 30_000
const pauses: CallEvent = { type: 'recording-pause', agentId: AN }
const resumes: CallEvent = { type: 'recording-resume', agentId: AN }
const recorded = (phase: CallPhase): CallState => ({ ...callIn(phase), recordingStartedAt: START + 50 })
const name = `2026-01-05/${callIn('talking').recordingId}`

function follow(state: CallState, ...events: Told[]) {
  let step: ReturnType<typeof reduce> = { state, effects: [] }
  for (const [afterMs, event] of events) step = reduce(step.state, event, START + afterMs)
  return step
}
const paused = (phase: CallPhase = 'talking') => follow(recorded(phase), [30_000, pauses]).state
const asked = (effects: readonly { type: string }[]) => effects.filter(({ type }) => type.startsWith('recorder'))

describe('pausing', () => {
  it.each(phases)('in a talk only: %s', (phase) => {
    const before = recorded(phase)
    const { state, effects } = reduce(before, pauses, now)
    if (phase === 'talking' || phase === 'held') {
      expect(effects).toEqual([
        { type: 'recorder-pause', name, n: 1 },
        { type: 'show', agentId: AN },
      ])
      expect(state.recordingPauses).toEqual([{ n: 1, by: AN, legId: before.leg?.legId, from: now, to: null, end: null }])
    } else expect([state, effects]).toEqual([before, []])
  })
  it('only by the operator who has the call, only once, only what runs', () => {
    const before = recorded('talking')
    expect(reduce(before, { ...pauses, agentId: BINH }, now).state).toBe(before)
    expect(reduce(paused(), pauses, now + 1).state).toEqual(paused())
    expect(reduce(callIn('talking'), pauses, now)).toEqual({ state: callIn('talking'), effects: [] })
  })
  it('resumed it stands with both its ends, and another one may follow', () => {
    const { state, effects } = follow(paused(), [33_000, resumes])
    expect(effects).toEqual([
      { type: 'recorder-resume', name },
      { type: 'show', agentId: AN },
    ])
    expect(openPause(state)).toBeNull()
    const second = follow(state, [33_000, resumes], [35_000, pauses], [36_000, resumes]).state
    expect(second.recordingPauses?.map(({ n, from, to, end }) => [n, from - START, (to ?? 0) - START, end])).toEqual([
      [1, 30_000, 33_000, 'resumed'],
      [2, 35_000, 36_000, 'resumed'],
    ])
  })
  it('a clock set back makes no pause that overlaps or ends before it began', () => {
    const state = follow(paused(), [29_000, resumes], [10_000, pauses]).state
    expect(state.recordingPauses?.map(({ from, to }) => [from - START, to && to - START])).toEqual([
      [30_000, 30_000],
      [30_000, null],
    ])
  })
  it('what Asterisk refused was no pause: it is told, and the next try is new', () => {
    const { state, effects } = follow(paused(), [30_100, { type: 'recording-pause-refused', n: 1 }])
    expect([openPause(state), pauseWasRefused(state), kinds(effects)]).toEqual([null, true, 'show'])
    const again = follow(state, [31_000, pauses])
    expect([pauseWasRefused(again.state), asked(again.effects)]).toEqual([false, [{ type: 'recorder-pause', name, n: 2 }]])
    expect(follow(again.state, [31_100, { type: 'recording-pause-refused', n: 1 }]).state).toEqual(again.state)
  })
})

describe('it ends with the talk of whoever asked for it', () => {
  const consult: CallEvent = { type: 'consult', agentId: AN, to: BINH, ringMs: RING_MS }
  const second: CallEvent = { type: 'leg-answered', legId: `${CALL}.consult-1` }
  it.each<[string, boolean, Told[]]>([
    ['hold', true, [[31_000, { type: 'hold', agentId: AN }]]],
    ['a colleague is asked', true, [[31_000, consult]]],
    [
      'all three talk',
      true,
      [
        [31_000, consult],
        [32_000, second],
        [33_000, { type: 'conference', agentId: AN }],
      ],
    ],
    ['to the queue', false, [[31_000, { type: 'transfer', agentId: AN, to: null, ringMs: RING_MS }]]],
    ['to another operator', false, [[31_000, { type: 'transfer', agentId: AN, to: BINH, ringMs: RING_MS }]]],
    ['the telephone is lost', false, [[31_000, { type: 'leg-lost', legId: `${CALL}.leg-1` }]]],
    ['to the fallback', false, [[31_000, { type: 'left-to-fallback' }]]],
    [
      'handed over after a consultation',
      false,
      [
        [31_000, consult],
        [32_000, second],
        [33_000, { type: 'consult-complete', agentId: AN }],
      ],
    ],
  ])('%s', (_, goesOn, events) => {
    const { state, effects } = follow(paused(), ...events)
    expect(openPause(state) !== null).toBe(goesOn)
    expect(asked(effects)).toEqual(goesOn ? [] : [{ type: 'recorder-resume', name }])
    if (!goesOn) expect(state.recordingPauses?.at(-1)).toMatchObject({ to: START + (events.at(-1)?.[0] ?? 0), end: 'talk-over' })
  })
  it('into the rating: the caller’s last words are recorded', () => {
    const { state, effects } = follow({ ...paused(), rates: true }, [31_000, { type: 'hangup', agentId: AN }])
    expect([state.phase, openPause(state), asked(effects)]).toEqual(['rating', null, [{ type: 'recorder-resume', name }]])
  })
  it('with the call: at its end, nothing is asked of a recorder that is gone', () => {
    const { state, effects } = follow(paused(), [40_000, { type: 'caller-gone', cause: 16, at: START + 35_000 }])
    expect(state.recordingPauses?.at(-1)).toMatchObject({ to: START + 35_000, end: 'talk-over' })
    expect(asked(effects)).toEqual([])
  })
})

describe('after a reconnect', () => {
  const back = (recording: boolean): CallEvent => ({ type: 'resynced', joined: true, recording })
  it('what should be is asked for again', () => {
    expect(asked(reduce(paused(), back(true), now).effects)).toEqual([{ type: 'recorder-pause', name, n: 1 }])
    expect(asked(reduce(follow(paused(), [33_000, resumes]).state, back(true), now).effects)).toEqual([{ type: 'recorder-resume', name }])
    expect(asked(reduce(recorded('talking'), back(true), now).effects)).toEqual([])
  })
  it('a recorder that is asked for anew is paused when it has begun', () => {
    const { state, effects } = reduce(paused(), back(false), now)
    expect(kinds(effects)).toContain('record')
    expect(asked(effects)).toEqual([])
    expect(reduce(state, { type: 'recording-started' }, now).effects).toEqual([{ type: 'recorder-pause', name, n: 1 }])
  })
})

describe('who had the call when', () => {
  const marks = (...events: Told[]) => {
    let step = reduce(null, arrived({ rates: true }), START)
    const all = [{ at: START, ...segmentOf(step.state) }]
    for (const [afterMs, event] of events) {
      step = reduce(step.state, event, START + afterMs)
      all.push({ at: START + afterMs, ...segmentOf(step.state) })
    }
    return all
  }
  const told = marks(
    [50, { type: 'recording-started' }],
    [9000, greetingOver],
    [10_000, chosen(AN)],
    [14_000, answered(1)],
    [20_000, { type: 'hold', agentId: AN }],
    [24_000, { type: 'unhold', agentId: AN }],
    [30_000, { type: 'consult', agentId: AN, to: BINH, ringMs: RING_MS }],
    [33_000, { type: 'leg-answered', legId: `${CALL}.consult-1` }],
    [36_000, { type: 'conference', agentId: AN }],
    [40_000, { type: 'consult-complete', agentId: AN }],
    [50_000, { type: 'hangup', agentId: BINH }],
    [58_000, { type: 'caller-gone', cause: 16 }],
  )
  it('from the call’s steps, in ms of the file', () => {
    expect(segmentsOf(told, START + 50, 57_900).map(({ kind, agentId, secondId, fromMs, toMs }) => [kind, agentId, secondId, fromMs, toMs])).toEqual([
      ['greeting', null, null, 0, 8950],
      ['queue', null, null, 8950, 13_950],
      ['talk', AN, null, 13_950, 19_950],
      ['hold', AN, null, 19_950, 23_950],
      ['talk', AN, null, 23_950, 29_950],
      ['hold', AN, null, 29_950, 32_950],
      ['consult', AN, BINH, 32_950, 35_950],
      ['conference', AN, BINH, 35_950, 39_950],
      ['talk', BINH, null, 39_950, 49_950],
      ['rating', null, null, 49_950, 57_900],
    ])
  })
  it('covers the file without a gap, wherever the steps were cut into batches', () => {
    const again = segmentsOf([...changesOf(told.slice(0, 5)), ...changesOf(told.slice(5))], START + 50, 57_900)
    expect(again).toEqual(segmentsOf(told, START + 50, 57_900))
    expect(again.every((one, i) => one.fromMs === (again[i - 1]?.toMs ?? 0))).toBe(true)
  })
  it('without steps, or without a length, there are none', () => {
    expect(segmentsOf([], START, 1000)).toEqual([])
    expect(segmentsOf(told, START, 0)).toEqual([])
  })
  it.each(phases)('every phase has a kind: %s', (phase) => expect(segmentOf(callIn(phase)).kind).toBeTruthy())
  it('a pause as a stretch of the file', () => {
    expect(pausedStretch({ from: START + 1050, to: START + 3050 }, START + 50, 9000)).toEqual({ fromMs: 1000, toMs: 3000 })
    expect(pausedStretch({ from: START + 1050, to: null }, START + 50, 9000)).toEqual({ fromMs: 1000, toMs: 9000 })
    expect(pausedStretch({ from: START + 1050, to: START + 1050 }, START + 50, 9000)).toBeNull()
    expect(pausedStretch({ from: START + 1050, to: START + 1150, end: 'refused' }, START + 50, 9000)).toBeNull()
    expect(pausedStretch({ from: START + 1050, to: START + 6050, end: 'refused' }, START + 50, 9000)).toEqual({ fromMs: 1000, toMs: 6000 })
  })
})

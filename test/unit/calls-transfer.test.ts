// A call passed on without a word before: who hears what, who rings, and where it goes when nobody answers.
import { describe, expect, it } from 'vitest'
import { reduce } from '../../src/calls/reducer.ts'
import { PASS_MS } from '../../src/calls/reducer-offer.ts'
import { bridgeIdOf, type CallEvent, legIdOf } from '../../src/calls/state.ts'
import { AN, answered, arrived, BINH, CALL, callIn, RING_MS, START } from './calls-fixture.ts'

const channelId = arrived().channelId
const at = START + 30_000
const transfer = (to: string | null): CallEvent => ({ type: 'transfer', agentId: AN, to, ringMs: RING_MS })

describe('a call passed on to one operator', () => {
  it('puts the caller on music, frees the first and rings the second with the same ticket', () => {
    const { state, effects } = reduce(callIn('talking'), transfer(BINH), at)
    expect(effects).toEqual([
      { type: 'wait-with-music', channelId, leave: bridgeIdOf(CALL, 1) },
      { type: 'cancel-leg', legId: legIdOf(CALL, 1) },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(CALL, 1) },
      { type: 'agent-released', agentId: AN, phoneLost: false },
      { type: 'show', agentId: AN },
      { type: 'ring', legId: legIdOf(CALL, 2), agentId: BINH, bridgeId: bridgeIdOf(CALL, 2), dueAt: at + RING_MS },
      { type: 'pop', agentId: BINH },
      { type: 'queue-changed' },
    ])
    expect(state).toMatchObject({ phase: 'ringing', rank: 0, lastAgentId: AN, heldSince: null, stretchSince: null, ticketId: callIn('talking').ticketId })
  })

  it('leaves the recorder alone and counts both talks and the hold before, not the ring between', () => {
    const steps: [number, CallEvent][] = [
      [30_000, transfer(BINH)],
      [36_000, answered(2)],
      [46_000, { type: 'caller-gone', cause: 16 }],
    ]
    let state = callIn('held')
    for (const [after, event] of steps) {
      const step = reduce(state, event, START + after)
      expect(step.effects.filter(({ type }) => type === 'record')).toEqual([])
      state = step.state
    }
    expect(state).toMatchObject({ phase: 'ended', talkMs: 6000 + 10_000, holdMs: 10_000, lastAgentId: BINH, outcome: 'answered' })
  })

  it.each([
    ['does not answer', { type: 'ring-timeout', legId: legIdOf(CALL, 2) }],
    ['declines', { type: 'decline', agentId: BINH }],
    ['loses his telephone', { type: 'leg-lost', legId: legIdOf(CALL, 2) }],
    ['is busy', { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 17 }],
  ] as const)('goes to the head of the queue when the second %s, and neither of the two is asked again at once', (_, event) => {
    const ringing = reduce(callIn('talking'), transfer(BINH), at).state
    const { state } = reduce(ringing, event, at + 1000)
    expect(state).toMatchObject({ phase: 'queued', rank: 0, leg: null, passedBy: { [AN]: at + PASS_MS, [BINH]: at + 1000 + PASS_MS } })
  })

  it('is not ended by the first telephone’s end, which comes later', () => {
    const ringing = reduce(callIn('talking'), transfer(BINH), at).state
    expect(reduce(ringing, { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }, at + 50)).toEqual({ state: ringing, effects: [] })
  })
})

it('passed on to the queue, the caller is at its head, and who passed him on is not asked again at once', () => {
  expect(reduce(callIn('held'), transfer(null), at).state).toMatchObject({ phase: 'queued', rank: 0, leg: null, passedBy: { [AN]: at + PASS_MS } })
})

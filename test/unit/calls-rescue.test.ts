// The page or telephone of whoever talks vanished: the caller waits with music while the same agent is rung again.
import { describe, expect, it } from 'vitest'
import { newsFor, type Picture } from '../../src/calls/reconcile-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { CONNECT_MS, isRescue } from '../../src/calls/reducer-rescue.ts'
import { type CallEvent, type CallState, legIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import { AN, answered, BINH, CALL, callIn, kinds, RING_MS, START } from './calls-fixture.ts'

const RESCUE_MS = 10_000
const LOST = START + 30_000
const lost = (n = 1): CallEvent => ({ type: 'phone-lost', legId: legIdOf(CALL, n), ringMs: RESCUE_MS })
const back = (contact?: string): CallEvent => ({ type: 'phone-back', agentId: AN, ...(contact ? { contact } : {}) })
const rescue = (): CallState => reduce(callIn('talking'), lost(), LOST).state
const waiting = (): CallState => reduce(rescue(), { type: 'leg-lost', legId: legIdOf(CALL, 2) }, LOST + 100).state

describe.each(['talking', 'held'] as const)('a telephone lost in a call that is %s', (phase) => {
  const { state, effects } = reduce(callIn(phase), lost(), LOST)
  it('apologises, gives music, and rings the same agent again for 10 s', () => {
    expect(state).toMatchObject({ phase: 'ringing', rank: 0, heldSince: null, stretchSince: null, lastAgentId: AN, legCount: 2 })
    expect(state.leg).toEqual({ agentId: AN, legId: legIdOf(CALL, 2), offeredAt: LOST, dueAt: LOST + RESCUE_MS, answeredAt: null, again: { waits: false } })
    expect(effects.find(({ type }) => type === 'play')).toMatchObject({ playbackId: `${CALL}.apology-1`, prompts: ['apology-reconnect'], music: true })
    expect(effects.find(({ type }) => type === 'ring')).toMatchObject({ agentId: AN, bridgeId: `${CALL}.talk-2`, again: true, dueAt: LOST + RESCUE_MS })
    expect(nextDue(state)).toEqual({ at: LOST + RESCUE_MS, event: { type: 'ring-timeout', legId: legIdOf(CALL, 2) } })
  })
})

describe('while he is rung again', () => {
  it('his answer connects the two again, and the apology is cut short', () => {
    const { state, effects } = reduce(rescue(), answered(2), LOST + 4000)
    expect([state.phase, state.leg?.again, state.firstAnsweredAt, state.stretchSince]).toEqual(['talking', undefined, START + 14_000, LOST + 4000])
    expect(kinds(effects)).toBe('connect agent-answered show queue-changed')
    expect(effects[0]).toMatchObject({ bridgeId: `${CALL}.talk-2`, after: `${CALL}.apology-1` })
  })

  it('a telephone that is not there is waited for, and rung when it is', () => {
    const gone = reduce(rescue(), { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 0 }, LOST + 100)
    expect([kinds(gone.effects), gone.state.phase, gone.state.leg?.again]).toEqual(['cancel-leg await-phone', 'ringing', { waits: true }])
    const rung = reduce(gone.state, back('sip:new'), LOST + 3000)
    expect(kinds(rung.effects)).toBe('cancel-leg destroy-bridge ring')
    expect(rung.state.leg).toMatchObject({ legId: legIdOf(CALL, 3), dueAt: LOST + RESCUE_MS, again: { waits: false, contact: 'sip:new' } })
    expect(reduce(rung.state, answered(3), LOST + 4000).state.phase).toBe('talking')
    // What is told late of the ring before means nothing.
    expect(reduce(rung.state, { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 21 }, LOST + 3100).state).toBe(rung.state)
  })

  it('a new registration takes the ring away from a dead one, the same one changes nothing', () => {
    const first = reduce(rescue(), back('sip:a'), LOST + 1000).state
    expect(reduce(first, back('sip:a'), LOST + 1500).state).toBe(first)
    expect(reduce(first, back(), LOST + 1500).state).toBe(first)
    expect(reduce(first, back('sip:b'), LOST + 2000).state.leg?.legId).toBe(legIdOf(CALL, 4))
    expect(reduce(waiting(), { ...back(), agentId: BINH } as CallEvent, LOST + 2000).state).toEqual(waiting())
  })

  it('whoever comes back at the last moment has time to be connected', () => {
    const { state, effects } = reduce(waiting(), back(), LOST + 9500)
    expect(state.leg?.dueAt).toBe(LOST + 9500 + CONNECT_MS)
    expect(effects).toContainEqual({ type: 'agent-recalled', agentId: AN, dueAt: LOST + 9500 + CONNECT_MS })
  })

  it('nobody: the caller goes to the head of the queue, and he is not asked again at once', () => {
    const { state, effects } = reduce(waiting(), { type: 'ring-timeout', legId: legIdOf(CALL, 2) }, LOST + RESCUE_MS)
    expect(state).toMatchObject({ phase: 'queued', rank: 0, leg: null })
    expect(state.passedBy[AN]).toBeGreaterThan(LOST + RESCUE_MS)
    expect(effects).toContainEqual({ type: 'offer-ended', agentId: AN, reason: 'missed' })
  })

  it.each<[string, CallEvent, string]>([
    ['he declines', { type: 'decline', agentId: AN }, 'queued'],
    ['his telephone rejects', { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 21 }, 'queued'],
    ['the caller hangs up', { type: 'caller-gone', cause: 16 }, 'ended'],
    ['Asterisk dies', { type: 'interrupted' }, 'ended'],
    ['the dialplan takes the caller', { type: 'left-to-fallback' }, 'fallback'],
  ])('%s: he has a talk to write up', (_, event, phase) => {
    const { state, effects } = reduce(rescue(), event, LOST + 2000)
    expect(state.phase).toBe(phase)
    expect(effects).toContainEqual({ type: 'agent-released', agentId: AN, phoneLost: false })
    expect(effects.some(({ type }) => type === 'offer-ended')).toBe(false)
    if (event.type === 'caller-gone') expect(state.outcome).toBe('answered')
  })

  it('lost once more, it is waited for; lost again in the next talk, he is rung again', () => {
    expect(reduce(rescue(), lost(2), LOST + 100).state.leg?.again).toEqual({ waits: true })
    const talking = reduce(rescue(), answered(2), LOST + 4000).state
    const again = reduce(talking, lost(2), LOST + 60_000)
    expect([isRescue(again.state), again.state.prompt, again.state.talkMs]).toEqual([true, `${CALL}.apology-2`, 16_000 + 56_000])
  })

  it('nothing else is decided meanwhile', () => {
    const before = rescue()
    for (const event of [
      { type: 'agent-chosen', agentId: BINH, ringMs: RING_MS },
      { type: 'transfer', agentId: AN, to: BINH, ringMs: RING_MS },
      { type: 'hold', agentId: AN },
      { type: 'nobody-on-duty' },
      lost(1),
      { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 },
    ] satisfies CallEvent[])
      expect(reduce(before, event, LOST + 100)).toEqual({ state: before, effects: [] })
  })
})

it('with a second operator in the talk he takes over, and nobody is rung again', () => {
  const asked = reduce(callIn('talking'), { type: 'consult', agentId: AN, to: BINH, ringMs: RING_MS }, LOST).state
  const met = reduce(asked, { type: 'leg-answered', legId: `${CALL}.consult-1` }, LOST + 1000).state
  const { state } = reduce(met, lost(), LOST + 5000)
  expect([state.phase, state.leg?.agentId, state.consult]).toEqual(['talking', BINH, undefined])
})

describe('through the death of the controller', () => {
  const caller = {
    id: callIn('talking').channelId,
    name: 'PJSIP/trunk-1',
    state: 'Up',
    app: 'Stasis',
    number: '',
    display: '',
    exten: '',
    variables: { HOTLINE_ROLE: 'caller' },
  }
  const leg = { ...caller, id: legIdOf(CALL, 2), name: 'PJSIP/op-2', variables: { AGENT_ID: AN } }
  const picture = (channels: Picture['channels']): Picture => ({
    takenAt: LOST + 5000,
    startedAt: START - 1000,
    channels,
    bridges: [],
    finishedPlaybacks: new Set(),
  })
  const met = (channels: Picture['channels']) =>
    newsFor([rescue()], picture(channels), RING_MS).reduce((state, { event }) => reduce(state, event, LOST + 5000).state, rescue())

  it('a ring that is gone is waited for until its time is over', () => {
    const state = met([caller])
    expect([state.phase, state.leg?.again?.waits, nextDue(state)?.at]).toEqual(['ringing', true, LOST + RESCUE_MS])
  })
  it('one that goes on goes on, one that was answered meanwhile talks', () => {
    expect(met([caller, { ...leg, state: 'Ringing' }]).leg?.again?.waits).toBe(false)
    expect(met([caller, leg]).phase).toBe('talking')
  })
})

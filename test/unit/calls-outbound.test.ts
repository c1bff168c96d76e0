// Calls out, and calls passed on to a number outside: what each end leads to.
import { describe, expect, it } from 'vitest'
import { outsideId } from '../../src/calls/outbound-rules.ts'
import { newsFor, type Picture } from '../../src/calls/reconcile-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, citizenIdOf, consultLegIdOf, legIdOf, snoopIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import { AN, answered, BINH, CALL, callIn, kinds, placed, START, type Told, tell } from './calls-fixture.ts'

const citizen = citizenIdOf(CALL)
const unit = outsideId('+842693824123')
const out = (...then: Told[]) => tell(placed(), ...then)
const step = (state: CallState, event: CallEvent, after = 40_000) => reduce(state, event, START + after)

describe('an operator calls a citizen', () => {
  it('his own telephone first; nobody else hears of it', () => {
    const { state, effects } = out()
    expect(state).toMatchObject({ phase: 'dialing', direction: 'out', channelId: citizen, callerNumber: '+84900000012', lastAgentId: AN, queuedAt: null })
    expect(effects).toMatchObject([
      { type: 'ring', agentId: AN, legId: legIdOf(CALL, 1), own: true },
      { type: 'pop', agentId: AN },
    ])
    expect(nextDue(state)).toEqual({ at: START + 20_000, event: { type: 'ring-timeout', legId: legIdOf(CALL, 1) } })
  })
  it('then the number is dialled, within its time', () => {
    const { state, effects } = out([2000, answered(1)])
    expect(effects[0]).toEqual({ type: 'dial', channelId: citizen, legId: legIdOf(CALL, 1), bridgeId: `${CALL}.talk-1`, to: '0900000012', limitMs: 45_000 })
    expect(nextDue(state)).toEqual({ at: START + 47_000, event: { type: 'dial-timeout' } })
  })
  it('answered: recorded from then on, a draft of its own only where it is about no ticket', () => {
    const { state, effects } = out([2000, answered(1)], [9000, { type: 'citizen-answered' }])
    expect(state).toMatchObject({ phase: 'talking', firstAnsweredAt: START + 9000, lastAgentId: AN })
    expect(state.dial).toBeUndefined()
    expect(kinds(effects)).toBe('record open-draft show')
    expect(effects[0]).toMatchObject({ channelId: citizen, snoopId: snoopIdOf(CALL) })
    const about = tell(placed({ aboutTicket: true }), [2000, answered(1)], [9000, { type: 'citizen-answered' }])
    expect(kinds(about.effects)).toBe('record show')
  })
  it.each<[string, CallEvent]>([
    ['busy', { type: 'caller-gone', cause: 17 }],
    ['no-answer', { type: 'dial-timeout' }],
    ['no-answer', { type: 'caller-gone', cause: 19 }],
    ['refused', { type: 'caller-gone', cause: 21 }],
    ['unreachable', { type: 'caller-gone', cause: 20 }],
    ['wrong-number', { type: 'caller-gone', cause: 1 }],
    ['cancelled', { type: 'hangup', agentId: AN }],
    ['cancelled', { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 16 }],
    ['interrupted', { type: 'leg-lost', legId: legIdOf(CALL, 1) }],
    ['interrupted', { type: 'leg-ended', legId: legIdOf(CALL, 1), cause: 0, unseen: true }],
    ['interrupted', { type: 'left-to-fallback' }],
  ])('ends as %s, and the operator can note it', (outcome, event) => {
    const { state, effects } = step(out([2000, answered(1)]).state, event)
    expect(state).toMatchObject({ phase: 'ended', outcome, firstAnsweredAt: null, leg: null, talkMs: 0 })
    expect(effects).toContainEqual({ type: 'agent-released', agentId: AN, phoneLost: false })
    expect(effects).toContainEqual({ type: 'hangup', channelId: citizen })
  })
  it('whose own telephone is not answered has dialled nobody', () => {
    const { state, effects } = step(out().state, { type: 'ring-timeout', legId: legIdOf(CALL, 1) })
    expect([state.outcome, kinds(effects)]).toEqual(['cancelled', 'cancel-leg destroy-bridge agent-released closed show'])
    // Of a channel that was never made nothing is believed.
    expect(step(out().state, { type: 'caller-gone', cause: 16 }).state.phase).toBe('dialing')
  })
  it('is a call as any other once answered: held, passed on, a lost telephone drops nobody, no rating', () => {
    const talking = out([2000, answered(1)], [9000, { type: 'citizen-answered' }]).state
    expect(step(talking, { type: 'hold', agentId: AN }).effects[0]).toMatchObject({ type: 'wait-with-music', channelId: citizen })
    expect(step(talking, { type: 'transfer', agentId: AN, to: BINH, ringMs: 20_000 }).state).toMatchObject({ phase: 'ringing', leg: { agentId: BINH } })
    expect(step(talking, { type: 'leg-lost', legId: legIdOf(CALL, 1) }).state).toMatchObject({ phase: 'queued', rank: 0 })
    expect(step(talking, { type: 'hangup', agentId: AN }).state).toMatchObject({ phase: 'ended', outcome: 'answered' })
    expect(step(talking, { type: 'caller-gone', cause: 16 }).state).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })
})

describe('the controller died while it was dialled', () => {
  const dialing = callIn('dialing')
  const channel = (id: string, state: string) => ({ id, state, name: 'PJSIP/x-1', app: 'Stasis', number: '', display: '', exten: 's', variables: {} })
  const picture = (...channels: Picture['channels'][number][]): Picture => ({
    takenAt: START + 30_000,
    startedAt: START - 60_000,
    channels,
    bridges: [],
    finishedPlaybacks: new Set(),
  })
  const news = (...channels: Picture['channels'][number][]) => newsFor([dialing], picture(...channels), 20_000).map(({ event }) => event)
  const left = (...channels: Picture['channels'][number][]) => news(...channels).reduce((state, event) => step(state, event).state, dialing)
  it('he answered meanwhile: the talk goes on, and is recorded', () => {
    const events = news(channel(legIdOf(CALL, 1), 'Up'), channel(citizen, 'Up'))
    expect(events.map(({ type }) => type)).toEqual(['citizen-answered', 'resynced'])
    expect(left(channel(legIdOf(CALL, 1), 'Up'), channel(citizen, 'Up')).phase).toBe('talking')
  })
  it('his telephone still rings: it goes on ringing', () => {
    expect(left(channel(legIdOf(CALL, 1), 'Up'), channel(citizen, 'Ringing')).phase).toBe('dialing')
  })
  it('he is gone, or the operator is: it is over, and nobody says how', () => {
    expect(left(channel(legIdOf(CALL, 1), 'Up'))).toMatchObject({ phase: 'ended', outcome: 'interrupted' })
    expect(left(channel(citizen, 'Ringing'))).toMatchObject({ phase: 'ended', outcome: 'interrupted' })
    expect(left()).toMatchObject({ phase: 'ended', outcome: 'interrupted' })
  })
  it('Asterisk was restarted: it is over, and nothing is owed', () => {
    const [event] = newsFor([dialing], { ...picture(), startedAt: START + 20_000 }, 20_000)
    expect(event?.event.type).toBe('interrupted')
  })
})

describe('passed on to a number outside', () => {
  const talking = callIn('talking')
  const passed = step(talking, { type: 'transfer', agentId: AN, to: unit, ringMs: 45_000 })
  it('the caller hears music, the number is rung; no desk is told of it', () => {
    expect(passed.state).toMatchObject({ phase: 'ringing', passedOutBy: AN, leg: { agentId: unit, dueAt: START + 85_000 } })
    expect(kinds(passed.effects)).toBe('wait-with-music cancel-leg destroy-bridge agent-released show ring queue-changed')
  })
  it('answered: the two talk, and the call stays his who talked with the caller last', () => {
    const { state, effects } = step(passed.state, answered(2), 45_000)
    expect([state.phase, state.lastAgentId, kinds(effects)]).toEqual(['talking', AN, 'connect queue-changed'])
    // Nobody is asked to rate the operator for what a unit said.
    const gone = step({ ...state, rates: true }, { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 16 }, 60_000)
    expect([gone.state.phase, gone.state.outcome, kinds(gone.effects)]).toEqual(['ended', 'answered', 'hangup cancel-leg destroy-bridge closed'])
  })
  it.each<[string, CallEvent]>([
    ['busy', { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 17 }],
    ['wrong-number', { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 1 }],
    ['unreachable', { type: 'leg-ended', legId: legIdOf(CALL, 2), cause: 20 }],
    ['no-answer', { type: 'ring-timeout', legId: legIdOf(CALL, 2) }],
  ])('%s: he is never dropped, he comes back to who passed him on', (reason, event) => {
    const { state, effects } = step(passed.state, event, 80_000)
    expect(state).toMatchObject({ phase: 'queued', rank: 0, consultEnd: { by: AN, agentId: unit, reason } })
    expect(kinds(effects)).toBe('cancel-leg destroy-bridge recall queue-changed')
    const again = step(state, { type: 'agent-chosen', agentId: AN, ringMs: 20_000 }, 81_000)
    expect(again.state).toMatchObject({ phase: 'ringing', leg: { agentId: AN, legId: legIdOf(CALL, 3) } })
    // Nor does he answer: then whoever is free, at the head of the queue, and nobody is called back twice.
    const head = step(again.state, { type: 'ring-timeout', legId: legIdOf(CALL, 3) }, 101_000)
    expect([head.state.phase, head.state.rank, kinds(head.effects)]).toEqual(['queued', 0, 'cancel-leg destroy-bridge offer-ended queue-changed'])
  })
  it('the caller hangs up meanwhile: nothing rings on', () => {
    const { state, effects } = step(passed.state, { type: 'caller-gone', cause: 16 }, 60_000)
    expect([state.phase, state.outcome, kinds(effects)]).toEqual(['ended', 'answered', 'cancel-leg destroy-bridge closed queue-changed'])
  })
})

describe('a number outside is asked', () => {
  const asked = step(callIn('talking'), { type: 'consult', agentId: AN, to: unit, ringMs: 45_000 })
  const legId = consultLegIdOf(CALL, 1)
  it('the caller hears music while it rings', () => {
    expect(kinds(asked.effects)).toBe('wait-with-music ring-beside show')
    expect(asked.state).toMatchObject({ phase: 'held', consult: { agentId: unit, legId } })
  })
  it.each([
    [17, 'busy'],
    [19, 'no-answer'],
    [1, 'wrong-number'],
  ])('it ends with cause %i: the operator has the caller back and reads why: %s', (cause, reason) => {
    const { state } = step(asked.state, { type: 'leg-ended', legId, cause }, 60_000)
    expect(state).toMatchObject({ phase: 'talking', leg: { agentId: AN }, consultEnd: { by: AN, agentId: unit, reason } })
  })
  it('answered, handed over: the caller talks with them, the operator writes up', () => {
    const joined = step(asked.state, { type: 'leg-answered', legId }, 60_000).state
    const { state, effects } = step(joined, { type: 'consult-complete', agentId: AN }, 70_000)
    expect(state).toMatchObject({ phase: 'talking', leg: { agentId: unit }, lastAgentId: AN })
    expect(kinds(effects)).toBe('rejoin cancel-leg agent-released show queue-changed')
  })
  it('handed over while it still rings, and nobody answers: back to the operator', () => {
    const handed = step(asked.state, { type: 'hangup', agentId: AN }, 50_000).state
    expect(handed).toMatchObject({ phase: 'ringing', leg: { agentId: unit }, passedOutBy: AN })
    const { state, effects } = step(handed, { type: 'leg-ended', legId, cause: 19 }, 85_000)
    expect(state).toMatchObject({ phase: 'queued', rank: 0, consultEnd: { reason: 'no-answer' } })
    expect(effects).toContainEqual({ type: 'recall', agentId: AN })
  })
})

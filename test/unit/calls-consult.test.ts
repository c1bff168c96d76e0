// A call with a second operator: each standing × each event, who is told what, and how the times are counted.
import { describe, expect, it } from 'vitest'
import { alignWithCalls } from '../../src/acd/agent-restore-rules.ts'
import { newAgent } from '../../src/acd/agent-rules.ts'
import { viewCall } from '../../src/acd/views.ts'
import { leftovers, newsFor, type Picture, type PictureChannel } from '../../src/calls/reconcile-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { HANDED_MS, ringingLeg } from '../../src/calls/reducer-consult.ts'
import { PASS_MS } from '../../src/calls/reducer-offer.ts'
import { bridgeIdOf, type CallEvent, type CallState, consultLegIdOf, legIdOf, playbackIdOf, snoopIdOf } from '../../src/calls/state.ts'
import { AN, arrived, BINH, CALL, callIn, kinds, RING_MS, START } from './calls-fixture.ts'

const CHI = '00000000-0000-4000-8000-0000000000c3'
const channelId = arrived().channelId
const first = legIdOf(CALL, 1)
const second = consultLegIdOf(CALL, 1)
const consult: CallEvent = { type: 'consult', agentId: AN, to: BINH, ringMs: RING_MS }
const answers: CallEvent = { type: 'leg-answered', legId: second }
const later = (state: CallState, ...told: readonly (readonly [number, CallEvent])[]): CallState =>
  told.reduce((now, [at, event]) => reduce(now, event, START + at).state, state)

/** An asks Bình at 22 s; asking: his telephone rings, met: they talk from 25 s on, three: with the caller from 30 s on. */
const standings = {
  asking: () => later(callIn('talking'), [22_000, consult]),
  met: () => later(callIn('talking'), [22_000, consult], [25_000, answers]),
  three: () => later(callIn('talking'), [22_000, consult], [25_000, answers], [30_000, { type: 'conference', agentId: AN }]),
}
type Standing = keyof typeof standings

const events: Record<string, CallEvent> = {
  'asked again': consult,
  'somebody else asked': { ...consult, to: CHI },
  'the second answers': answers,
  'the second ends': { type: 'leg-ended', legId: second, cause: 16 },
  'the second is gone, nobody heard it': { type: 'leg-ended', legId: second, cause: 0, unseen: true },
  'the second is lost': { type: 'leg-lost', legId: second },
  'the second’s ring times out': { type: 'ring-timeout', legId: second },
  'the second declines': { type: 'decline', agentId: BINH },
  'the second hangs up': { type: 'hangup', agentId: BINH },
  'the second completes': { type: 'consult-complete', agentId: BINH },
  'the second cancels': { type: 'consult-cancel', agentId: BINH },
  'the second holds': { type: 'hold', agentId: BINH },
  'the second passes on': { type: 'transfer', agentId: BINH, to: CHI, ringMs: RING_MS },
  'the first completes': { type: 'consult-complete', agentId: AN },
  'the first cancels': { type: 'consult-cancel', agentId: AN },
  'the first ends': { type: 'leg-ended', legId: first, cause: 16 },
  'the first is lost': { type: 'leg-lost', legId: first },
  'the first hangs up': { type: 'hangup', agentId: AN },
  'the first holds': { type: 'hold', agentId: AN },
  'the first unholds': { type: 'unhold', agentId: AN },
  'the first passes on': { type: 'transfer', agentId: AN, to: CHI, ringMs: RING_MS },
  'the first declines': { type: 'decline', agentId: AN },
  'the first’s ring times out': { type: 'ring-timeout', legId: first },
  'the first brings all together': { type: 'conference', agentId: AN },
  'the second brings all together': { type: 'conference', agentId: BINH },
  'a stranger completes': { type: 'consult-complete', agentId: CHI },
  'an agent is chosen': { type: 'agent-chosen', agentId: CHI, ringMs: RING_MS },
  'the greeting is over': { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'greeting') },
  'the caller hangs up': { type: 'caller-gone', cause: 16 },
  interrupted: { type: 'interrupted' },
  'left to the fallback': { type: 'left-to-fallback' },
  'a leg is found': { type: 'leg-found', legId: legIdOf(CALL, 9), agentId: CHI, answered: true, dueAt: START },
  'all there after a reconnect': { type: 'resynced', joined: false, recording: true, secondJoined: true },
  'the second not joined after a reconnect': { type: 'resynced', joined: false, recording: true },
}

type Row = readonly [to: string, leg: string | null, asked: boolean, effects: string]
const back = (freed: string): Row => ['talking', first, false, `cancel-leg ${freed} rejoin show`]
const over = (freed: string): Row => ['ended', null, false, `cancel-leg ${freed} cancel-leg destroy-bridge agent-released closed show`]
const ringsOn: Row = ['ringing', second, false, 'cancel-leg destroy-bridge agent-released show pop show queue-changed']
const handed: Row = ['talking', second, false, 'rejoin cancel-leg agent-released show pop show queue-changed']
const stays: Row = ['talking', first, false, 'cancel-leg agent-released show']
const goesOn: Row = ['talking', second, false, 'cancel-leg agent-released show pop show queue-changed']
const moves: Record<Standing, Record<string, Row>> = {
  asking: {
    'the second answers': ['held', first, true, 'meet agent-answered show show'],
    'the second ends': back('offer-ended'),
    'the second is gone, nobody heard it': back('offer-ended'),
    'the second is lost': back('offer-ended'),
    'the second’s ring times out': back('offer-ended'),
    'the second declines': back('offer-ended'),
    'the first cancels': back('offer-ended'),
    'the first ends': ringsOn,
    'the first is lost': ringsOn,
    'the first hangs up': ringsOn,
    'the caller hangs up': over('offer-ended'),
    interrupted: over('offer-ended'),
    'left to the fallback': ['fallback', null, false, 'cancel-leg offer-ended cancel-leg destroy-bridge agent-released queue-changed'],
    'a leg is found': ['held', first, true, 'cancel-leg'],
    'all there after a reconnect': ['held', first, true, 'wait-with-music show queue-changed show'],
    'the second not joined after a reconnect': ['held', first, true, 'wait-with-music show queue-changed show'],
  },
  met: {
    'the second ends': back('agent-released'),
    'the second is gone, nobody heard it': back('agent-released'),
    'the second is lost': back('agent-released'),
    'the second hangs up': back('agent-released'),
    'the first cancels': back('agent-released'),
    'the first completes': handed,
    'the first ends': handed,
    'the first is lost': handed,
    'the first hangs up': handed,
    'the caller hangs up': over('agent-released'),
    interrupted: over('agent-released'),
    'left to the fallback': ['fallback', null, false, 'cancel-leg agent-released cancel-leg destroy-bridge agent-released queue-changed'],
    'a leg is found': ['held', first, true, 'cancel-leg'],
    'all there after a reconnect': ['held', first, true, 'wait-with-music show queue-changed show'],
    'the second not joined after a reconnect': ['held', first, true, 'wait-with-music show queue-changed meet show'],
    'the first brings all together': ['talking', first, true, 'rejoin show show'],
  },
  three: {
    'the second ends': stays,
    'the second is gone, nobody heard it': stays,
    'the second is lost': stays,
    'the second hangs up': stays,
    'the first cancels': stays,
    'the first completes': goesOn,
    'the first ends': goesOn,
    'the first is lost': goesOn,
    'the first hangs up': goesOn,
    'the first holds': ['held', first, true, 'wait-with-music show show'],
    'the caller hangs up': over('agent-released'),
    interrupted: over('agent-released'),
    'left to the fallback': ['fallback', null, false, 'cancel-leg agent-released cancel-leg destroy-bridge agent-released queue-changed'],
    'a leg is found': ['talking', first, true, 'cancel-leg'],
    'all there after a reconnect': ['talking', first, true, 'connect show queue-changed show'],
    'the second not joined after a reconnect': ['talking', first, true, 'connect show queue-changed meet show'],
  },
}

describe.each(Object.keys(standings) as Standing[])('%s', (standing) => {
  it.each(Object.keys(moves[standing]))('moves on: %s', (name) => {
    const [to, leg, asked, effects] = moves[standing][name] as Row
    const step = reduce(standings[standing](), events[name] as CallEvent, START + 40_000)
    expect([step.state.phase, step.state.leg?.legId ?? null, step.state.consult !== undefined, kinds(step.effects)]).toEqual([to, leg, asked, effects])
  })
  it.each(Object.keys(events).filter((name) => !(name in moves[standing])))('stays as it is: %s', (name) => {
    const before = standings[standing]()
    const frozen = structuredClone(before)
    expect(reduce(before, events[name] as CallEvent, START + 40_000)).toEqual({ state: before, effects: [] })
    expect(before).toEqual(frozen)
  })
  it('tells nothing twice', () => {
    for (const event of Object.values(events).filter(({ type }) => type !== 'resynced')) {
      const once = reduce(standings[standing](), event, START + 40_000)
      const twice = reduce(once.state, event, START + 40_000 + HANDED_MS)
      expect(twice.effects.filter(({ type }) => type !== 'cancel-leg')).toEqual([])
    }
  })
})

describe('asking', () => {
  it('puts the caller on music, rings the second and shows him what is known; out of hold too', () => {
    const talking = reduce(callIn('talking'), consult, START + 22_000)
    const dueAt = START + 22_000 + RING_MS
    expect(talking.effects).toEqual([
      { type: 'wait-with-music', channelId, leave: bridgeIdOf(CALL, 1) },
      { type: 'ring-beside', legId: second, agentId: BINH, dueAt },
      { type: 'pop', agentId: BINH },
      { type: 'show', agentId: AN },
    ])
    expect(ringingLeg(talking.state)).toMatchObject({ legId: second, dueAt })
    expect(kinds(reduce(callIn('held'), consult, START + 22_000).effects)).toBe('ring-beside pop show')
  })

  it('is for who has the call in talk, and not of himself', () => {
    for (const phase of ['queued', 'ringing', 'ended', 'fallback'] as const) expect(reduce(callIn(phase), consult, START).effects).toEqual([])
    expect(reduce(callIn('talking'), { ...consult, agentId: CHI }, START).effects).toEqual([])
    expect(reduce(callIn('talking'), { ...consult, to: AN }, START).effects).toEqual([])
  })

  it('brings the operators together in a new bridge and leaves the old one', () => {
    const { effects, state } = reduce(standings.asking(), answers, START + 25_000)
    expect(effects[0]).toEqual({ type: 'meet', bridgeId: bridgeIdOf(CALL, 2), firstId: first, secondId: second, leave: bridgeIdOf(CALL, 1) })
    expect(ringingLeg(state)).toBeNull()
  })

  it('says why the second’s ring ended, and frees at once who was only asked', () => {
    const reason = (event: CallEvent) => reduce(standings.asking(), event, START + 40_000).effects.find(({ type }) => type === 'offer-ended')
    expect(reason({ type: 'ring-timeout', legId: second })).toEqual({ type: 'offer-ended', agentId: BINH, reason: 'missed' })
    expect(reason({ type: 'decline', agentId: BINH })).toMatchObject({ reason: 'declined' })
    expect(reason({ type: 'leg-lost', legId: second })).toMatchObject({ reason: 'phone-lost' })
    expect(reason({ type: 'caller-gone', cause: 16 })).toMatchObject({ reason: 'caller-gone' })
    expect(reason({ type: 'consult-cancel', agentId: AN })).toMatchObject({ reason: 'withdrawn' })
    const { effects } = reduce(standings.met(), { type: 'consult-cancel', agentId: AN }, START + 40_000)
    expect(effects).toContainEqual({ type: 'agent-released', agentId: BINH, phoneLost: false, asked: true })
  })

  it('counts the consultation as hold and the rest as talk, whoever talks', () => {
    const end = [60_000, { type: 'caller-gone', cause: 16 }] as const
    const handedOver = later(standings.met(), [40_000, { type: 'consult-complete', agentId: AN }], end)
    const takenBack = later(standings.met(), [40_000, { type: 'consult-cancel', agentId: AN }], end)
    for (const state of [handedOver, takenBack]) expect(state).toMatchObject({ talkMs: 8000 + 20_000, holdMs: 18_000, outcome: 'answered' })
    expect([handedOver.lastAgentId, takenBack.lastAgentId]).toEqual([BINH, AN])
  })

  it('counts the talk of three as talk', () => {
    const state = later(standings.three(), [50_000, { type: 'consult-complete', agentId: AN }], [60_000, { type: 'caller-gone', cause: 16 }])
    expect(state).toMatchObject({ talkMs: 8000 + 30_000, holdMs: 8000, lastAgentId: BINH })
  })

  it('tells whoever asked how it ended, until he asks again', () => {
    const ended = (standing: Standing, event: CallEvent) => viewCall(reduce(standings[standing](), event, START + 40_000).state).consultEnded
    expect(ended('asking', { type: 'ring-timeout', legId: second })).toMatchObject({ by: AN, agentId: BINH, reason: 'missed' })
    expect(ended('met', { type: 'leg-ended', legId: second, cause: 16 })).toMatchObject({ reason: 'left' })
    expect(ended('met', { type: 'leg-lost', legId: second })).toMatchObject({ reason: 'phone-lost' })
    expect(ended('met', { type: 'consult-cancel', agentId: AN })).toMatchObject({ reason: 'withdrawn' })
    expect(viewCall(later(standings.asking(), [40_000, { type: 'decline', agentId: BINH }], [50_000, consult])).consultEnded).toBeNull()
  })

  it('gives a second consultation new ids', () => {
    const again = later(standings.met(), [40_000, { type: 'consult-cancel', agentId: AN }], [50_000, { ...consult, to: CHI }])
    expect(again.consult).toMatchObject({ agentId: CHI, legId: consultLegIdOf(CALL, 2) })
    const met = reduce(again, { type: 'leg-answered', legId: consultLegIdOf(CALL, 2) }, START + 52_000)
    expect(met.effects[0]).toMatchObject({ bridgeId: bridgeIdOf(CALL, 3), leave: bridgeIdOf(CALL, 2) })
  })

  it('goes on ringing for the caller when the first leaves, in a bridge of its own, and passes on to the queue’s head', () => {
    const ringing = later(standings.asking(), [26_000, { type: 'hangup', agentId: AN }])
    expect(ringing).toMatchObject({ phase: 'ringing', rank: 0, leg: { agentId: BINH }, passedBy: { [AN]: START + 26_000 + PASS_MS } })
    expect(reduce(ringing, answers, START + 27_000).effects[0]).toEqual({ type: 'connect', bridgeId: bridgeIdOf(CALL, 2), channelId, legId: second })
    expect(reduce(ringing, { type: 'ring-timeout', legId: second }, START + 42_000).state).toMatchObject({ phase: 'queued', rank: 0, leg: null })
  })
})

describe('both hang up at once', () => {
  it.each([
    [first, second],
    [second, first],
  ])('%s, then %s: the caller goes to the head of the queue', (one, other) => {
    const left = later(standings.met(), [40_000, { type: 'leg-ended', legId: one, cause: 16 }])
    const { state, effects } = reduce(left, { type: 'leg-ended', legId: other, cause: 16 }, START + 40_300)
    expect(state).toMatchObject({ phase: 'queued', rank: 0, leg: null })
    expect(kinds(effects)).toBe('wait-with-music play cancel-leg destroy-bridge agent-released show queue-changed')
  })
  it('but the third operator, who takes him from there, ends the call as anybody does', () => {
    const queued = later(standings.met(), [40_000, { type: 'leg-ended', legId: first, cause: 16 }], [40_100, { type: 'leg-ended', legId: second, cause: 16 }])
    const third = later(queued, [40_200, { type: 'agent-chosen', agentId: CHI, ringMs: RING_MS }], [40_700, { type: 'leg-answered', legId: legIdOf(CALL, 3) }])
    expect(third).toMatchObject({ phase: 'talking', leg: { agentId: CHI } })
    expect(reduce(third, { type: 'leg-ended', legId: legIdOf(CALL, 3), cause: 16 }, START + 41_000).state.phase).toBe('ended')
  })
  it('the button that meant the consultation drops nobody: who asked keeps the caller, who was asked leaves him to the queue', () => {
    const back = later(standings.met(), [40_000, { type: 'hangup', agentId: BINH }])
    const kept = reduce(back, { type: 'hangup', agentId: AN }, START + 40_300)
    expect(kept).toEqual({ state: back, effects: [{ type: 'show', agentId: AN }] })
    expect(back).toMatchObject({ phase: 'talking', leg: { agentId: AN } })
    const left = later(standings.met(), [40_000, { type: 'hangup', agentId: AN }])
    expect(reduce(left, { type: 'hangup', agentId: BINH }, START + 40_300).state).toMatchObject({ phase: 'queued', rank: 0, leg: null })
    // Who went back of his own accord knows whom he has.
    const gone = later(standings.met(), [40_000, { type: 'consult-cancel', agentId: AN }])
    expect(reduce(gone, { type: 'hangup', agentId: AN }, START + 40_300).state.phase).toBe('ended')
  })
  it('but later either ends the call', () => {
    const left = later(standings.met(), [40_000, { type: 'leg-ended', legId: first, cause: 16 }])
    expect(reduce(left, { type: 'leg-ended', legId: second, cause: 16 }, START + 40_000 + HANDED_MS).state.phase).toBe('ended')
    expect(reduce(left, { type: 'hangup', agentId: BINH }, START + 40_000 + HANDED_MS).state.phase).toBe('ended')
  })
})

it('out of a talk of three whoever is left and hangs up ends the call, however soon', () => {
  const left = later(standings.three(), [40_000, { type: 'leg-ended', legId: first, cause: 16 }])
  expect(reduce(left, { type: 'leg-ended', legId: second, cause: 16 }, START + 40_300).state.phase).toBe('ended')
})

describe('after a lost connection', () => {
  const channel = (id: string, over: Partial<PictureChannel> = {}): PictureChannel => ({
    id,
    name: `PJSIP/x-${id}`,
    state: 'Up',
    app: 'Stasis',
    number: '',
    display: '',
    exten: '1022',
    variables: {},
    ...over,
  })
  const up = (...ids: string[]): Picture => ({
    takenAt: START + 60_000,
    startedAt: 0,
    channels: [channelId, snoopIdOf(CALL), ...ids].map((id) => channel(id)),
    bridges: [{ id: bridgeIdOf(CALL, 2), channels: ids }],
    finishedPlaybacks: new Set(),
  })
  const news = (standing: Standing, picture: Picture) =>
    newsFor([{ ...standings[standing](), recordingStartedAt: START }], picture, RING_MS).map(({ event }) => event)

  it('nothing happened, nothing is left over', () => {
    expect(news('met', up(first, second))).toEqual([{ type: 'resynced', joined: false, recording: true, secondJoined: true }])
    expect(leftovers([standings.met()], up(first, second))).toEqual({ channels: [], bridges: [] })
  })
  it('the second answered, was gone, the first was gone', () => {
    expect(news('asking', up(first, second))[0]).toEqual(answers)
    expect(news('met', up(first))[0]).toEqual({ type: 'leg-ended', legId: second, cause: 0, unseen: true })
    expect(news('met', up(second))[0]).toEqual({ type: 'leg-ended', legId: first, cause: 0, unseen: true })
  })
  it('what belonged to a consultation that is over goes', () => {
    const taken = later(standings.met(), [40_000, { type: 'consult-cancel', agentId: AN }])
    expect(leftovers([taken], up(first, second)).channels).toEqual([second])
    const handedOver = later(standings.met(), [40_000, { type: 'consult-complete', agentId: AN }])
    expect(leftovers([handedOver], up(first, second)).channels).toEqual([first])
  })
  it('passed on by a controller that died before it could say so: the caller is not dropped', () => {
    const known = [channelId, snoopIdOf(CALL)].map((id) => channel(id))
    const picture = (legId: string): Picture => ({
      ...up(),
      channels: [...known, channel(legId, { variables: { AGENT_ID: BINH } })],
      bridges: [{ id: bridgeIdOf(CALL, 2), channels: [channelId, legId] }],
    })
    const heard = (legId: string) => {
      const told = newsFor([callIn('talking')], picture(legId), RING_MS).map(({ event }) => [60_000, event] as const)
      return later(callIn('talking'), ...told)
    }
    expect(heard(legIdOf(CALL, 2))).toMatchObject({ phase: 'talking', leg: { agentId: BINH, legId: legIdOf(CALL, 2) } })
    expect(heard(second)).toMatchObject({ phase: 'queued', rank: 0 })
  })
  it('both operators are found in the call', () => {
    const records = [AN, BINH].map((agentId) => ({ intervalId: agentId, agent: newAgent(agentId, 'x', START), account: null, profile: null }))
    const talking = (agentId: string) => ({ agentId, signal: { type: 'found', callId: CALL, talking: true } })
    expect(alignWithCalls(records, [standings.met()]).changed).toMatchObject([talking(AN), talking(BINH)])
    expect(alignWithCalls(records, [standings.asking()]).changed).toMatchObject([talking(AN), { agentId: BINH, signal: { talking: false } }])
  })
})

it('shows both operators by name', () => {
  const names = (id: string) => ({ [AN]: 'An', [BINH]: 'Bình' })[id] ?? null
  expect(viewCall(standings.met(), names)).toMatchObject({ with: { name: 'An' }, consult: { name: 'Bình', state: 'talking' }, before: null })
  expect(viewCall(standings.three(), names).consult).toMatchObject({ state: 'conference' })
  expect(viewCall(standings.asking(), names).consult).toMatchObject({ state: 'ringing' })
})

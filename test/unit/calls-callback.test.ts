// Being called back instead of waiting: what the caller presses, where his place stands, how it is dialled and when it is given up.
import { describe, expect, it } from 'vitest'
import { bookedNow } from '../../src/acd/booking-rules.ts'
import { chooseOffers } from '../../src/acd/routing.ts'
import { leftovers, newsFor } from '../../src/calls/reconcile-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import { nextDue } from '../../src/calls/timer-rules.ts'
import {
  AN,
  answered,
  arrived,
  asksCallback,
  BINH,
  BOOKING,
  booked,
  CALL,
  callIn,
  chosen,
  greetingOver,
  kinds,
  START,
  type Told,
  tell,
  waits,
} from './calls-fixture.ts'

const to = '0900000012'
const asking = (callback: { bookingId: string; to: string | null } | null = { bookingId: BOOKING, to }) =>
  arrived({ service: waits, ...(callback ? { callback } : {}) })
const key = (digit: string, afterMs: number): Told => [afterMs, { type: 'key', digit, pressedAt: START + afterMs }]
/** He came to the queue at second 9. */
const queued = (...then: Told[]) => tell(asking(), [9000, greetingOver], ...then)
const step = (state: CallState, event: CallEvent, after: number) => reduce(state, event, START + after)
const prompts = (effects: readonly { type: string }[]) => effects.flatMap((effect) => ('prompts' in effect ? (effect.prompts as string[]) : []))

describe('the caller', () => {
  it('is offered it after a minute in the queue, once, and never while his phone call is up for something else', () => {
    const { state } = queued()
    expect(nextDue(state)).toEqual({ at: START + 69_000, event: { type: 'callback-offer-due' } })
    const offered = step(state, { type: 'callback-offer-due' }, 69_000)
    expect(prompts(offered.effects)).toEqual(['callback-offer'])
    expect(nextDue(offered.state)).toBeNull()
    expect(step(offered.state, { type: 'callback-offer-due' }, 70_000).effects).toEqual([])
    expect(step(state, { type: 'callback-offer-due' }, 68_000).effects).toEqual([])
    // The process's timer is a moment early at times, and comes once only.
    expect(prompts(step(state, { type: 'callback-offer-due' }, 68_999).effects)).toEqual(['callback-offer'])
  })
  it('presses 1, confirms with 1, is thanked and let go: an outcome of its own', () => {
    const asked = queued(...asksCallback)
    expect(asked.state).toMatchObject({ phase: 'callback', outcome: null })
    expect(kinds(asked.effects)).toBe('book-callback leave-talk play queue-changed')
    expect(prompts(asked.effects)).toEqual(['callback-booked'])
    const over = step(asked.state, { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'callback-3') }, 76_000)
    expect([over.state.phase, over.state.outcome, kinds(over.effects)]).toEqual(['ended', 'callback', 'hangup closed'])
    // Who hangs up before he is thanked has asked all the same.
    expect(step(asked.state, { type: 'caller-gone', cause: 16 }, 73_000).state.outcome).toBe('callback')
    expect(step(asked.state, { type: 'interrupted' }, 73_000).state.outcome).toBe('callback')
  })
  it('waits on after any other key, or none', () => {
    const confirming = queued(...asksCallback.slice(0, 2))
    expect(prompts(confirming.effects)).toEqual(['callback-confirm'])
    const other = step(confirming.state, { type: 'key', digit: '2', pressedAt: START + 72_000 }, 72_000)
    expect([other.state.phase, prompts(other.effects)]).toEqual(['queued', ['callback-wait-on']])
    const said = step(confirming.state, { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'callback-2') }, 75_000)
    expect(nextDue(said.state)).toEqual({ at: START + 83_000, event: { type: 'callback-unconfirmed', said: 2 } })
    const late = step(said.state, { type: 'callback-unconfirmed', said: 2 }, 83_000)
    expect(late.state).toMatchObject({ phase: 'queued', callbackOffer: { stage: 'declined' } })
    // He may think better of it.
    expect(prompts(step(late.state, { type: 'key', digit: '1', pressedAt: START + 90_000 }, 90_000).effects)).toEqual(['callback-confirm'])
  })
  it('one press told twice is one press', () => {
    const [offer] = asksCallback
    const once = queued(offer as Told, key('1', 70_000), [70_010, { type: 'key', digit: '1', pressedAt: START + 70_010 }])
    expect(once.state).toMatchObject({ phase: 'queued', callbackOffer: { stage: 'confirming' } })
  })
  it('before its time a key means nothing, and to nobody whose hotline offers none', () => {
    expect(queued(key('1', 30_000)).effects).toEqual([])
    expect(tell(asking(null), [9000, greetingOver], key('1', 70_000)).effects).toEqual([])
    const never = arrived({ service: { ...waits, waiting: { ...waits.waiting, callbackOfferSeconds: 0 } }, callback: { bookingId: BOOKING, to } })
    const state = tell(never, [9000, greetingOver]).state
    expect([nextDue(state), step(state, { type: 'key', digit: '1', pressedAt: START + 99_000 }, 99_000).effects]).toEqual([null, []])
  })
  it('whose number cannot be called is offered nothing, is told so kindly when he asks, and waits on', () => {
    const { state } = tell(asking({ bookingId: BOOKING, to: null }), [9000, greetingOver])
    expect(nextDue(state)).toBeNull()
    const told = step(state, { type: 'key', digit: '1', pressedAt: START + 70_000 }, 70_000)
    expect([told.state.phase, prompts(told.effects)]).toEqual(['queued', ['callback-cannot']])
  })
  it('beyond a limit of the queue, where the settings say so, his place is kept without asking; else he leaves a message', () => {
    const limited = (callback: { bookingId: string; to: string | null }) =>
      tell(arrived({ service: { ...waits, waiting: { ...waits.waiting, overflow: 'callback' } }, takesMessages: true, callback }), [9000, greetingOver])
    const promised = step(limited({ bookingId: BOOKING, to }).state, { type: 'overflow', why: 'full' }, 9001)
    expect([promised.state.phase, kinds(promised.effects)]).toEqual(['callback', 'book-callback leave-talk play queue-changed'])
    expect(step(promised.state, { type: 'caller-gone', cause: 16 }, 12_000).state.outcome).toBe('callback')
    expect(step(limited({ bookingId: BOOKING, to: null }).state, { type: 'overflow', why: 'full' }, 9001).state.phase).toBe('message')
  })
  it('whose turn comes while he is asked is answered', () => {
    const confirming = queued(...asksCallback.slice(0, 2)).state
    const ringing = step(confirming, chosen(AN), 71_000).state
    expect(step(ringing, { type: 'key', digit: '1', pressedAt: START + 71_500 }, 71_500).effects).toEqual([])
    expect(step(ringing, answered(1), 72_000).state.phase).toBe('talking')
  })
  it('who calls himself has the place he had', () => {
    expect(tell(arrived({ rank: START - 300_000 }), [9000, greetingOver]).state).toMatchObject({ phase: 'queued', rank: START - 300_000 })
    expect(tell(arrived({ rank: START + 300_000 }), [9000, greetingOver]).state.rank).toBe(START)
  })
})

describe('his place', () => {
  const place = callIn('booked')
  const dialing = (then: Told[] = []) => tell(booked(), [1000, chosen(AN)], [3000, answered(1)], ...then)
  it('ranks as he did, before all who came later', () => {
    const of = (call: CallState) => ({ callId: call.callId, rank: call.rank, queuedAt: call.queuedAt ?? call.arrivedAt, passedBy: {} })
    const later = { ...of(callIn('queued')), callId: 'later', rank: START - 1000 }
    expect(chooseOffers([later, of(place)], [{ agentId: AN, idleSince: 0 }], START)).toEqual([{ callId: CALL, agentId: AN }])
  })
  it('rings an operator as a caller does; he answers, and the citizen is dialled', () => {
    const rung = tell(booked(), [1000, chosen(AN)])
    expect(kinds(rung.effects)).toBe('ring pop queue-changed')
    expect(rung.effects[0]).not.toHaveProperty('own')
    expect(nextDue(rung.state)).toEqual({ at: START + 21_000, event: { type: 'ring-timeout', legId: legIdOf(CALL, 1) } })
    const { state, effects } = dialing()
    expect([state.phase, kinds(effects)]).toEqual(['dialing', 'dial show agent-answered'])
    const talk = step(state, { type: 'citizen-answered' }, 9000)
    expect([talk.state.phase, kinds(talk.effects)]).toEqual(['talking', 'record show'])
    expect(step(talk.state, { type: 'hangup', agentId: AN }, 60_000).state).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })
  it.each<[string, CallEvent]>([
    ['missed', { type: 'ring-timeout', legId: legIdOf(CALL, 1) }],
    ['declined', { type: 'decline', agentId: AN }],
    ['phone-lost', { type: 'leg-lost', legId: legIdOf(CALL, 1) }],
  ])('an operator who does not take it (%s) lets it go on to the next, in its place', (reason, event) => {
    const { state, effects } = step(tell(booked(), [1000, chosen(AN)]).state, event, 21_000)
    expect(state).toMatchObject({ phase: 'booked', rank: place.rank, leg: null, booking: { attempts: 0, dueAt: null } })
    expect(effects).toContainEqual({ type: 'offer-ended', agentId: AN, reason })
    expect(step(state, chosen(BINH), 22_000).state.leg).toMatchObject({ agentId: BINH, legId: legIdOf(CALL, 2) })
  })
  it('busy: the operator writes it up, and it is tried again in five minutes, in its place', () => {
    const { state, effects } = step(dialing().state, { type: 'caller-gone', cause: 17 }, 10_000)
    expect(state).toMatchObject({ phase: 'booked', rank: place.rank, booking: { attempts: 1, last: 'busy', dueAt: START + 310_000 } })
    expect(kinds(effects)).toBe('hangup cancel-leg destroy-bridge agent-released show queue-changed')
    expect(bookedNow([state], START + 20_000, true)).toEqual({ due: [], again: START + 310_000 })
    expect(bookedNow([state], START + 310_000, true).due).toEqual([state])
    // The next try has a bridge of its own.
    const again = step(step(state, chosen(AN), 310_000).state, answered(2), 312_000)
    expect(again.effects[0]).toMatchObject({ type: 'dial', bridgeId: `${CALL}.talk-2`, legId: legIdOf(CALL, 2) })
  })
  it('three times in vain, or a wrong number once: given up', () => {
    let { state } = dialing()
    for (const n of [1, 2, 3]) {
      state = step(state, { type: 'dial-timeout' }, n * 400_000).state
      expect(state.phase).toBe(n < 3 ? 'booked' : 'ended')
      if (n < 3) state = step(step(state, chosen(AN), n * 400_000 + 1).state, answered(n + 1), n * 400_000 + 2).state
    }
    expect(state.outcome).toBe('no-answer')
    expect(step(dialing().state, { type: 'caller-gone', cause: 1 }, 10_000).state).toMatchObject({ phase: 'ended', outcome: 'wrong-number' })
  })
  it('a fault of ours is no try', () => {
    expect(step(dialing().state, { type: 'interrupted' }, 10_000).state).toMatchObject({ phase: 'booked', booking: { attempts: 0, last: null } })
    const legId = dialing().state.leg?.legId ?? ''
    expect(step(dialing().state, { type: 'leg-lost', legId }, 10_000).state).toMatchObject({ phase: 'booked', booking: { attempts: 0, last: null } })
    expect(step(tell(booked(), [1000, chosen(AN)]).state, { type: 'interrupted' }, 10_000).state).toMatchObject({ phase: 'booked', booking: { dueAt: null } })
  })
  it('waits out a restart of Asterisk and of us, and the night', () => {
    expect(newsFor([place], { takenAt: START + 9e6, startedAt: START + 8e6, channels: [], bridges: [], finishedPlaybacks: new Set() }, 20_000)).toEqual([])
    expect(bookedNow([place], START, false)).toEqual({ due: [], again: START + 60_000 })
    expect(bookedNow([place], START, true).due).toEqual([place])
    expect(bookedNow([], START, false)).toEqual({ due: [], again: null })
  })
  it('a citizen dialled by a controller that died before it wrote that down is let go', () => {
    const channel = { id: place.channelId, state: 'Up', name: 'PJSIP/trunk-out-1', app: 'Stasis', number: '', display: '', exten: 's', variables: {} }
    const picture = { takenAt: START, startedAt: 0, channels: [channel], bridges: [], finishedPlaybacks: new Set<string>() }
    expect(leftovers([place], picture).channels).toEqual([place.channelId])
    expect(leftovers([dialing().state], picture).channels).toEqual([])
  })
  it('is not dialled while he is on the line himself, and closed once somebody talked with him', () => {
    expect(bookedNow([place, { ...callIn('greeting'), callId: 'own' }], START, true).due).toEqual([])
    expect(step(place, { type: 'booking-closed' }, 1000).state).toMatchObject({ phase: 'ended', outcome: 'settled' })
    expect(step(dialing().state, { type: 'booking-closed' }, 10_000).state.phase).toBe('dialing')
  })
})

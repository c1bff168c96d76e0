// Each phase × each event: what moves, and that everything else changes nothing.
import { describe, expect, it } from 'vitest'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallPhase, legIdOf, playbackIdOf } from '../../src/calls/state.ts'
import {
  AN,
  answered,
  arrived,
  BINH,
  booked,
  CALL,
  callIn,
  chosen,
  closedNoticeOver,
  greetingOver,
  kinds,
  phases,
  placed,
  RING_MS,
  START,
} from './calls-fixture.ts'

const own = legIdOf(CALL, 1)
const stray = legIdOf(CALL, 9)

const events: Record<string, CallEvent> = {
  'arrived again': arrived(),
  'greeting over': greetingOver,
  'closed notice over': closedNoticeOver,
  'another prompt over': { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'apology-1') },
  'goodbye over': { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'goodbye') },
  'place announced': { type: 'announce', n: 1, position: 3, estimateMinutes: null },
  'a later place announced': { type: 'announce', n: 7, position: 3, estimateMinutes: null },
  'known operator found': { type: 'known-agent', agentId: BINH },
  'limit reached': { type: 'overflow', why: 'full' },
  'agent chosen': chosen(BINH),
  'leg answers': answered(1),
  'strange leg answers': { type: 'leg-answered', legId: stray },
  'leg ends': { type: 'leg-ended', legId: own, cause: 16 },
  'strange leg ends': { type: 'leg-ended', legId: stray, cause: 16 },
  'leg lost': { type: 'leg-lost', legId: own },
  'telephone lost': { type: 'phone-lost', legId: own, ringMs: 10_000 },
  'strange telephone lost': { type: 'phone-lost', legId: stray, ringMs: 10_000 },
  'a telephone is back': { type: 'phone-back', agentId: AN, contact: 'sip:an@192.0.2.9:4711' },
  'strange leg lost': { type: 'leg-lost', legId: stray },
  'ring timeout': { type: 'ring-timeout', legId: own },
  'strange ring timeout': { type: 'ring-timeout', legId: stray },
  'agent declines': { type: 'decline', agentId: AN },
  'another declines': { type: 'decline', agentId: BINH },
  'agent holds': { type: 'hold', agentId: AN },
  'another holds': { type: 'hold', agentId: BINH },
  'agent unholds': { type: 'unhold', agentId: AN },
  'another unholds': { type: 'unhold', agentId: BINH },
  'agent hangs up': { type: 'hangup', agentId: AN },
  'another hangs up': { type: 'hangup', agentId: BINH },
  'agent transfers': { type: 'transfer', agentId: AN, to: BINH, ringMs: RING_MS },
  'agent transfers to the queue': { type: 'transfer', agentId: AN, to: null, ringMs: RING_MS },
  'agent transfers to himself': { type: 'transfer', agentId: AN, to: AN, ringMs: RING_MS },
  'another transfers': { type: 'transfer', agentId: BINH, to: 'agent-chi', ringMs: RING_MS },
  'nobody on duty': { type: 'nobody-on-duty' },
  'key 1': { type: 'key', digit: '1', pressedAt: START + 29_000 },
  'key 9': { type: 'key', digit: '9', pressedAt: START + 29_500 },
  'no key pressed': { type: 'rating-timeout', said: 1 },
  'menu said': { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'menu-1') },
  'nothing chosen': { type: 'menu-timeout', said: 1 },
  'recording started': { type: 'recording-started' },
  'recording finished': { type: 'recording-finished', durationMs: 1000, bytes: 16_044, sha256: 'ab' },
  'caller gone': { type: 'caller-gone', cause: 16 },
  interrupted: { type: 'interrupted' },
  'nothing missing after a reconnect': { type: 'resynced', joined: true, recording: true },
  'all missing after a reconnect': { type: 'resynced', joined: false, recording: false },
  'own leg found': { type: 'leg-found', legId: own, agentId: AN, answered: false, dueAt: START + 40_000 },
  'leg found ringing': { type: 'leg-found', legId: legIdOf(CALL, 3), agentId: BINH, answered: false, dueAt: START + 40_000 },
  'leg found talking': { type: 'leg-found', legId: legIdOf(CALL, 3), agentId: BINH, answered: true, dueAt: START + 40_000 },
  'citizen rings': { type: 'citizen-ringing' },
  'network sends sound': { type: 'citizen-sound' },
  'citizen answers': { type: 'citizen-answered' },
  'citizen does not answer': { type: 'dial-timeout' },
  'called again': placed(),
  'booked again': booked(),
  'booking closed': { type: 'booking-closed' },
  'callback offered': { type: 'callback-offer-due' },
  'callback not confirmed': { type: 'callback-unconfirmed', said: 2 },
  'thanks over': { type: 'prompt-finished', playbackId: playbackIdOf(CALL, 'callback-3') },
  'left to the fallback': { type: 'left-to-fallback' },
  'back from the fallback': { type: 'back-from-fallback' },
  'fallback over': { type: 'fallback-ended', outcome: 'voicemail', at: START + 25_000, answeredAt: null, agentId: null, talkMs: 0 },
}

type Row = readonly [to: CallPhase, effects: string]
const passOn: Row = ['queued', 'cancel-leg destroy-bridge offer-ended queue-changed']
const backToQueue: Row = ['queued', 'wait-with-music play cancel-leg destroy-bridge agent-released show queue-changed']
const ringsAgain: Row = ['ringing', 'wait-with-music play cancel-leg destroy-bridge agent-recalled ring pop show queue-changed']
const handsOn: Row = ['ringing', 'wait-with-music cancel-leg destroy-bridge agent-released show ring pop queue-changed']
const toTheHead: Row = ['queued', 'wait-with-music cancel-leg destroy-bridge agent-released show queue-changed']
const agentEnds: Row = ['ended', 'hangup cancel-leg destroy-bridge agent-released closed show']
const callerEnds: Row = ['ended', 'cancel-leg destroy-bridge agent-released closed show']
const dialOver: Row = ['ended', 'hangup cancel-leg destroy-bridge agent-released closed show']
const foundRinging: Row = ['ringing', 'agent-found pop queue-changed']
const foundTalking: Row = ['talking', 'connect agent-found show queue-changed']
const talkLeaves: Row = ['fallback', 'cancel-leg destroy-bridge agent-released queue-changed']
const ringEnds: Row = ['ended', 'cancel-leg destroy-bridge offer-ended closed queue-changed']

/** What a phase answers to; events left out change nothing. */
const moves: Record<CallPhase, Record<string, Row>> = {
  greeting: {
    'known operator found': ['greeting', ''],
    'nothing missing after a reconnect': ['greeting', 'queue-changed'],
    'all missing after a reconnect': ['greeting', 'record queue-changed'],
    'own leg found': foundRinging,
    'leg found ringing': foundRinging,
    'leg found talking': foundTalking,
    'left to the fallback': ['fallback', 'queue-changed'],
    'greeting over': ['queued', 'wait-with-music queue-changed'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  menu: {
    'known operator found': ['menu', ''],
    'nothing missing after a reconnect': ['menu', 'wait-with-music queue-changed'],
    'all missing after a reconnect': ['menu', 'record wait-with-music queue-changed'],
    'own leg found': foundRinging,
    'leg found ringing': foundRinging,
    'leg found talking': foundTalking,
    'left to the fallback': ['fallback', 'queue-changed'],
    'key 1': ['queued', 'wait-with-music queue-changed play'],
    'key 9': ['menu', 'play'],
    'nothing chosen': ['menu', 'play'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  'closed-notice': {
    'nothing missing after a reconnect': ['closed-notice', 'queue-changed'],
    'all missing after a reconnect': ['closed-notice', 'record queue-changed'],
    'own leg found': ['closed-notice', 'cancel-leg'],
    'leg found ringing': ['closed-notice', 'cancel-leg'],
    'leg found talking': ['closed-notice', 'cancel-leg'],
    'left to the fallback': ['fallback', 'queue-changed'],
    'closed notice over': ['ended', 'hangup closed'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  queued: {
    'nothing missing after a reconnect': ['queued', 'wait-with-music queue-changed'],
    'all missing after a reconnect': ['queued', 'record wait-with-music queue-changed'],
    'own leg found': foundRinging,
    'leg found ringing': foundRinging,
    'leg found talking': foundTalking,
    'left to the fallback': ['fallback', 'queue-changed'],
    'agent chosen': ['ringing', 'ring pop queue-changed'],
    'place announced': ['queued', 'play'],
    'known operator found': ['queued', 'queue-changed'],
    'limit reached': ['goodbye', 'play queue-changed'],
    'caller gone': ['ended', 'closed queue-changed'],
    interrupted: ['ended', 'closed queue-changed'],
  },
  ringing: {
    'known operator found': ['ringing', ''],
    'nothing missing after a reconnect': ['ringing', 'wait-with-music show queue-changed'],
    'all missing after a reconnect': ['ringing', 'record wait-with-music show queue-changed'],
    'leg found ringing': ['ringing', 'cancel-leg'],
    'leg found talking': ['ringing', 'cancel-leg'],
    'left to the fallback': ['fallback', 'cancel-leg destroy-bridge offer-ended queue-changed'],
    'leg answers': ['talking', 'connect agent-answered show queue-changed'],
    'leg ends': passOn,
    'leg lost': passOn,
    'telephone lost': passOn,
    'ring timeout': passOn,
    'agent declines': passOn,
    'caller gone': ringEnds,
    interrupted: ringEnds,
  },
  talking: {
    'nothing missing after a reconnect': ['talking', 'show queue-changed'],
    'all missing after a reconnect': ['talking', 'record connect show queue-changed'],
    'leg found ringing': ['talking', 'cancel-leg'],
    'leg found talking': ['talking', 'cancel-leg'],
    'left to the fallback': talkLeaves,
    'agent transfers': handsOn,
    'agent transfers to the queue': toTheHead,
    'agent holds': ['held', 'wait-with-music show'],
    'agent hangs up': agentEnds,
    'leg ends': agentEnds,
    'leg lost': backToQueue,
    'telephone lost': ringsAgain,
    'caller gone': callerEnds,
    interrupted: callerEnds,
  },
  held: {
    'nothing missing after a reconnect': ['held', 'wait-with-music show queue-changed'],
    'all missing after a reconnect': ['held', 'record wait-with-music show queue-changed'],
    'leg found ringing': ['held', 'cancel-leg'],
    'leg found talking': ['held', 'cancel-leg'],
    'left to the fallback': talkLeaves,
    'agent transfers': handsOn,
    'agent transfers to the queue': toTheHead,
    'agent unholds': ['talking', 'rejoin show'],
    'agent hangs up': agentEnds,
    'leg ends': agentEnds,
    'leg lost': backToQueue,
    'telephone lost': ringsAgain,
    'caller gone': callerEnds,
    interrupted: callerEnds,
  },
  rating: {
    'nothing missing after a reconnect': ['rating', 'leave-talk queue-changed'],
    'all missing after a reconnect': ['rating', 'record leave-talk queue-changed'],
    'own leg found': ['rating', 'cancel-leg'],
    'leg found ringing': ['rating', 'cancel-leg'],
    'leg found talking': ['rating', 'cancel-leg'],
    'left to the fallback': ['ended', 'closed'],
    'key 1': ['rating', 'play'],
    'key 9': ['rating', 'play'],
    'no key pressed': ['rating', 'play'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  message: {
    'nothing missing after a reconnect': ['message', 'take-message'],
    'all missing after a reconnect': ['message', 'record take-message'],
    'own leg found': ['message', 'cancel-leg'],
    'leg found ringing': ['message', 'cancel-leg'],
    'leg found talking': ['message', 'cancel-leg'],
    'fallback over': ['ended', 'closed queue-changed'],
    interrupted: ['ended', 'closed'],
  },
  goodbye: {
    'nothing missing after a reconnect': ['goodbye', 'queue-changed'],
    'all missing after a reconnect': ['goodbye', 'record queue-changed'],
    'own leg found': ['goodbye', 'cancel-leg'],
    'leg found ringing': ['goodbye', 'cancel-leg'],
    'leg found talking': ['goodbye', 'cancel-leg'],
    'left to the fallback': ['fallback', 'queue-changed'],
    'goodbye over': ['ended', 'hangup closed'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  fallback: {
    'known operator found': ['fallback', ''],
    'back from the fallback': ['queued', 'wait-with-music queue-changed'],
    'fallback over': ['ended', 'closed queue-changed'],
    'own leg found': ['fallback', 'cancel-leg'],
    'leg found ringing': ['fallback', 'cancel-leg'],
    'leg found talking': ['fallback', 'cancel-leg'],
    interrupted: ['ended', 'closed'],
  },
  dialing: {
    'nothing missing after a reconnect': ['dialing', 'show'],
    'all missing after a reconnect': ['dialing', 'show'],
    'citizen rings': ['dialing', 'show'],
    'network sends sound': ['dialing', 'stop-tone show'],
    'citizen answers': ['talking', 'record open-draft show'],
    'citizen does not answer': dialOver,
    'leg ends': dialOver,
    'leg lost': dialOver,
    'telephone lost': dialOver,
    'agent hangs up': dialOver,
    'agent declines': dialOver,
    'caller gone': dialOver,
    interrupted: dialOver,
    'left to the fallback': dialOver,
    'leg found ringing': ['dialing', 'cancel-leg'],
    'leg found talking': ['dialing', 'cancel-leg'],
  },
  callback: {
    'nothing missing after a reconnect': ['callback', 'book-callback queue-changed'],
    'all missing after a reconnect': ['callback', 'record book-callback queue-changed'],
    'own leg found': ['callback', 'cancel-leg'],
    'leg found ringing': ['callback', 'cancel-leg'],
    'leg found talking': ['callback', 'cancel-leg'],
    'left to the fallback': ['ended', 'closed'],
    'thanks over': ['ended', 'hangup closed'],
    'caller gone': ['ended', 'closed'],
    interrupted: ['ended', 'closed'],
  },
  booked: {
    interrupted: ['ended', 'closed queue-changed'],
    'agent chosen': ['dialing', 'ring pop queue-changed'],
    'booking closed': ['ended', 'closed queue-changed'],
    'own leg found': ['booked', 'cancel-leg'],
    'leg found ringing': ['booked', 'cancel-leg'],
    'leg found talking': ['booked', 'cancel-leg'],
  },
  ended: {},
}

const now = START + 30_000

describe.each(phases)('a call in phase %s', (phase) => {
  it.each(Object.keys(moves[phase]))('moves on: %s', (name) => {
    const [to, effects] = moves[phase][name] ?? []
    const step = reduce(callIn(phase), events[name] as CallEvent, now)
    expect([step.state.phase, kinds(step.effects)]).toEqual([to, effects])
  })

  const others = Object.keys(events).filter((name) => !(name in moves[phase]))
  it.each(others)('stays as it is: %s', (name) => {
    const before = callIn(phase)
    const frozen = structuredClone(before)
    const event = events[name] as CallEvent
    const { state, effects } = reduce(before, event, now)
    expect(before, 'the state given is never written to').toEqual(frozen)
    if (event.type === 'recording-started' || event.type === 'recording-finished') {
      const { recordingStartedAt, recordingMs, recordingBytes, recordingSha256 } = state
      expect(state).toEqual({ ...before, recordingStartedAt, recordingMs, recordingBytes, recordingSha256 })
      expect(effects).toEqual([])
      return
    }
    expect(state).toBe(before)
    const hasLeg = before.leg?.legId === (event.type === 'leg-answered' ? event.legId : '')
    expect(effects).toEqual(event.type === 'leg-answered' && !hasLeg ? [{ type: 'cancel-leg', legId: event.legId }] : [])
  })
})

it('refuses an event for a call that never arrived', () => {
  expect(() => reduce(null, { type: 'interrupted' }, START)).toThrow('before the call arrived')
})

it.each(phases)('tells nothing twice: every event again, right after itself, in phase %s', (phase) => {
  // A reconnect asks again for what is missing as often as it is missing.
  for (const event of Object.values(events).filter(({ type }) => type !== 'resynced')) {
    const once = reduce(callIn(phase), event, now)
    const twice = reduce(once.state, event, now + 1)
    expect(twice.state).toEqual(once.state)
    expect(twice.effects.filter((effect) => effect.type !== 'cancel-leg')).toEqual([])
  }
})

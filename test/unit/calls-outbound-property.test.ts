// Random calls out and calls passed on to numbers outside, from a seed: what holds whatever happens in whatever order.
import { describe, expect, it } from 'vitest'
import { outsideId } from '../../src/calls/outbound-rules.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, consultLegIdOf, legIdOf, type Step } from '../../src/calls/state.ts'
import { AN, arrived, BINH, booked, CALL, placed, START } from './calls-fixture.ts'

function dice(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const unit = outsideId('+842693824123')

function anyEvent(state: CallState, random: () => number): CallEvent {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const one = state.consult && random() < 0.5 ? state.consult : state.leg
  const legId =
    random() < 0.75 && one ? one.legId : pick([legIdOf(CALL, Math.floor(random() * (state.legCount + 2))), consultLegIdOf(CALL, Math.floor(random() * 3))])
  const agentId = random() < 0.8 && one ? one.agentId : pick([AN, BINH, unit])
  const to = pick([AN, BINH, unit, unit])
  const cause = pick([0, 1, 16, 17, 19, 20, 21])
  return pick<() => CallEvent>([
    () => ({ type: 'leg-answered', legId }),
    () => ({ type: 'leg-answered', legId }),
    () => ({ type: 'leg-answered', legId }),
    () => ({ type: 'leg-lost', legId }),
    () => ({ type: 'leg-ended', legId, cause }),
    () => ({ type: 'ring-timeout', legId }),
    () => ({ type: 'citizen-ringing' }),
    () => ({ type: 'citizen-sound' }),
    () => ({ type: 'citizen-answered' }),
    () => ({ type: 'citizen-answered' }),
    () => (random() < 0.2 ? { type: 'dial-timeout' } : { type: 'citizen-answered' }),
    () => (random() < 0.8 ? { type: 'caller-gone', cause } : { type: 'citizen-ringing' }),
    () => ({ type: 'agent-chosen', agentId: pick([AN, BINH]), ringMs: 20_000 }),
    () => ({ type: 'agent-chosen', agentId: pick([AN, BINH]), ringMs: 20_000 }),
    () => ({ type: 'hold', agentId }),
    () => ({ type: 'unhold', agentId }),
    () => ({ type: 'transfer', agentId, to: random() < 0.1 ? null : to, ringMs: 45_000 }),
    () => ({ type: 'transfer', agentId, to, ringMs: 45_000 }),
    () => ({ type: 'consult', agentId, to, ringMs: 45_000 }),
    () => ({ type: 'consult', agentId, to, ringMs: 45_000 }),
    () => ({ type: 'conference', agentId }),
    () => ({ type: random() < 0.5 ? 'consult-complete' : 'consult-cancel', agentId }),
    () => (random() < 0.1 ? { type: 'hangup', agentId } : { type: 'hold', agentId }),
    () => ({ type: 'resynced', joined: random() < 0.5, recording: random() < 0.5 }),
    () => (random() < 0.1 ? { type: 'left-to-fallback' } : { type: 'back-from-fallback' }),
    () => placed(),
    () => ({ type: 'decline', agentId }),
    () => (random() < 0.1 ? { type: 'booking-closed' } : { type: 'agent-chosen', agentId: pick([AN, BINH]), ringMs: 20_000 }),
  ])()
}

/** Interrupted, a call is over; a place in the queue waits on, until nobody needs it. */
const LAST = 51

interface Lived {
  events: { event: CallEvent; at: number }[]
  steps: Step[]
}

function live(seed: number): Lived {
  const random = dice(seed)
  const kind = random()
  const first: CallEvent =
    kind < 0.45
      ? placed(random() < 0.3 ? { aboutTicket: true } : {})
      : kind < 0.75
        ? booked()
        : arrived({ greeting: false, ...(random() < 0.5 ? { rates: true } : {}) })
  let at = START
  let step = reduce(null, first, at)
  const lived: Lived = { events: [{ event: first, at }], steps: [step] }
  for (let i = 0; i <= LAST; i++) {
    const event: CallEvent = i === LAST ? { type: 'booking-closed' } : i === LAST - 1 ? { type: 'interrupted' } : anyEvent(step.state, random)
    at += Math.floor(random() * 5000)
    step = reduce(step.state, event, at)
    lived.events.push({ event, at })
    lived.steps.push(step)
  }
  return lived
}

const lives = Array.from({ length: 600 }, (_, i) => live(7000 + i))

describe('600 random calls out and outside', () => {
  it('have among them those that were answered, talked outside, came back, and ended in every way', () => {
    const all = lives.flatMap(({ steps }) => steps)
    expect(all.filter(({ state }) => state.phase === 'talking' && state.leg?.agentId === unit).length).toBeGreaterThan(20)
    expect(all.flatMap(({ effects }) => effects).filter(({ type }) => type === 'recall').length).toBeGreaterThan(10)
    const outcomes = new Set(lives.map(({ steps }) => steps.at(-1)?.state.outcome))
    for (const outcome of ['answered', 'busy', 'no-answer', 'refused', 'unreachable', 'wrong-number', 'cancelled', 'settled'])
      expect(outcomes).toContain(outcome)
  })
  it('tell nobody outside what is told to desks', () => {
    for (const { steps } of lives)
      for (const { effects } of steps)
        for (const effect of effects) if ('agentId' in effect && effect.agentId === unit) expect(['ring', 'ring-beside']).toContain(effect.type)
  })
  it('belong to an operator, never to a number outside', () => {
    for (const { steps } of lives) for (const { state } of steps) expect(state.lastAgentId).not.toBe(unit)
  })
  it('let nobody ring or talk on after their end: every leg, bridge and citizen is taken down', () => {
    for (const { steps } of lives) {
      const all = steps.flatMap(({ effects }) => effects)
      const gone = new Set(
        all.map((effect) =>
          effect.type === 'cancel-leg' ? effect.legId : effect.type === 'destroy-bridge' ? effect.bridgeId : effect.type === 'meet' ? effect.leave : '',
        ),
      )
      for (const effect of all) {
        if (effect.type === 'ring' || effect.type === 'ring-beside') expect(gone.has(effect.legId)).toBe(true)
        if (effect.type === 'ring' || effect.type === 'meet') expect(gone.has(effect.bridgeId)).toBe(true)
      }
      const ended = steps.filter(({ effects }) => effects.some(({ type }) => type === 'closed'))
      expect(ended).toHaveLength(1)
    }
  })
  it('release each operator as often as he was taken', () => {
    for (const { steps } of lives) {
      const busy = new Set<string>()
      for (const { effects } of steps)
        for (const effect of effects) {
          if (effect.type === 'ring' && effect.own) busy.add(effect.agentId)
          if (effect.type === 'agent-answered') busy.add(effect.agentId)
          if (effect.type === 'agent-released') expect(busy.delete(effect.agentId)).toBe(true)
        }
      expect(busy.size).toBe(0)
    }
  })
  it('a place keeps its rank until somebody has talked, and is tried no more often than it may be', () => {
    for (const { events, steps } of lives)
      if (events[0]?.event.type === 'booked')
        for (const { state } of steps) {
          if (state.firstAnsweredAt === null) expect(state.rank).toBe(START - 300_000)
          expect(state.booking?.attempts).toBeLessThan(3)
          if (state.phase === 'booked') expect([state.leg, state.dial]).toEqual([null, undefined])
        }
  })
  it('replay from their written events to the same states and effects', () => {
    for (const { events, steps } of lives.slice(0, 150)) {
      let state: CallState | null = null
      for (const [i, { event, at }] of (JSON.parse(JSON.stringify(events)) as Lived['events']).entries()) {
        const step: Step = reduce(state, event, at)
        expect(step).toEqual(steps[i])
        state = JSON.parse(JSON.stringify(step.state)) as CallState
      }
    }
  })
})

// Random calls from a seed: what holds for every call whatever happens in whatever order.
import { describe, expect, it } from 'vitest'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEffect, type CallEvent, type CallState, consultLegIdOf, legIdOf, playbackIdOf, type Step } from '../../src/calls/state.ts'
import { AN, arrived, BINH, CALL, MENU, START } from './calls-fixture.ts'

/** Mulberry32: the same seed gives the same calls on every machine. */
function dice(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const AGENTS = [AN, BINH, 'agent-chi']

/** Any event, fitting or not; ids mostly of what is up, sometimes of what was. */
function anyEvent(state: CallState, random: () => number): CallEvent {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const strayId = random() < 0.8 ? legIdOf(CALL, Math.floor(random() * (state.legCount + 2))) : consultLegIdOf(CALL, Math.floor(random() * 3))
  const one = state.consult && random() < 0.5 ? state.consult : state.leg
  const legId = random() < 0.75 && one ? one.legId : strayId
  const agentId = random() < 0.75 && one ? one.agentId : pick(AGENTS)
  const asks = (): CallEvent => ({ type: 'consult', agentId, to: pick(AGENTS), ringMs: 20_000 })
  const answers = (): CallEvent => ({ type: 'leg-answered', legId: state.consult?.legId ?? legId })
  const makers: readonly (() => CallEvent)[] = [
    () => ({
      type: 'prompt-finished',
      playbackId: playbackIdOf(
        CALL,
        pick(['greeting', 'closed', 'apology-1', 'rating-1', 'rating-2', 'rating-3', 'menu-1', 'menu-2', 'menu-over', 'goodbye', 'waiting-1']),
      ),
    }),
    () => ({ type: 'announce', n: (state.announced?.n ?? 0) + 1, position: 2, estimateMinutes: null }),
    () => ({ type: 'known-agent', agentId: pick(AGENTS) }),
    () => (random() < 0.4 ? { type: 'overflow', why: 'full' } : arrived()),
    () => ({ type: 'prompt-finished', playbackId: state.prompt ?? playbackIdOf(CALL, 'greeting') }),
    () => ({ type: 'menu-timeout', said: 1 + Math.floor(random() * 3) }),
    () => ({ type: 'agent-chosen', agentId: pick(AGENTS), ringMs: 20_000 }),
    () => ({ type: 'agent-chosen', agentId: pick(AGENTS), ringMs: 20_000 }),
    () => ({ type: 'leg-answered', legId }),
    () => ({ type: 'leg-answered', legId }),
    () => ({ type: 'leg-lost', legId }),
    () => ({ type: 'phone-lost', legId, ringMs: 10_000 }),
    () => ({ type: 'phone-back', agentId, ...(random() < 0.5 ? { contact: pick(['sip:1', 'sip:2']) } : {}) }),
    () => ({ type: 'ring-timeout', legId }),
    () => ({ type: 'decline', agentId }),
    () => ({ type: 'nobody-on-duty' }),
    () => ({ type: 'key', digit: pick(['1', '2', '3', '8', '9', '#']), pressedAt: START + Math.floor(random() * 100_000) }),
    () => ({ type: 'rating-timeout', said: 1 + Math.floor(random() * 3) }),
    () => ({ type: 'hold', agentId }),
    () => ({ type: 'unhold', agentId }),
    () => ({ type: 'transfer', agentId, to: pick([...AGENTS, null]), ringMs: 20_000 }),
    ...(state.phase === 'talking' || state.phase === 'held' ? [asks, asks, asks, answers, answers] : [asks]),
    () => ({ type: 'conference', agentId }),
    () => ({ type: random() < 0.5 ? 'consult-complete' : 'consult-cancel', agentId }),
    () => ({ type: 'recording-started' }),
    () => ({ type: 'recording-finished', durationMs: 1, bytes: 60, sha256: 'aa' }),
    () => ({ type: random() < 0.5 ? 'recording-pause' : 'recording-resume', agentId }),
    () => ({ type: 'recording-pause-refused', n: 1 + Math.floor(random() * 3) }),
    () => arrived(),
    () => ({ type: 'resynced', joined: random() < 0.5, recording: random() < 0.5 }),
    () => ({ type: 'leg-found', legId, agentId, answered: random() < 0.5, dueAt: START + 60_000 }),
    () => (random() < 0.2 ? { type: 'left-to-fallback' } : { type: 'back-from-fallback' }),
    () => ({ type: 'back-from-fallback' }),
  ]
  const endings: readonly (() => CallEvent)[] = [
    () => ({ type: 'leg-ended', legId, cause: 16 }),
    () => ({ type: 'hangup', agentId }),
    () => ({ type: 'caller-gone', cause: 16 }),
    () => ({ type: 'interrupted' }),
    () => ({ type: 'fallback-ended', outcome: 'abandoned', at: START, answeredAt: null, agentId: null, talkMs: 0 }),
  ]
  return pick(random() < 0.06 ? endings : makers)()
}

interface Lived {
  events: { event: CallEvent; at: number }[]
  steps: Step[]
}

/** One call of up to 60 events; some come after its end. The last event ends it if nothing did. */
function live(seed: number): Lived {
  const random = dice(seed)
  const first = arrived({
    open: random() > 0.1,
    greeting: random() > 0.3,
    ...(random() > 0.2 ? { rates: true } : {}),
    ...(random() > 0.6 ? { takesMessages: true } : {}),
    ...(random() > 0.5 ? { service: MENU } : {}),
  })
  let at = START
  let step = reduce(null, first, at)
  const lived: Lived = { events: [{ event: first, at }], steps: [step] }
  for (let i = 0; i <= 60; i++) {
    const event: CallEvent = i === 60 ? { type: 'interrupted' } : anyEvent(step.state, random)
    at += Math.floor(random() * 5000)
    step = reduce(step.state, event, at)
    lived.events.push({ event, at })
    lived.steps.push(step)
  }
  return lived
}

/** Follows offers and talks through the effects; throws at the first that begins or ends out of turn. */
function watchAgents(seed: number) {
  const offered = new Set<string>()
  const talking = new Set<string>()
  const recalled = new Set<string>()
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`seed ${seed}: ${what}`)
  }
  return {
    see(effect: CallEffect) {
      if (effect.type === 'agent-recalled') {
        must(talking.delete(effect.agentId) || recalled.has(effect.agentId), 'recalled without having talked')
        offered.add(effect.agentId)
        recalled.add(effect.agentId)
      } else if (effect.type === 'ring' && effect.again) must(recalled.has(effect.agentId) && offered.has(effect.agentId), 'rung again without a recall')
      else if (effect.type === 'ring') {
        must(offered.size + talking.size === 0, 'a ring while an agent has the call')
        offered.add(effect.agentId)
      } else if (effect.type === 'ring-beside') {
        must(offered.size === 0 && talking.size === 1 && !talking.has(effect.agentId), 'a second asked without a first')
        offered.add(effect.agentId)
      } else if (effect.type === 'agent-found') {
        must(offered.size + talking.size === 0, 'found while an agent has the call')
        if (effect.talking) talking.add(effect.agentId)
        else offered.add(effect.agentId)
      } else if (effect.type === 'agent-answered' || effect.type === 'offer-ended') {
        must(offered.delete(effect.agentId), `${effect.type} without a ring`)
        recalled.delete(effect.agentId)
        if (effect.type === 'agent-answered') talking.add(effect.agentId)
      } else if (effect.type === 'agent-released') {
        // Whoever is rung again has talked before.
        const wasRecalled = recalled.delete(effect.agentId) && offered.delete(effect.agentId)
        must(wasRecalled || talking.delete(effect.agentId), 'released without having answered')
      }
    },
    inCall: () => offered.size + talking.size,
  }
}

const keepsRecordingOnly = (after: CallState, before: CallState) => {
  const { recordingStartedAt, recordingMs, recordingBytes, recordingSha256 } = after
  expect(after).toEqual({ ...before, recordingStartedAt, recordingMs, recordingBytes, recordingSha256 })
}

const seeds = Array.from({ length: 1500 }, (_, i) => 1022 + i)
const lives = new Map(seeds.map((seed) => [seed, live(seed)]))

describe('1500 random calls', { timeout: 30_000 }, () => {
  it('have consultations among them that met, were handed over and taken back', () => {
    const all = [...lives.values()].flatMap((lived) => lived.steps.flatMap((step) => step.effects.map(({ type }) => type)))
    expect(all.filter((type) => type === 'meet').length).toBeGreaterThan(20)
    expect([...lives.values()].some(({ steps }) => steps.some(({ state }) => state.leg?.legId.includes('consult') && state.phase === 'talking'))).toBe(true)
  })

  it('have talks among them that were lost and taken again by the same agent', () => {
    const again = [...lives.values()].filter(({ steps }) =>
      steps.some(({ state }, n) => state.phase === 'talking' && steps[n - 1]?.state.leg?.again !== undefined && steps[n - 1]?.state.phase === 'ringing'),
    )
    expect(again.length).toBeGreaterThan(10)
  })

  it('have every phase among them', () => {
    const met = new Set([...lives.values()].flatMap((lived) => lived.steps.map((step) => step.state.phase)))
    expect([...met].sort()).toEqual([
      'closed-notice',
      'ended',
      'fallback',
      'goodbye',
      'greeting',
      'held',
      'menu',
      'message',
      'queued',
      'rating',
      'ringing',
      'talking',
    ])
  })

  it('have a leg exactly while ringing, talking or held, and an answer exactly once connected', () => {
    for (const { steps } of lives.values())
      for (const { state } of steps) {
        const withLeg = state.phase === 'ringing' || state.phase === 'talking' || state.phase === 'held'
        expect(state.leg !== null).toBe(withLeg)
        if (state.leg) expect(state.leg.answeredAt === null).toBe(state.phase === 'ringing')
        if (state.consult) expect(['talking', 'held']).toContain(state.phase)
        expect(state.heldSince !== null).toBe(state.phase === 'held')
        expect(state.stretchSince !== null).toBe(state.phase === 'talking' || state.phase === 'held')
      }
  })

  it('end for good, once, with an outcome', () => {
    for (const { steps } of lives.values()) {
      const last = steps.findIndex((step) => step.state.phase === 'ended')
      const end = steps[last] as Step
      expect(end.state.outcome).not.toBeNull()
      for (const later of steps.slice(last + 1)) {
        keepsRecordingOnly(later.state, end.state)
        expect(later.effects.every((effect) => effect.type === 'cancel-leg')).toBe(true)
      }
      expect(steps.flatMap((step) => step.effects).filter((effect) => effect.type === 'closed')).toHaveLength(1)
    }
  })

  it('never count more talk and hold than there was time', () => {
    for (const { steps } of lives.values()) {
      const state = steps.at(-1)?.state as CallState
      if (state.firstAnsweredAt === null) expect(state.talkMs + state.holdMs).toBe(0)
      else expect(state.talkMs + state.holdMs).toBeLessThanOrEqual((state.endedAt as number) - state.firstAnsweredAt)
    }
  })

  it('tell each agent of every ring exactly one end, and of every answer exactly one release', () => {
    for (const [seed, { steps }] of lives) {
      const watch = watchAgents(seed)
      for (const { state, effects } of steps) {
        for (const effect of effects) watch.see(effect)
        expect(watch.inCall(), `seed ${seed}`).toBe((state.leg ? 1 : 0) + (state.consult ? 1 : 0))
      }
    }
  })

  it('are rated once, by who was asked, after his talk', () => {
    for (const { steps } of lives.values()) {
      const given = steps.findIndex(({ state }) => state.rating !== null)
      for (const { state } of given < 0 ? [] : steps.slice(given)) {
        expect(state.rating).toBe(steps[given]?.state.rating)
        expect(state.firstAnsweredAt).not.toBeNull()
      }
      for (const { state } of steps) if (state.survey !== null) expect(['rating', 'ended']).toContain(state.phase)
    }
  })

  it('are in the menu only before the queue, choose at most once, and are never left in silence', () => {
    const wrong: string[] = []
    for (const [seed, { steps }] of lives) {
      const chosen = steps.findIndex(({ state }) => state.choice !== undefined)
      for (const [n, { state, effects }] of steps.entries()) {
        if ((state.menu !== undefined) !== (state.phase === 'menu')) wrong.push(`seed ${seed}: menu in ${state.phase}`)
        if (state.phase === 'menu' && (state.queuedAt !== null || state.leg !== null || state.choice)) wrong.push(`seed ${seed}: the menu after the queue`)
        if (chosen >= 0 && n >= chosen && state.choice !== steps[chosen]?.state.choice) wrong.push(`seed ${seed}: chosen twice`)
        // Whoever waits for somebody has music behind what he hears.
        for (const effect of effects)
          if (effect.type === 'play' && ['menu', 'queued', 'greeting'].includes(state.phase) && !effect.music) wrong.push(`seed ${seed}: ${effect.playbackId}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('take down every leg and bridge they made', () => {
    for (const { steps } of lives.values()) {
      const all = steps.flatMap((step) => step.effects)
      const gone = new Set(
        all.map((effect) =>
          effect.type === 'cancel-leg' ? effect.legId : effect.type === 'destroy-bridge' ? effect.bridgeId : effect.type === 'meet' ? effect.leave : '',
        ),
      )
      for (const effect of all) {
        if (effect.type === 'ring' || effect.type === 'ring-beside') expect(gone.has(effect.legId)).toBe(true)
        if (effect.type === 'ring' || effect.type === 'meet') expect(gone.has(effect.bridgeId)).toBe(true)
      }
    }
  })

  it('replay from their written events to the same states and effects', () => {
    for (const { events, steps } of lives.values()) {
      let state: CallState | null = null
      for (const [i, { event, at }] of (JSON.parse(JSON.stringify(events)) as Lived['events']).entries()) {
        const step: Step = reduce(state, event, at)
        // The same words are the same step; only where they differ the difference is worth its long comparison.
        if (JSON.stringify(step) !== JSON.stringify(steps[i])) expect(step).toEqual(steps[i])
        state = JSON.parse(JSON.stringify(step.state)) as CallState
      }
    }
  })
})

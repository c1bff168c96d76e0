// Skills, widening rings and known operators: what holds for every queue, drawn from a seed, and how long a decision takes.
import { describe, expect, it } from 'vitest'
import { levelNow, nextRingAt, type Ring } from '../../src/acd/ring-rules.ts'
import { type AgentForRouting, chooseOffers, inQueueOrder, nextRetry, type WaitingForAgent } from '../../src/acd/routing.ts'
import { PASS_MS } from '../../src/calls/reducer-offer.ts'

const NOW = 1_000_000_000
const rings: Ring[] = [
  { afterSeconds: 0, level: 3 },
  { afterSeconds: 20, level: 2 },
  { afterSeconds: 40, level: 1 },
  { afterSeconds: 60, level: 0 },
]
/** A caller who needs land and has waited so long. */
const land = (callId: string, waitedSeconds: number, over: Partial<WaitingForAgent> = {}): WaitingForAgent => ({
  ...{ callId, rank: NOW - waitedSeconds * 1000, queuedAt: NOW - waitedSeconds * 1000, passedBy: {}, skill: 'dat-dai', rings },
  ...over,
})
const anybody = (callId: string, waitedSeconds: number, over: Partial<WaitingForAgent> = {}): WaitingForAgent => {
  const { skill: _, rings: __, ...call } = land(callId, waitedSeconds, over)
  return call
}
const agent = (agentId: string, idleSince: number, level = 0): AgentForRouting => ({ agentId, idleSince, levels: level > 0 ? { 'dat-dai': level } : {} })
const pairs = (calls: WaitingForAgent[], agents: AgentForRouting[], now = NOW) =>
  chooseOffers(calls, agents, now).map((offer) => `${offer.callId}→${offer.agentId}`)

describe('rings', () => {
  it.each<[waited: number, level: number, next: number | null]>([
    [-5, 3, 0],
    [0, 3, 20],
    [19.999, 3, 20],
    [20, 2, 40],
    [59, 1, 60],
    [60, 0, null],
    [7200, 0, null],
  ])('after %s s level %s, the next ring at %s s', (waited, level, next) => {
    const call = land('c1', 0)
    expect([levelNow(call, NOW + waited * 1000), nextRingAt(call, NOW + waited * 1000)]).toEqual([level, next === null ? null : NOW + next * 1000])
  })
  it('count from another moment where one is given, and for nobody without a need', () => {
    expect(levelNow(land('c1', 0, { since: NOW - 41_000 }), NOW)).toBe(1)
    expect([levelNow(anybody('c1', 0), NOW), nextRingAt(anybody('c1', 0), NOW)]).toEqual([0, null])
    expect(nextRetry([land('c1', 5), land('c2', 38), anybody('c3', 59, { passedBy: { an: NOW + 9000 } })], NOW)).toBe(NOW + 2000)
  })
})

describe('who is asked', () => {
  it.each<[string, WaitingForAgent[], AgentForRouting[], string[]]>([
    ['only the first ring at first, whoever is idle longer', [land('c1', 5)], [agent('an', 1, 2), agent('binh', 9, 3)], ['c1→binh']],
    ['nobody below the ring: he waits', [land('c1', 5)], [agent('an', 1, 2), agent('chi', 1)], []],
    ['the wider ring later', [land('c1', 25)], [agent('an', 1, 2), agent('chi', 1)], ['c1→an']],
    ['of a wide ring still the best first', [land('c1', 45)], [agent('an', 1, 1), agent('binh', 9, 3)], ['c1→binh']],
    ['of one level the longest idle', [land('c1', 45)], [agent('an', 5, 2), agent('binh', 4, 2)], ['c1→binh']],
    ['in the last ring also who has no level', [land('c1', 61)], [agent('chi', 1)], ['c1→chi']],
    ['in the last ring who has one goes first', [land('c1', 61)], [agent('chi', 1), agent('an', 9, 1)], ['c1→an']],
    ['who waits for his ring holds nobody up', [land('c1', 5), anybody('c2', 1)], [agent('chi', 1)], ['c2→chi']],
    ['without a need the longest idle, whatever he can', [anybody('c1', 5)], [agent('an', 2, 3), agent('chi', 1)], ['c1→chi']],
    ['a level in something else is none', [land('c1', 5)], [{ agentId: 'an', idleSince: 1, levels: { 'giao-thong': 3 } }], []],
    [
      'the known operator before who is idle longer',
      [anybody('c1', 5, { knownAgent: { agentId: 'an', until: NOW + 1 } })],
      [agent('an', 9), agent('binh', 1)],
      ['c1→an'],
    ],
    ['not after his time', [anybody('c1', 5, { knownAgent: { agentId: 'an', until: NOW } })], [agent('an', 9), agent('binh', 1)], ['c1→binh']],
    ['nobody waits for a known operator who is busy', [anybody('c1', 5, { knownAgent: { agentId: 'dung', until: NOW + 1 } })], [agent('an', 9)], ['c1→an']],
    [
      'a known operator who let him pass is not asked again',
      [anybody('c1', 5, { knownAgent: { agentId: 'an', until: NOW + 1 }, passedBy: { an: NOW + 5 } })],
      [agent('an', 1), agent('binh', 9)],
      ['c1→binh'],
    ],
    ['the ring holds for a known operator too', [land('c1', 5, { knownAgent: { agentId: 'an', until: NOW + 1 } })], [agent('an', 1, 2)], []],
    [
      'who comes first takes the operator another knows',
      [anybody('c1', 9), anybody('c2', 5, { knownAgent: { agentId: 'an', until: NOW + 1 } })],
      [agent('an', 1), agent('binh', 2)],
      ['c1→an', 'c2→binh'],
    ],
    ['priority: an earlier rank goes before an earlier arrival', [anybody('c1', 9), anybody('c2', 5, { rank: NOW - 60_000 })], [agent('an', 1)], ['c2→an']],
  ])('%s', (_, calls, agents, expected) => {
    expect(pairs(calls, agents)).toEqual(expected)
    expect(pairs([...calls].reverse(), [...agents].reverse())).toEqual(expected)
  })
})

/** Mulberry32: the same seed gives the same queue on every machine. */
function dice(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
const SKILLS = ['dat-dai', 'giao-thong', 'y-te']

function someAgent(n: number, random: () => number): AgentForRouting {
  const levels = Object.fromEntries(SKILLS.flatMap((skill) => (random() < 0.5 ? [[skill, 1 + Math.floor(random() * 3)]] : [])))
  return { agentId: `agent-${n}`, idleSince: NOW - Math.floor(random() * 50_000), levels }
}
function someCall(n: number, random: () => number, queuedAt: number): WaitingForAgent {
  const skill = random() < 0.7 ? (SKILLS[Math.floor(random() * SKILLS.length)] ?? null) : null
  return {
    callId: `call-${String(n).padStart(4, '0')}`,
    rank: random() < 0.05 ? 0 : queuedAt - (random() < 0.2 ? 300_000 : 0),
    queuedAt,
    passedBy: random() < 0.2 ? { [`agent-${Math.floor(random() * 20)}`]: queuedAt + Math.floor(random() * 90_000) } : {},
    ...(skill ? { skill, rings } : {}),
    ...(random() < 0.2 ? { knownAgent: { agentId: `agent-${Math.floor(random() * 20)}`, until: queuedAt + 20_000 } } : {}),
  }
}
const passed = (call: WaitingForAgent, agentId: string, now: number) => {
  const until = call.passedBy[agentId] ?? 0
  return until > now && until <= now + PASS_MS
}
const level = (call: WaitingForAgent, one: AgentForRouting) => (call.skill ? (one.levels?.[call.skill] ?? 0) : 0)
const eligible = (call: WaitingForAgent, one: AgentForRouting, now: number) => !passed(call, one.agentId, now) && level(call, one) >= levelNow(call, now)

describe('300 random queues', () => {
  const queues = Array.from({ length: 300 }, (_, seed) => {
    const random = dice(seed)
    const agents = Array.from({ length: Math.floor(random() * 20) }, (_, n) => someAgent(n, random))
    const calls = Array.from({ length: Math.floor(random() * 40) }, (_, n) => someCall(n, random, NOW - Math.floor(random() * 100_000)))
    return { agents, calls, offers: chooseOffers(calls, agents, NOW) }
  })
  const agentOf = (agents: readonly AgentForRouting[], agentId: string) => agents.find((one) => one.agentId === agentId) as AgentForRouting

  it('offer nobody two calls, no call twice, and none to whom it may not be offered', () => {
    for (const { agents, calls, offers } of queues) {
      expect(new Set(offers.map(({ agentId }) => agentId)).size).toBe(offers.length)
      expect(new Set(offers.map(({ callId }) => callId)).size).toBe(offers.length)
      for (const { callId, agentId } of offers)
        expect(eligible(calls.find((call) => call.callId === callId) as WaitingForAgent, agentOf(agents, agentId), NOW)).toBe(true)
    }
  })

  it('let nobody be overtaken by somebody behind him at an agent he might have had, and nobody be idle who might help', () => {
    for (const { agents, calls, offers } of queues) {
      const order = inQueueOrder(calls)
      const given = new Map(offers.map(({ callId, agentId }) => [callId, agentId]))
      const takers = new Map(offers.map(({ callId, agentId }) => [agentId, order.findIndex((call) => call.callId === callId)]))
      for (const [place, call] of order.entries()) {
        if (given.has(call.callId)) continue
        for (const one of agents)
          if (eligible(call, one, NOW)) expect(takers.get(one.agentId) ?? Number.POSITIVE_INFINITY, `${call.callId} and ${one.agentId}`).toBeLessThan(place)
      }
    }
  })

  it('give each the best of those left to him: the known operator, then the level, then who is idle longest', () => {
    for (const { agents, calls, offers } of queues) {
      const left = new Set(agents)
      for (const { callId, agentId } of offers) {
        const call = calls.find((one) => one.callId === callId) as WaitingForAgent
        const able = [...left].filter((one) => eligible(call, one, NOW))
        const friend = call.knownAgent && call.knownAgent.until > NOW ? able.find((one) => one.agentId === call.knownAgent?.agentId) : undefined
        const [best] = able.sort((a, b) => level(call, b) - level(call, a) || a.idleSince - b.idleSince || (a.agentId < b.agentId ? -1 : 1))
        expect(agentId).toBe((friend ?? best)?.agentId)
        left.delete(agentOf(agents, agentId))
      }
    }
  })
})

it('a day of calls: everybody is served in the end, equals in the order in which they came', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const random = dice(1000 + seed)
    const agents = Array.from({ length: 6 }, (_, n) => ({ ...someAgent(n, random), busyUntil: 0 }))
    const queue: WaitingForAgent[] = []
    const served: { call: WaitingForAgent; at: number; agentId: string }[] = []
    let came = 0
    let now = NOW
    for (; came < 150 || queue.length > 0; now += 1000) {
      if (now > NOW + 3 * 3_600_000) throw new Error(`seed ${seed}: ${queue.length} still wait`)
      if (came < 150 && random() < 0.3) queue.push({ ...someCall(came++, random, now), passedBy: {}, rank: now })
      const free = agents.filter(({ busyUntil }) => busyUntil <= now)
      for (const { callId, agentId } of chooseOffers(queue, free, now)) {
        const [call] = queue.splice(
          queue.findIndex((one) => one.callId === callId),
          1,
        )
        const taker = agents.find((one) => one.agentId === agentId)
        if (!call || !taker) throw new Error('an offer of nobody')
        taker.busyUntil = now + 10_000 + Math.floor(random() * 40_000)
        taker.idleSince = taker.busyUntil
        served.push({ call, at: now, agentId })
      }
    }
    expect(served).toHaveLength(150)
    for (const [i, { call, at }] of served.entries()) {
      const overtaker = served
        .slice(i + 1)
        .find((later) => later.at > at && later.call.skill === call.skill && later.call.rank < call.rank && !later.call.knownAgent && !call.knownAgent)
      expect(overtaker, `seed ${seed}: ${overtaker?.call.callId} came before ${call.callId}`).toBeUndefined()
    }
  }
})

it('decides in under a millisecond with 500 waiting and 200 agents, all with skills', () => {
  const random = dice(1022)
  const agents = Array.from({ length: 200 }, (_, n) => someAgent(n, random))
  const calls = Array.from({ length: 500 }, (_, n) => someCall(n, random, NOW - Math.floor(random() * 90_000)))
  const times = Array.from({ length: 300 }, () => {
    const from = performance.now()
    chooseOffers(calls, agents, NOW)
    return performance.now() - from
  }).sort((a, b) => a - b)
  // The median, so that a neighbour who has the processor meanwhile does not count.
  expect(times[150]).toBeLessThan(1)
})

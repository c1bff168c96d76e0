// Who gets which call: queue order, longest idle, who let it pass, nobody twice.
import { describe, expect, it } from 'vitest'
import { type AgentForRouting, chooseOffers, inQueueOrder, nextRetry, type WaitingForAgent } from '../../src/acd/routing.ts'

const NOW = 1_000_000
const waiting = (callId: string, rank: number, over: Partial<WaitingForAgent> = {}): WaitingForAgent => ({
  callId,
  rank,
  queuedAt: rank,
  passedBy: {},
  ...over,
})
const idle = (agentId: string, idleSince: number, servers?: string[]): AgentForRouting => ({ agentId, idleSince, ...(servers ? { servers } : {}) })
const offers = (calls: WaitingForAgent[], agents: AgentForRouting[]) => chooseOffers(calls, agents, NOW).map((offer) => `${offer.callId}→${offer.agentId}`)

describe('chooseOffers', () => {
  it.each<[string, WaitingForAgent[], AgentForRouting[], string[]]>([
    ['nobody waits', [], [idle('an', 1)], []],
    ['nobody is free', [waiting('c1', 10)], [], []],
    ['the longest idle agent is asked', [waiting('c1', 10)], [idle('an', 30), idle('binh', 20), idle('chi', 40)], ['c1→binh']],
    ['equally idle: the same one every time', [waiting('c1', 10)], [idle('binh', 20), idle('an', 20)], ['c1→an']],
    ['the caller who came first is served first', [waiting('c2', 20), waiting('c1', 10)], [idle('an', 1)], ['c1→an']],
    ['a caller who lost his agent goes before all', [waiting('c1', 10), waiting('c9', 0, { queuedAt: 90 })], [idle('an', 1)], ['c9→an']],
    ['two who lost their agent: the longer queued first', [waiting('c8', 0, { queuedAt: 80 }), waiting('c7', 0, { queuedAt: 70 })], [idle('an', 1)], ['c7→an']],
    ['first caller gets the longest idle, second the next', [waiting('c2', 20), waiting('c1', 10)], [idle('an', 5), idle('binh', 1)], ['c1→binh', 'c2→an']],
    [
      'more callers than agents: nobody gets two',
      [waiting('c1', 10), waiting('c2', 20), waiting('c3', 30)],
      [idle('an', 1), idle('binh', 2)],
      ['c1→an', 'c2→binh'],
    ],
    ['more agents than callers: no caller rings twice', [waiting('c1', 10)], [idle('an', 1), idle('binh', 2)], ['c1→an']],
    ['who let it pass is not asked', [waiting('c1', 10, { passedBy: { an: NOW + 1 } })], [idle('an', 1), idle('binh', 2)], ['c1→binh']],
    ['who let it pass may have the next call', [waiting('c1', 10, { passedBy: { an: NOW + 1 } }), waiting('c2', 20)], [idle('an', 1)], ['c2→an']],
    ['and is asked again when his time is over', [waiting('c1', 10, { passedBy: { an: NOW } })], [idle('an', 1)], ['c1→an']],
    ['a time set before the clock went back counts no more', [waiting('c1', 10, { passedBy: { an: NOW + 3_600_000 } })], [idle('an', 1)], ['c1→an']],
    ['all let it pass: it waits', [waiting('c1', 10, { passedBy: { an: NOW + 1, binh: NOW + 5 } })], [idle('an', 1), idle('binh', 2)], []],
    [
      'two servers, one order: the longest waiting first, wherever he is',
      [waiting('c2', 20, { serverId: 's1' }), waiting('c1', 10, { serverId: 's2' })],
      [idle('an', 1, ['s1', 's2'])],
      ['c1→an'],
    ],
    [
      'whose telephone does not ring there is left for those it does',
      [waiting('c1', 10, { serverId: 's2' }), waiting('c2', 20, { serverId: 's1' })],
      [idle('an', 1, ['s1']), idle('binh', 2, ['s1', 's2'])],
      ['c1→binh', 'c2→an'],
    ],
    [
      'nobody can be rung at his server: those behind him are served',
      [waiting('c1', 10, { serverId: 's2' }), waiting('c2', 20, { serverId: 's1' })],
      [idle('an', 1, ['s1'])],
      ['c2→an'],
    ],
  ])('%s', (_, calls, agents, expected) => {
    expect(offers(calls, agents)).toEqual(expected)
  })

  it('does not depend on the order in which calls and agents are given, and writes to neither', () => {
    const calls = [waiting('c1', 10), waiting('c2', 10), waiting('c3', 0)]
    const agents = [idle('an', 7), idle('binh', 7), idle('chi', 1)]
    const given = structuredClone([calls, agents])
    expect(offers(calls, agents)).toEqual(['c3→chi', 'c1→an', 'c2→binh'])
    expect(offers([...calls].reverse(), [...agents].reverse())).toEqual(['c3→chi', 'c1→an', 'c2→binh'])
    expect([calls, agents]).toEqual(given)
  })
})

it('inQueueOrder: rank, then time in the queue, then id', () => {
  const calls = [waiting('b', 5, { queuedAt: 9 }), waiting('a', 5, { queuedAt: 9 }), waiting('c', 5, { queuedAt: 8 }), waiting('d', 1, { queuedAt: 99 })]
  expect(inQueueOrder(calls).map((call) => call.callId)).toEqual(['d', 'c', 'a', 'b'])
})

describe('nextRetry', () => {
  it.each<[string, WaitingForAgent[], number | null]>([
    ['nobody waits', [], null],
    ['nobody let it pass', [waiting('c1', 10)], null],
    ['only what is over', [waiting('c1', 10, { passedBy: { an: NOW, binh: NOW - 5 } })], null],
    [
      'the nearest of all calls',
      [waiting('c1', 10, { passedBy: { an: NOW + 50, binh: NOW - 5 } }), waiting('c2', 20, { passedBy: { an: NOW + 20 } })],
      NOW + 20,
    ],
  ])('%s', (_, calls, expected) => {
    expect(nextRetry(calls, NOW)).toBe(expected)
  })
})

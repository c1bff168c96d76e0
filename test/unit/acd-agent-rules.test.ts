// Each agent state × each signal.
import { describe, expect, it } from 'vitest'
import { type Agent, type AgentSignal, agentStep, newAgent } from '../../src/acd/agent-rules.ts'
import { type AgentState, agentStates } from '../../src/contract/values.ts'

const BEGAN = 1000
const NOW = 50_000

const signals: Record<string, AgentSignal> = {
  ready: { type: 'ready' },
  pause: { type: 'pause', reason: 'meal' },
  offline: { type: 'offline' },
  offered: { type: 'offered', callId: 'c2', dueAt: NOW + 20_000 },
  answered: { type: 'answered' },
  'fallback-call': { type: 'fallback-call', callId: 'c1' },
  placed: { type: 'placed', callId: 'c2' },
  returned: { type: 'returned', callId: 'c9', dueAt: NOW + 20_000 },
  'returned of his own': { type: 'returned', callId: 'c1', dueAt: NOW + 20_000 },
  missed: { type: 'missed' },
  declined: { type: 'declined' },
  withdrawn: { type: 'withdrawn' },
  recalled: { type: 'recalled', callId: 'c1', dueAt: 50_000 },
  'recalled for another call': { type: 'recalled', callId: 'c9', dueAt: 50_000 },
  released: { type: 'released', wrapupMs: 60_000 },
  extend: { type: 'extend', byMs: 60_000 },
  finish: { type: 'finish' },
}

const withCall: AgentState[] = ['ringing', 'on-call', 'wrap-up']
const agentIn = (state: AgentState, after: Agent['after'] = null): Agent => ({
  ...newAgent('agent-an', 'Nguyễn Thị An', BEGAN),
  state,
  since: 20_000,
  pauseReason: state === 'paused' ? 'break' : null,
  callId: withCall.includes(state) ? 'c1' : null,
  dueAt: state === 'ringing' || state === 'wrap-up' ? 40_000 : null,
  after,
})

/** Where each signal leads; `same`: the very same agent comes back; left out: refused. */
const table: Record<AgentState, Record<string, AgentState | 'same' | 'asked'>> = {
  offline: { 'fallback-call': 'on-call', ready: 'ready', pause: 'paused', offline: 'same' },
  ready: {
    placed: 'on-call',
    returned: 'ringing',
    'returned of his own': 'ringing',
    'fallback-call': 'on-call',
    ready: 'same',
    pause: 'paused',
    offline: 'offline',
    offered: 'ringing',
  },
  ringing: {
    pause: 'asked',
    offline: 'asked',
    answered: 'on-call',
    missed: 'not-responding',
    declined: 'ready',
    withdrawn: 'ready',
    released: 'wrap-up',
    recalled: 'ringing',
  },
  'on-call': { 'fallback-call': 'same', pause: 'asked', offline: 'asked', released: 'wrap-up', recalled: 'ringing' },
  'wrap-up': {
    placed: 'on-call',
    'returned of his own': 'ringing',
    'fallback-call': 'on-call',
    ready: 'ready',
    pause: 'asked',
    offline: 'offline',
    extend: 'wrap-up',
    finish: 'ready',
  },
  paused: { placed: 'on-call', 'fallback-call': 'on-call', ready: 'ready', pause: 'paused', offline: 'offline' },
  'not-responding': { placed: 'on-call', 'fallback-call': 'on-call', ready: 'ready', pause: 'paused', offline: 'offline' },
}

describe.each(agentStates)('an agent who is %s', (state) => {
  it.each(Object.keys(signals))('%s', (name) => {
    const before = agentIn(state)
    const frozen = structuredClone(before)
    const signal = signals[name] as AgentSignal
    const after = agentStep(before, signal, NOW)
    const expected = table[state][name]
    expect(before).toEqual(frozen)
    if (expected === undefined) expect(after).toBeNull()
    else if (expected === 'same') expect(after).toBe(before)
    else if (expected === 'asked') expect(after).toEqual({ ...before, after: name === 'pause' ? { state: 'paused', reason: 'meal' } : { state: 'offline' } })
    else {
      expect(after?.state).toBe(expected)
      // A new interval begins at every change of state, and only then.
      if (expected !== state) expect(after?.since).toBe(NOW)
      expect(after?.callId ?? null).toBe(!withCall.includes(expected) ? null : 'callId' in signal ? signal.callId : 'c1')
      expect(after?.pauseReason ?? null).toBe(expected === 'paused' ? 'meal' : null)
    }
  })
})

const step = (agent: Agent, ...names: string[]): Agent =>
  names.reduce((now, name) => {
    const next = agentStep(now, signals[name] as AgentSignal, NOW)
    if (!next) throw new Error(`${name} refused in ${now.state}`)
    return next
  }, agent)

describe('idle time', () => {
  it.each([
    ['declined counts as a turn', 'declined', NOW],
    ['withdrawn does not', 'withdrawn', BEGAN],
  ] as const)('%s', (_, name, idleSince) => {
    expect(step(agentIn('ringing'), name)).toMatchObject({ state: 'ready', idleSince })
  })

  it('begins anew after wrap-up, pause and not responding', () => {
    for (const agent of [step(agentIn('wrap-up'), 'finish'), step(agentIn('paused'), 'ready'), step(agentIn('not-responding'), 'ready')])
      expect(agent.idleSince).toBe(NOW)
  })
})

describe('asked for during a call', () => {
  const paused = { state: 'paused', pauseReason: 'meal', callId: null, dueAt: null, after: null }
  it.each<[string, Agent, object]>([
    ['a pause comes after wrap-up', step(agentIn('on-call'), 'pause', 'released', 'finish'), paused],
    ['a pause asked while ringing too', step(agentIn('ringing'), 'pause', 'answered', 'released', 'finish'), paused],
    ['a pause asked in wrap-up too', step(agentIn('wrap-up'), 'pause', 'finish'), paused],
    ['a pause comes at once when the ring is missed', step(agentIn('ringing'), 'pause', 'missed'), paused],
    ['… declined', step(agentIn('ringing'), 'pause', 'declined'), paused],
    ['… withdrawn', step(agentIn('ringing'), 'pause', 'withdrawn'), paused],
    ['going off duty comes after wrap-up', step(agentIn('on-call'), 'offline', 'released', 'finish'), { state: 'offline', after: null }],
    ['the last wish counts', step(agentIn('on-call'), 'offline', 'pause', 'released', 'finish'), paused],
    ['ready takes the wish back in the call', step(agentIn('on-call'), 'pause', 'ready', 'released', 'finish'), { state: 'ready', after: null }],
    ['ready takes the wish back in wrap-up', step(agentIn('on-call'), 'pause', 'released', 'ready'), { state: 'ready', after: null }],
    ['the wish does not shorten wrap-up', step(agentIn('on-call'), 'pause', 'released'), { state: 'wrap-up', callId: 'c1', dueAt: NOW + 60_000 }],
  ])('%s', (_, agent, expected) => {
    expect(agent).toMatchObject(expected)
  })
})

describe('wrap-up', () => {
  it('has an end, and more time adds to it', () => {
    const agent = step(agentIn('on-call'), 'released')
    expect(agent).toMatchObject({ callId: 'c1', since: NOW, dueAt: NOW + 60_000 })
    expect(step(agent, 'extend', 'extend')).toEqual({ ...agent, dueAt: NOW + 180_000 })
  })

  it('adds to the present time when its end has passed', () => {
    expect(step(agentIn('wrap-up'), 'extend').dueAt).toBe(NOW + 60_000)
  })
})

it('a pause asked for again with the same reason changes nothing, with another begins anew', () => {
  const paused = step(agentIn('ready'), 'pause')
  expect(agentStep(paused, { type: 'pause', reason: 'meal' }, NOW + 500)).toBe(paused)
  expect(agentStep(paused, { type: 'pause', reason: 'meeting' }, NOW + 500)).toMatchObject({ pauseReason: 'meeting', since: NOW + 500 })
})

it('a call of the dialplan that reaches a paused agent: he is paused again after it', () => {
  const talking = agentStep(agentIn('paused'), { type: 'fallback-call', callId: 'c9' }, NOW)
  expect(talking).toMatchObject({ state: 'on-call', callId: 'c9', after: { state: 'paused', reason: 'break' } })
  expect(agentStep(agentIn('offline'), { type: 'fallback-call', callId: 'c9' }, NOW)?.after).toEqual({ state: 'offline' })
})

it('who calls out while paused or writing up is so again after it', () => {
  const placed: AgentSignal = { type: 'placed', callId: 'c2' }
  const after = (agent: Agent) =>
    [placed, { type: 'released', wrapupMs: 60_000 } as const, { type: 'finish' } as const].reduce((now, signal) => agentStep(now, signal, NOW) ?? now, agent)
  expect(after(agentIn('paused'))).toMatchObject({ state: 'paused', pauseReason: 'break' })
  expect(after(agentIn('ready'))).toMatchObject({ state: 'ready' })
  expect(after(agentIn('wrap-up', { state: 'offline' }))).toMatchObject({ state: 'offline' })
})

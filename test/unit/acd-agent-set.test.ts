// A supervisor sets an agent's state: when he may, and how long it stays known that it was he.
import { describe, expect, it } from 'vitest'
import { type Agent, type AgentSignal, agentStep, newAgent } from '../../src/acd/agent-rules.ts'
import { createSetAgent } from '../../src/acd/agent-set.ts'
import { type SetWish, whyNotSet } from '../../src/acd/agent-set-rules.ts'
import type { AgentRegistry } from '../../src/acd/agents.ts'
import { viewAgent } from '../../src/acd/views.ts'
import { AgentView } from '../../src/contract/calls.ts'
import { type AgentState, agentStates } from '../../src/contract/values.ts'

const NOW = 50_000
const by = { personId: 'supervisor-1', name: 'Phạm Thu Hà' }
const agentIn = (state: AgentState, over: Partial<Agent> = {}): Agent => ({
  ...newAgent('agent-an', 'Nguyễn Thị An', 1000),
  state,
  callId: state === 'ringing' || state === 'on-call' || state === 'wrap-up' ? 'c1' : null,
  ...over,
})
const wish = (over: Partial<SetWish> = {}): SetWish => ({ agent: agentIn('paused'), to: { state: 'ready' }, deskOpen: true, reachable: true, ...over })
const signals: AgentSignal[] = [
  { type: 'ready', by },
  { type: 'pause', reason: 'meeting', by },
  { type: 'offline', by },
]

describe('may he', () => {
  it.each<[string, Partial<SetWish>, string | null]>([
    ['ready, with page and telephone', {}, null],
    ['ready without a page', { deskOpen: false }, 'Nguyễn Thị An chưa mở bàn trực'],
    ['ready without a telephone', { reachable: false }, 'Điện thoại của Nguyễn Thị An chưa nối'],
    ['a pause without a telephone', { to: { state: 'paused', reason: 'meal' }, reachable: false }, null],
    ['a pause without a page', { to: { state: 'paused', reason: 'meal' }, deskOpen: false }, 'Nguyễn Thị An chưa mở bàn trực'],
    ['off duty without anything', { to: { state: 'offline' }, deskOpen: false, reachable: false }, null],
    ['somebody nobody knows', { agent: null }, 'Không thấy nhân viên trực này'],
  ])('%s', (_, over, words) => expect(whyNotSet(wish(over))?.message ?? null).toBe(words))
})

describe.each(agentStates)('an agent who is %s', (state) => {
  it.each(signals)('%o leads where his own buttons would, with the name', (signal) => {
    const before = agentIn(state)
    const { by: _, ...own } = signal as AgentSignal & { by: object }
    const alone = agentStep(before, own as AgentSignal, NOW)
    const set = agentStep(before, signal, NOW)
    if (alone === null || alone === before) expect(set).toBe(alone)
    else expect(set).toEqual({ ...alone, setBy: by })
  })
})

describe('who did it is known', () => {
  const follow = (agent: Agent, ...then: AgentSignal[]) =>
    then.reduce((now, signal) => {
      const next = agentStep(now, signal, NOW)
      if (!next) throw new Error(`${signal.type} refused in ${now.state}`)
      return next
    }, agent)
  const pause: AgentSignal = { type: 'pause', reason: 'meeting', by }
  const released: AgentSignal = { type: 'released', wrapupMs: 1000 }
  it('until the agent changes it himself', () => {
    expect(follow(agentIn('ready'), pause, { type: 'ready' }).setBy).toBeUndefined()
    expect(follow(agentIn('ready'), pause, { type: 'pause', reason: 'meal' }).setBy).toBeUndefined()
  })
  it('until a call brings another state', () => {
    expect(follow(agentIn('paused'), { type: 'ready', by }, { type: 'offered', callId: 'c2', dueAt: NOW }).setBy).toBeUndefined()
  })
  it('through the call and the wrap-up after which it comes, and in it', () => {
    const talking = follow(agentIn('on-call'), pause)
    expect(talking.setBy).toEqual(by)
    const shown = viewAgent({ ...talking, agentId: '00000000-0000-4000-8000-000000000001', callId: null }, true)
    expect([shown.setBy, shown.next]).toEqual([{ name: by.name }, 'paused'])
    expect(follow(talking, released)).toMatchObject({ state: 'wrap-up', setBy: by })
    expect(follow(talking, released, { type: 'extend', byMs: 1 }).setBy).toEqual(by)
    expect(follow(talking, released, { type: 'finish' })).toMatchObject({ state: 'paused', pauseReason: 'meeting', setBy: by })
    expect(follow(talking, { type: 'ready' }).setBy).toBeUndefined()
  })
  it('as the contract says', () => {
    const shown = viewAgent({ ...agentIn('paused', { pauseReason: 'meal', setBy: by }), agentId: '00000000-0000-4000-8000-000000000001' }, true)
    expect(AgentView.safeParse(shown).error).toBeUndefined()
    expect([shown.setBy, shown.next]).toEqual([{ name: by.name }, null])
  })
})

it('the command answers what it led to, and is refused where it leads nowhere', () => {
  let agent = agentIn('ready')
  const set = createSetAgent({
    agents: {
      get: (id) => (id === agent.agentId ? agent : undefined),
      signal: (_, signal) => {
        const next = agentStep(agent, signal, NOW)
        if (next) agent = next
        return next
      },
    } as AgentRegistry,
    deskOpen: () => true,
    reachable: () => true,
    isController: () => true,
  })
  expect(set(by, { agentId: agent.agentId, to: { state: 'paused', reason: 'meal' } })).toEqual({ state: 'paused', next: null })
  agent = agentIn('on-call')
  expect(() => set(by, { agentId: agent.agentId, to: { state: 'ready' } })).toThrow('đang có cuộc gọi')
  expect(set(by, { agentId: agent.agentId, to: { state: 'offline' } })).toEqual({ state: 'on-call', next: 'offline' })
  expect(set(by, { agentId: agent.agentId, to: { state: 'ready' } })).toEqual({ state: 'on-call', next: null })
  expect(() => set(by, { agentId: 'nobody', to: { state: 'ready' } })).toThrow('Không thấy')
})

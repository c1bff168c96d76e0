// A caller who waits is moved by a supervisor: before all others, or to an operator; of two supervisors one wins.
import { describe, expect, it } from 'vitest'
import { type Agent, agentStep, newAgent } from '../../src/acd/agent-rules.ts'
import type { AgentRegistry } from '../../src/acd/agents.ts'
import { whyNotGive, whyNotMove } from '../../src/acd/queue-move-rules.ts'
import { createQueueMoves } from '../../src/acd/queue-moves.ts'
import { inQueueOrder } from '../../src/acd/routing.ts'
import type { CallController } from '../../src/calls/controller.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { movesOf } from '../../src/calls/reducer-queue.ts'
import type { CallEvent, CallState } from '../../src/calls/state.ts'
import { AN, BINH, CALL, callIn, chosen, kinds, phases, RING_MS, START } from './calls-fixture.ts'

const BOSS = 'supervisor-1'
const OTHER = 'supervisor-2'
const now = START + 30_000
const front = (seen = 0, by = BOSS): CallEvent => ({ type: 'moved-front', by, seen })
const nameOf = (id: string) => ({ [BOSS]: 'Phạm Thu Hà', [OTHER]: 'Lê Văn Nam', [AN]: 'Nguyễn Thị An' })[id] ?? ''

describe('to the front', () => {
  it.each(phases)('only who waits: %s', (phase) => {
    const before = callIn(phase)
    const { state, effects } = reduce(before, front(), now)
    if (phase === 'queued') {
      expect(kinds(effects)).toBe('queue-changed')
      expect(state).toEqual({ ...before, rank: -now, moved: { by: BOSS, at: now, count: 1 } })
    } else expect([state, effects]).toEqual([before, []])
  })
  it('goes before whoever lost his agent, and before whoever was moved there earlier', () => {
    const first = { ...reduce(callIn('queued'), front(), now).state, callId: 'moved-first' }
    const later = { ...reduce(callIn('queued'), front(), now + 1).state, callId: 'moved-later' }
    const lost = { ...callIn('queued'), callId: 'lost', rank: 0 }
    const order = inQueueOrder([callIn('queued'), lost, first, later].map((call) => ({ ...call, queuedAt: call.queuedAt ?? 0 })))
    expect(order.map(({ callId }) => callId)).toEqual(['moved-later', 'moved-first', 'lost', CALL])
  })
  it('by two who looked at the same queue: the first one moves it', () => {
    const once = reduce(callIn('queued'), front(), now).state
    expect(reduce(once, front(0, OTHER), now + 1).state).toBe(once)
    expect(movesOf(reduce(once, front(1, OTHER), now + 1).state)).toBe(2)
  })
})

describe('to an operator', () => {
  it('is an offer like any other, with the mark of who gave it', () => {
    const by = reduce(callIn('queued'), { ...chosen(BINH), by: BOSS } as CallEvent, now)
    const router = reduce(callIn('queued'), chosen(BINH), now)
    expect(by.effects).toEqual(router.effects)
    expect(by.state).toEqual({ ...router.state, moved: { by: BOSS, at: now, count: 1 } })
  })
  it.each(phases.filter((phase) => phase !== 'queued' && phase !== 'booked'))('not while %s', (phase) => {
    const before = callIn(phase)
    expect(reduce(before, { ...chosen(BINH), by: BOSS } as CallEvent, now).state).toBe(before)
  })
})

describe('why not', () => {
  const given = reduce(callIn('queued'), { ...chosen(AN), by: OTHER } as CallEvent, now).state
  it.each<[string, CallState | null, number, string | null]>([
    ['who waits', callIn('queued'), 0, null],
    ['nobody knows it', null, 0, 'Cuộc gọi đã kết thúc'],
    ['over', callIn('ended'), 0, 'Cuộc gọi đã kết thúc'],
    ['talking', callIn('talking'), 0, 'Cuộc này đã có nhân viên nghe máy'],
    ['held', callIn('held'), 0, 'Cuộc này đã có nhân viên nghe máy'],
    ['ringing', callIn('ringing'), 0, 'Máy của Nguyễn Thị An đang đổ chuông cuộc này'],
    ['greeted', callIn('greeting'), 0, 'Người gọi chưa ở trong hàng đợi'],
    ['in the fallback', callIn('fallback'), 0, 'Người gọi chưa ở trong hàng đợi'],
    ['another was first', reduce(callIn('queued'), front(0, OTHER), now).state, 0, 'Lê Văn Nam vừa chuyển cuộc này'],
    ['another gave it away', given, 0, 'Lê Văn Nam vừa chuyển cuộc này'],
    ['it was moved before he looked', reduce(callIn('queued'), front(0, OTHER), now).state, 1, null],
  ])('%s', (_, call, seen, words) => expect(whyNotMove({ call, seen, nameOf })?.message ?? null).toBe(words))
  const agent = (state: Agent['state']): Agent => ({ ...newAgent(AN, 'Nguyễn Thị An', START), state })
  it('nobody is given a call he is not ready for', () => {
    expect(whyNotGive(agent('ready'), true)).toBeNull()
    expect(whyNotGive(null, true)?.code).toBe('not-found')
    expect(whyNotGive(agent('ready'), false)?.message).toContain('chưa nhận được')
    for (const state of ['offline', 'ringing', 'on-call', 'wrap-up', 'paused', 'not-responding'] as const)
      expect(whyNotGive(agent(state), true)?.message).toBe('Nguyễn Thị An không còn sẵn sàng')
  })
})

it('two supervisors give the same caller to two operators: one rings, the other supervisor is told who was first', () => {
  let call = callIn('queued')
  const agents = new Map<string, Agent>([AN, BINH].map((id) => [id, { ...newAgent(id, nameOf(id) || id, START), state: 'ready' }]))
  const moves = createQueueMoves({
    calls: () =>
      ({
        get: () => call,
        dispatch: (_: string, event: CallEvent) => {
          call = reduce(call, event, now).state
          return call
        },
      }) as unknown as CallController,
    agents: {
      know: (id, name) => {
        const known = agents.get(id) ?? newAgent(id, name, START)
        agents.set(id, known)
        return known
      },
      get: (id) => agents.get(id),
      signal: (id, signal) => {
        const after = agentStep(agents.get(id) as Agent, signal, now)
        if (after) agents.set(id, after)
        return after
      },
    } as AgentRegistry,
    isFree: () => true,
    mayAct: () => true,
    clock: { now: () => new Date(now) },
    ringMs: () => RING_MS,
  })
  expect(moves.give({ personId: BOSS, name: 'Phạm Thu Hà' }, CALL, 0, AN)).toEqual({ callId: CALL, moves: 1 })
  expect(() => moves.give({ personId: OTHER, name: 'Lê Văn Nam' }, CALL, 0, BINH)).toThrow('Phạm Thu Hà vừa chuyển cuộc này')
  expect(() => moves.front({ personId: OTHER, name: 'Lê Văn Nam' }, CALL, 0)).toThrow('Phạm Thu Hà vừa chuyển cuộc này')
  expect(call.leg?.agentId).toBe(AN)
  expect([agents.get(AN)?.state, agents.get(BINH)?.state]).toEqual(['ringing', 'ready'])
})

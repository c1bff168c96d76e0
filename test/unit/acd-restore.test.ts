// Agents after a restart: as they were, put in order with the calls that are up.
import { describe, expect, it } from 'vitest'
import { alignWithCalls, newestOf } from '../../src/acd/agent-restore-rules.ts'
import { type Agent, newAgent } from '../../src/acd/agent-rules.ts'
import type { AgentIntervalRecord } from '../../src/acd/agents.ts'
import { AN, CALL, callIn, START } from './calls-fixture.ts'

const record = (over: Partial<Agent>, intervalId = 'i1'): AgentIntervalRecord => ({
  intervalId,
  account: 'op-1',
  profile: null,
  agent: { ...newAgent(AN, 'Nguyễn Thị An', START), ...over },
})
const signals = (agent: Partial<Agent>, ...calls: Parameters<typeof callIn>[0][]) => alignWithCalls([record(agent)], calls.map(callIn)).changed

describe('the newest word counts', () => {
  it('of two intervals the later', () => {
    const later = record({ state: 'paused', pauseReason: 'meal', since: START + 5000 }, 'i2')
    expect(newestOf([later, record({ state: 'ready' })])).toEqual([later])
    expect(newestOf([record({ state: 'ready' }), later])).toEqual([later])
  })
  it('of the same interval the one with the later end', () => {
    const extended = record({ state: 'wrap-up', dueAt: START + 120_000 })
    expect(newestOf([record({ state: 'wrap-up', dueAt: START + 60_000 }), extended])).toEqual([extended])
  })
})

describe('the calls are the truth', () => {
  it('who rings or talks in a call goes on so', () => {
    expect(signals({ state: 'ringing', callId: CALL }, 'ringing')).toEqual([])
    expect(signals({ state: 'on-call', callId: CALL }, 'talking')).toEqual([])
    expect(signals({ state: 'on-call', callId: CALL }, 'held')).toEqual([])
  })
  it('who was last known otherwise is put on the call that has him', () => {
    const found = { type: 'found', callId: CALL, talking: true, dueAt: callIn('talking').leg?.dueAt }
    for (const state of ['ready', 'ringing', 'wrap-up', 'paused'] as const) expect(signals({ state }, 'talking')).toEqual([{ agentId: AN, signal: found }])
  })
  it('who was in a call that is over is told so', () => {
    expect(signals({ state: 'on-call', callId: CALL }, 'ended')).toEqual([{ agentId: AN, signal: { type: 'call-over' } }])
    expect(signals({ state: 'ringing', callId: CALL }, 'queued')).toEqual([{ agentId: AN, signal: { type: 'call-over' } }])
    expect(signals({ state: 'on-call', callId: CALL })).toEqual([{ agentId: AN, signal: { type: 'call-over' } }])
  })
  it('who has no call is left as he was', () => {
    for (const state of ['ready', 'wrap-up', 'paused', 'not-responding'] as const) expect(signals({ state }, 'queued')).toEqual([])
  })
})

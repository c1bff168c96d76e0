// The agents on duty: intervals in the journal, the timer of wrap-up, who is told.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newAgent } from '../../src/acd/agent-rules.ts'
import { type AgentIntervalRecord, createAgentRegistry } from '../../src/acd/agents.ts'
import { type Journal, openJournal } from '../../src/calls/journal.ts'

const START = Date.UTC(2026, 0, 5, 1)
const AN = 'agent-an'
let folder = ''
let journal: Journal
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  folder = mkdtempSync(path.join(os.tmpdir(), 'agents-'))
  journal = openJournal(folder)
})
afterEach(() => {
  vi.useRealTimers()
  journal.close()
  rmSync(folder, { recursive: true })
})

function make() {
  const agents = createAgentRegistry({ journal, clock: { now: () => new Date(Date.now()) }, phoneOf: () => ({ account: null, profile: null }) })
  agents.know(AN, 'Nguyễn Thị An')
  const inCall = () => {
    agents.signal(AN, { type: 'ready' })
    agents.signal(AN, { type: 'offered', callId: 'c1', dueAt: Date.now() + 20_000 })
    agents.signal(AN, { type: 'answered' })
  }
  return { agents, inCall }
}
const intervals = () => journal.after(0, 100).map((record) => record.body as AgentIntervalRecord)

it('writes an interval at every change of state, none for what changes nothing or is refused', () => {
  const { agents, inCall } = make()
  inCall()
  agents.signal(AN, { type: 'pause', reason: 'meal' })
  expect(agents.signal(AN, { type: 'finish' })).toBeNull()
  agents.signal(AN, { type: 'released', wrapupMs: 60_000 })
  agents.signal(AN, { type: 'extend', byMs: 60_000 })
  agents.signal(AN, { type: 'finish' })
  agents.signal(AN, { type: 'pause', reason: 'meal' })
  agents.signal(AN, { type: 'pause', reason: 'meeting' })
  const stretches = [...new Map(intervals().map((record) => [record.intervalId, record.agent])).values()]
  expect(stretches.map(({ state, pauseReason, callId }) => [state, pauseReason, callId])).toEqual([
    ['ready', null, null],
    ['ringing', null, 'c1'],
    ['on-call', null, 'c1'],
    ['wrap-up', null, 'c1'],
    ['paused', 'meal', null],
    ['paused', 'meeting', null],
  ])
  expect(new Set(intervals().map((interval) => interval.intervalId)).size).toBe(6)
})

it('ends wrap-up by itself when its time is over, later when extended', () => {
  const { agents, inCall } = make()
  inCall()
  agents.signal(AN, { type: 'released', wrapupMs: 60_000 })
  vi.advanceTimersByTime(30_000)
  agents.signal(AN, { type: 'extend', byMs: 60_000 })
  vi.advanceTimersByTime(89_999)
  expect(agents.get(AN)?.state).toBe('wrap-up')
  vi.advanceTimersByTime(1)
  expect(agents.get(AN)).toMatchObject({ state: 'ready', idleSince: START + 120_000 })
})

it('a timer of a wrap-up finished by hand does not end the next one', () => {
  const { agents, inCall } = make()
  for (const wait of [50_000, 59_999]) {
    inCall()
    agents.signal(AN, { type: 'released', wrapupMs: 60_000 })
    vi.advanceTimersByTime(wait)
    expect(agents.get(AN)?.state).toBe('wrap-up')
    agents.signal(AN, { type: 'finish' })
  }
})

it('arms wrap-up again after a restart, also when its end has passed, and writes no interval for it', () => {
  const { agents } = make()
  agents.restore({
    intervalId: 'i1',
    account: null,
    profile: null,
    agent: { ...newAgent(AN, 'Nguyễn Thị An', START), state: 'wrap-up', callId: 'c1', dueAt: START - 5000 },
  })
  expect(intervals()).toEqual([])
  vi.advanceTimersByTime(0)
  expect(agents.get(AN)?.state).toBe('ready')
})

it('tells what was before and what is now; a new name is no change of state', () => {
  const { agents } = make()
  const told: string[] = []
  agents.onChange((agent, before) => void told.push(`${before.state}→${agent.state}`))
  agents.signal(AN, { type: 'ready' })
  agents.signal(AN, { type: 'ready' })
  expect(agents.know(AN, 'Nguyễn Thị Ân')).toMatchObject({ name: 'Nguyễn Thị Ân', state: 'ready' })
  expect(agents.signal('nobody', { type: 'ready' })).toBeNull()
  expect(told).toEqual(['offline→ready'])
  expect(agents.all()).toHaveLength(1)
})

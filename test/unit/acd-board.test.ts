// The live board: what it shows of calls and agents, who is told, and that nobody is told for nothing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Agent, newAgent } from '../../src/acd/agent-rules.ts'
import { createBoard } from '../../src/acd/board.ts'
import { type BoardLook, viewBoard } from '../../src/acd/board-views.ts'
import type { CallState } from '../../src/calls/state.ts'
import { BoardState } from '../../src/contract/board.ts'
import { silentLogger } from '../../src/platform/logging/logger.ts'
import { callIn, limited, phases, START } from './calls-fixture.ts'

const id = (n: number) => `00000000-0000-4000-8000-0000000000b${n}`
const agent: Agent = { ...newAgent(id(9), 'Rơ Mah Tuyn', START), state: 'ready' }
const look = (calls: readonly CallState[], agents: readonly Agent[] = [agent]): BoardLook => ({
  now: START + 60_000,
  telephony: true,
  wrapupMs: 60_000,
  calls,
  agents,
  reachable: () => true,
  nameOf: () => 'Siu H’Bia',
})

test.each(phases)('a call in phase %s is shown as the contract says', (phase) => {
  const call = { ...callIn(phase), callId: id(1) }
  const held = call.leg ? { ...call, leg: { ...call.leg, agentId: agent.agentId } } : call
  expect(BoardState.safeParse(viewBoard(look([held]), false)).error).toBeUndefined()
})

test('whoever is not answered yet waits: those at whom a telephone rings first, then in the order of the queue', () => {
  const calls = [
    { ...callIn('queued'), callId: id(2), rank: START + 5 },
    { ...callIn('queued'), callId: id(3), rank: 0, firstAnsweredAt: START },
    { ...callIn('ringing'), callId: id(4) },
    { ...callIn('greeting'), callId: id(5) },
    { ...callIn('talking'), callId: id(6) },
  ]
  const board = viewBoard(look(calls), false)
  expect(board.waiting.map(({ callId, status, returned }) => [callId, status, returned])).toEqual([
    [id(4), 'ringing', false],
    [id(3), 'queued', true],
    [id(2), 'queued', false],
  ])
  expect(board.calls.map(({ callId }) => callId)).toEqual([id(6)])
  expect(board.greeting).toBe(1)
})

test('a call in the hands of the dialplan waits until an agent talks in it', () => {
  const call = { ...callIn('queued'), callId: id(1), phase: 'fallback' as const }
  expect(viewBoard(look([call]), false)).toMatchObject({ waiting: [{ status: 'fallback' }], calls: [] })
  const talking: Agent = { ...agent, state: 'on-call', callId: id(1) }
  expect(viewBoard(look([call], [talking]), false)).toMatchObject({ waiting: [], calls: [{ status: 'talking', agentId: agent.agentId }] })
})

test('who waits is shown with what decides about his turn, who talks without', () => {
  const marks = { service: limited({}), choice: { key: '2', label: 'Đất đai', skill: 'dat-dai', priorityMinutes: 5 }, knownAgentId: agent.agentId }
  const board = viewBoard(
    look([
      { ...callIn('queued'), ...marks },
      { ...callIn('talking'), callId: id(6), ...marks },
    ]),
    false,
  )
  expect(board.waiting).toMatchObject([{ branch: 'Đất đai', priorityMinutes: 5, rings: { afterSeconds: [0, 20, 40, 60] }, known: 'Rơ Mah Tuyn' }])
  expect(board.calls).toMatchObject([{ branch: 'Đất đai', priorityMinutes: 0, rings: null, known: null }])
})

test('the wall says nothing about callers', () => {
  const choice = { key: '2', label: 'Siu đất đai', skill: 'dat-dai', priorityMinutes: 5 }
  const calls = [{ ...callIn('queued'), service: limited({}), choice, knownAgentId: agent.agentId }, callIn('talking')]
  const text = JSON.stringify(viewBoard(look(calls), true))
  expect(text).not.toContain('Siu')
  for (const { callerNumber } of calls) expect(text).not.toContain(callerNumber)
  expect(JSON.stringify(viewBoard(look(calls), false))).toContain('Siu H’Bia')
})

function setUp() {
  const told: string[] = []
  let calls: CallState[] = []
  const looked = vi.fn(() => look(calls))
  const board = createBoard({
    wire: { toSocket: (socketId, _event, body) => void told.push(`${socketId} ${(body as BoardState).waiting.length}`) },
    clock: { now: () => new Date(Date.now()) },
    logger: silentLogger,
    look: looked,
    isController: () => true,
  })
  const change = (...now: CallState[]) => {
    calls = now
    board.changed()
  }
  return { told, board, change, looked }
}
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const page = (socketId: string) => ({ socketId, sessionId: `session of ${socketId}` })

test('changes in one breath are told once, within a tenth of a second, to whoever looks', () => {
  const { told, board, change } = setUp()
  board.open(page('a'), false)
  board.open(page('wall'), true)
  change(callIn('queued'))
  change(callIn('queued'), { ...callIn('queued'), callId: id(2) })
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['a 2', 'wall 2'])
})

test('a board that is the same again is not told; nothing is computed while nobody looks', () => {
  const { told, board, change, looked } = setUp()
  change(callIn('queued'))
  vi.advanceTimersByTime(1000)
  expect(looked).not.toHaveBeenCalled()
  board.open(page('a'), false)
  change(callIn('queued'))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})

test('whoever closed it, lost his session or asked no more is told nothing', () => {
  const { told, board, change } = setUp()
  for (const name of ['closed', 'ended', 'silent', 'looking']) board.open(page(name), false)
  board.close('closed')
  board.sessionEnded('session of ended')
  vi.advanceTimersByTime(20_000)
  board.open(page('looking'), false)
  vi.advanceTimersByTime(11_000)
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['looking 1'])
})

test('a board that cannot be computed ends nothing', () => {
  const { told, board, change, looked } = setUp()
  board.open(page('a'), false)
  looked.mockImplementationOnce(() => {
    throw new Error('no board')
  })
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['a 1'])
})

// The live board: what it shows of calls and agents, who is told, and that nobody is told for nothing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Agent, newAgent } from '../../src/acd/agent-rules.ts'
import { createBoard } from '../../src/acd/board.ts'
import { type BoardLook, viewBoard } from '../../src/acd/board-views.ts'
import type { CallState } from '../../src/calls/state.ts'
import { BoardChange, BoardState } from '../../src/contract/board.ts'
import { applyChange } from '../../src/contract/board-change-rules.ts'
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
  expect(BoardState.safeParse({ seq: 0, ...viewBoard(look([held]), false) }).error).toBeUndefined()
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

test('who rates his operator, leaves a message or hears that it is closed is shown so, and neither waits nor talks', () => {
  const rating = { ...callIn('rating'), callId: id(1), lastAgentId: agent.agentId }
  const message = { ...callIn('message'), callId: id(2) }
  const closed = { ...callIn('closed-notice'), callId: id(3) }
  const board = viewBoard(look([rating, message, closed]), false)
  expect(board).toMatchObject({ waiting: [], calls: [], greeting: 0 })
  const shown = Object.fromEntries(board.leaving.map((call) => [call.callId, call]))
  expect(shown[id(1)]).toMatchObject({ status: 'rating', agentId: agent.agentId, returned: false, since: new Date(rating.survey?.askedAt ?? 0).toISOString() })
  expect(shown[id(2)]).toMatchObject({ status: 'message', agentId: null })
  expect(shown[id(3)]).toMatchObject({ status: 'closed' })
})

function setUp() {
  const told: string[] = []
  /** What each page shows, from the board it opened and the changes after it. */
  const pages = new Map<string, BoardState>()
  let calls: CallState[] = []
  const looked = vi.fn(() => look(calls))
  const board = createBoard({
    wire: {
      toSocket(socketId, _event, body) {
        const change = BoardChange.parse(body)
        const before = pages.get(socketId)
        if (!before || before.seq !== change.from) throw new Error(`${socketId} cannot apply ${change.from}`)
        const after = applyChange(before, change)
        pages.set(socketId, after)
        told.push(`${socketId} ${after.waiting.length}`)
      },
    },
    clock: { now: () => new Date(Date.now()) },
    logger: silentLogger,
    look: looked,
    isController: () => true,
  })
  const change = (...now: CallState[]) => {
    calls = now
    board.changed()
  }
  const open = (socketId: string, wall: boolean) => void pages.set(socketId, board.open(page(socketId), wall))
  return { told, board, open, change, looked, pages }
}
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const page = (socketId: string) => ({ socketId, sessionId: `session of ${socketId}` })

test('changes in one breath are told once, within a tenth of a second, to whoever looks', () => {
  const { told, open, change } = setUp()
  open('a', false)
  open('wall', true)
  change(callIn('queued'))
  change(callIn('queued'), { ...callIn('queued'), callId: id(2) })
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['a 2', 'wall 2'])
})

test('a board that is the same again is not told; nothing is computed while nobody looks', () => {
  const { told, open, change, looked } = setUp()
  change(callIn('queued'))
  vi.advanceTimersByTime(1000)
  expect(looked).not.toHaveBeenCalled()
  open('a', false)
  change(callIn('queued'))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})

test('whoever closed it, lost his session or asked no more is told nothing', () => {
  const { told, board, open, change } = setUp()
  for (const name of ['closed', 'ended', 'silent', 'looking']) open(name, false)
  board.close('closed')
  board.sessionEnded('session of ended')
  vi.advanceTimersByTime(20_000)
  open('looking', false)
  vi.advanceTimersByTime(11_000)
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['looking 1'])
})

test('a board that cannot be computed ends nothing', () => {
  const { told, open, change, looked } = setUp()
  open('a', false)
  looked.mockImplementationOnce(() => {
    throw new Error('no board')
  })
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  change(callIn('queued'))
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['a 1'])
})

test('a page that opens is given what those that look have, and they are told first', () => {
  const { told, open, change, pages } = setUp()
  open('a', false)
  change(callIn('queued'))
  open('b', false)
  expect(told).toEqual(['a 1'])
  expect(pages.get('b')).toEqual(pages.get('a'))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual(['a 1'])
})

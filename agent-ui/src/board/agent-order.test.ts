import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardCall, BoardState } from '../../../src/contract/board.ts'
import { countStates, shownAgents, wrapUpOver } from './agent-order.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 18, 7, 0, second)).toISOString()
const agent = (n: number, state: BoardAgent['state'], since = 0, callId: string | null = null): BoardAgent => ({
  ...{
    agentId: `agent-${n}`,
    name: `Nhân viên ${n}`,
    state,
    pauseReason: null,
    since: at(since),
    dueAt: null,
    callId,
    phoneReachable: true,
    next: null,
    setBy: null,
  },
})
const call = (callId: string, status: BoardCall['status'], heldSince: number | null = null): BoardCall => ({
  ...{
    callId,
    number: null,
    name: null,
    branch: null,
    priorityMinutes: 0,
    rings: null,
    known: null,
    status,
    since: at(0),
    heldSince: heldSince === null ? null : at(heldSince),
    recordingPausedSince: null,
    agentId: null,
    returned: false,
    moves: 0,
    movedBy: null,
    monitors: [],
  },
})
const board = (agents: BoardAgent[], calls: BoardCall[] = []): BoardState => ({
  ...{ seq: 0, leaving: [], serverTime: at(0), telephony: true, wrapupSeconds: 60, greeting: 0, waiting: [], calls, agents },
})
const shown = (state: BoardState) => shownAgents(state).map(({ agentId, shown: word }) => `${agentId} ${word}`)

describe('agents on the board', () => {
  it('stand by what they do, the longest in it first, whoever is offline last', () => {
    const agents = [agent(1, 'offline'), agent(2, 'paused'), agent(3, 'ready', 20), agent(4, 'ready', 10), agent(5, 'wrap-up'), agent(6, 'ringing')]
    expect(shown(board(agents))).toEqual(['agent-6 ringing', 'agent-5 wrap-up', 'agent-4 ready', 'agent-3 ready', 'agent-2 paused', 'agent-1 offline'])
  })
  it('hold a call since they held it', () => {
    const [held] = shownAgents(board([agent(1, 'on-call', 5, 'c')], [call('c', 'held', 30)]))
    expect(held).toMatchObject({ shown: 'held', shownSince: at(30) })
  })
  it('who writes the ticket has no call any more', () => {
    expect(shownAgents(board([agent(1, 'wrap-up', 5, 'c')], [call('c', 'talking')]))[0]?.call).toBeNull()
  })
  it('are counted by state, without states nobody is in', () => {
    expect(countStates(shownAgents(board([agent(1, 'ready'), agent(2, 'ready'), agent(3, 'ringing')])))).toEqual([
      { state: 'ringing', count: 1 },
      { state: 'ready', count: 2 },
    ])
  })
  it.each([
    ['wrap-up', 59, 0],
    ['wrap-up', 80, 20],
    ['paused', 80, 0],
  ] as const)('in %s for %i s is %i s over', (state, seconds, over) => {
    expect(wrapUpOver(agent(1, state), 60, Date.parse(at(0)) + seconds * 1000)).toBe(over)
  })
})

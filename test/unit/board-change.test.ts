// What became different on a board: a change applied to the board it was made from gives the other one, whatever happened between.
import { expect, test } from 'vitest'
import type { BoardAgent, BoardCall, BoardState } from '../../src/contract/board.ts'
import { applyChange, changeOf, keepingRows, textsOf } from '../../src/contract/board-change-rules.ts'
import { chanceFrom } from '../harness/chance.ts'

const moment = (n: number) => new Date(1_795_000_000_000 + n * 1000).toISOString()
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const call = (n: number, status: BoardCall['status'] = 'queued', moves = 0): BoardCall => ({
  ...{ callId: uuid(n), number: `+8490000${String(n).padStart(4, '0')}`, name: null, status, since: moment(n), heldSince: null, recordingPausedSince: null },
  ...{ agentId: null, returned: false, moves, movedBy: null, monitors: [] },
  ...{ branch: null, priorityMinutes: 0, rings: null, known: null },
})
const agent = (n: number, state: BoardAgent['state'] = 'ready'): BoardAgent => ({
  ...{ agentId: uuid(900 + n), name: `Nhân viên ${n}`, state, pauseReason: null, since: moment(0), dueAt: null, callId: null },
  ...{ phoneReachable: true, next: null, setBy: null },
})
const board = (more: Partial<BoardState> = {}): BoardState => ({
  ...{ seq: 4, serverTime: moment(0), telephony: true, wrapupSeconds: 60, greeting: 0, waiting: [], calls: [], leaving: [], agents: [] },
  ...more,
})
const change = (before: BoardState, after: BoardState) => {
  const made = changeOf(textsOf(before), textsOf(after))
  return made && { ...made, from: before.seq, seq: before.seq + 1 }
}

test('the same board a moment later is no change', () => {
  expect(change(board({ waiting: [call(1)] }), board({ waiting: [call(1)], serverTime: moment(9) }))).toBeNull()
})

test('one caller leaves the head of five hundred: the change names him alone', () => {
  const waiting = Array.from({ length: 500 }, (_, n) => call(n))
  const before = board({ waiting, agents: [agent(1)] })
  const after = board({ waiting: waiting.slice(1), calls: [call(0, 'talking')], agents: [agent(1, 'on-call')] })
  const made = change(before, after)
  expect(made).toMatchObject({
    waiting: { gone: [uuid(0)], put: [] },
    calls: { gone: [], put: [{ callId: uuid(0) }] },
    agents: { put: [{ state: 'on-call' }] },
  })
  expect(made?.waiting?.order).toBeUndefined()
  expect(JSON.stringify(made).length).toBeLessThan(1500)
  const shown = made && applyChange(before, made)
  expect(shown).toEqual({ ...after, seq: 5 })
  // What did not change is the very object it was: a page draws nothing of it again.
  expect(shown?.waiting[7]).toBe(waiting[8])
})

test('a caller moved to the front brings the order with him', () => {
  const before = board({ waiting: [call(1), call(2), call(3)] })
  const after = board({ waiting: [call(3, 'queued', 1), call(1), call(2)] })
  const made = change(before, after)
  expect(made?.waiting).toMatchObject({ gone: [], put: [{ callId: uuid(3) }], order: [uuid(3), uuid(1), uuid(2)] })
  expect(made && applyChange(before, made)).toEqual({ ...after, seq: 5 })
})

test('a thousand boards, one after the other, arrive as they were', () => {
  const { next: chance } = chanceFrom(20_261_128)
  const statuses = ['queued', 'ringing', 'talking', 'held', 'fallback'] as const
  const any = (most: number) => Math.floor(chance() * most)
  const some = (most: number) => {
    const ids = [...new Set(Array.from({ length: any(most) }, () => any(30)))]
    return ids.map((n) => call(n, statuses[any(statuses.length)], any(2)))
  }
  let shown = board()
  for (let round = 0; round < 1000; round += 1) {
    const next = board({
      ...{ seq: shown.seq, greeting: any(3), telephony: chance() < 0.9, waiting: some(20), calls: some(8), leaving: some(4) },
      agents: Array.from({ length: any(6) }, (_, n) => agent(n, chance() < 0.5 ? 'ready' : 'paused')),
    })
    const made = change(shown, next)
    if (!made) continue
    shown = applyChange(shown, JSON.parse(JSON.stringify(made)))
    expect({ ...shown, serverTime: '' }).toEqual({ ...next, seq: shown.seq, serverTime: '' })
  }
  expect(shown.seq).toBeGreaterThan(900)
})

test('a board read anew keeps the rows that are the same', () => {
  const before = board({ waiting: [call(1), call(2)] })
  const after = keepingRows(before, board({ waiting: [call(2), call(1, 'ringing')] }))
  expect(after.waiting[0]).toBe(before.waiting[1])
  expect(after.waiting[1]).not.toBe(before.waiting[0])
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noMarks } from '../../src/acd/queue-marks.ts'
import { createQueueNotice } from '../../src/acd/queue-notice.ts'
import type { WaitingCall } from '../../src/contract/calls.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const waiting = (callId: string): WaitingCall => ({
  callId,
  callerNumber: '+84900000014',
  callerName: null,
  queuedAt: '2026-11-25T01:00:00.000Z',
  branch: null,
  ...noMarks,
})

function setUp() {
  const told: string[][] = []
  let list: WaitingCall[] = []
  const notice = createQueueNotice({ list: () => list, tell: (calls) => void told.push(calls.map((call) => call.callId)) })
  const change = (...ids: string[]) => {
    list = ids.map(waiting)
    notice.changed()
  }
  return { told, notice, change }
}

test('changes in one breath are told once, as the queue is then', () => {
  const { told, change } = setUp()
  change('a')
  change('a', 'b')
  vi.runAllTimers()
  expect(told).toEqual([['a', 'b']])
})

test('a queue that is the same again is not told', () => {
  const { told, change } = setUp()
  change()
  vi.runAllTimers()
  change('a')
  change()
  vi.runAllTimers()
  expect(told).toEqual([[]])
})

test('a desk that opened meanwhile hears the list even when the others know it', () => {
  const { told, notice, change } = setUp()
  change('a')
  vi.runAllTimers()
  notice.deskOpened()
  change('a')
  vi.runAllTimers()
  expect(told).toEqual([['a'], ['a']])
})

test('of five hundred a desk is told the first fifty and how many there are, and again when only the number changes', () => {
  const told: [number, number][] = []
  let length = 500
  const list = () => Array.from({ length }, (_, n) => waiting(String(n)))
  const notice = createQueueNotice({ list, tell: (calls, all) => void told.push([calls.length, all]) })
  notice.changed()
  vi.runAllTimers()
  length = 501
  notice.changed()
  vi.runAllTimers()
  expect(told).toEqual([
    [50, 500],
    [50, 501],
  ])
})

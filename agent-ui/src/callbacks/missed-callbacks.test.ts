import { expect, it } from 'vitest'
import { isMissed, missedCallbacks } from './missed-callbacks.ts'

const due = '2026-11-18T02:00:00.000Z'
const at = Date.parse(due)

it('misses its target only past it, and never without one', () => {
  expect([isMissed({ dueAt: due }, at), isMissed({ dueAt: due }, at + 1), isMissed({ dueAt: null }, at + 1)]).toEqual([false, true, false])
})

it('counts what is missed, and nothing before the list is there', () => {
  expect(missedCallbacks([{ dueAt: due }, { dueAt: null }, { dueAt: '2026-11-18T03:00:00.000Z' }], at + 1)).toBe(1)
  expect(missedCallbacks(null, at)).toBe(0)
})

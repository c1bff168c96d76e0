// Whose call it is, and whose part in it this desk has.
import { expect, it } from 'vitest'
import type { CallView } from '../../../src/contract/calls.ts'
import { isPassedOn, isSomebodyElses, partIn, partyName } from './consult-standing.ts'

const [me, other] = ['00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000c2']
const by = (agentId: string) => ({ agentId, name: null, number: null })

it('first asks, second is asked, otherwise there is no part', () => {
  const call = (agentId: string | null) => ({ consult: agentId && { ...by(agentId), state: 'talking' } }) as unknown as CallView
  expect([partIn(call(other), me), partIn(call(me), me), partIn(call(null), me), partIn(null, me)]).toEqual(['first', 'second', null, null])
})

it('whoever is asked outside has no desk: the first stays first, and the ticket with him', () => {
  const outside = { agentId: null, name: null, number: '+842693824123' }
  expect(partIn({ consult: { ...outside, state: 'talking' } } as unknown as CallView, me)).toBe('first')
  expect([isPassedOn({ status: 'talking', with: outside }, me), isSomebodyElses({ with: outside }, me)]).toEqual([true, false])
  expect([partyName(outside), partyName({ ...outside, agentId: me, name: 'An', number: null }), partyName(null)]).toEqual(['0269 3824 123', 'An', null])
})

it('a call is passed on when it goes on with somebody else or waits, and not when it is over or still here', () => {
  expect(isPassedOn({ status: 'talking', with: by(other) }, me)).toBe(true)
  expect(isPassedOn({ status: 'queued', with: null }, me)).toBe(true)
  expect(isPassedOn({ status: 'talking', with: by(me) }, me)).toBe(false)
  expect(isPassedOn({ status: 'ended', with: null }, me)).toBe(false)
  expect(isPassedOn(null, me)).toBe(false)
})

it('a call in nobody’s hands is not somebody else’s', () => {
  expect([by(other), by(me), null].map((holder) => isSomebodyElses({ with: holder }, me))).toEqual([true, false, false])
  expect([isSomebodyElses(null, me), isSomebodyElses({ with: by(other) }, undefined)]).toEqual([false, false])
})

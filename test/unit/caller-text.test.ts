// What is kept of a caller's number as the network tells it, and who he is taken to be by it.
import { expect, it } from 'vitest'
import { callerNumberText, callerText } from '../../src/calls/caller-text-rules.ts'
import { toE164 } from '../../src/contract/phone-number.ts'

it.each(['', ' ', 'anonymous', 'Anonymous', 'unknown', 'Restricted', 'private', 'withheld', 'unavailable', '0', '0000'])(
  'hides nothing behind «%s»: no number',
  (told) => {
    expect([callerNumberText(told), toE164(told)]).toEqual(['', null])
  },
)

it.each(['0900000014', '+84900000014', '1080', 'an-lao-01'])('keeps «%s», which an operator may read', (told) => {
  expect(callerNumberText(told)).toBe(told)
})

it.each([
  ['0162 000 0012', '0320000012'],
  ['+84 162 000 0012', '032 0000012'],
  ['84320000012', '0084 320 000 012'],
  ['0120.000.0012', '+84700000012'],
])('takes %s and %s for the same person', (one, other) => {
  expect(toE164(one)).not.toBeNull()
  expect(toE164(one)).toBe(toE164(other))
})

it('cuts what is too long at a whole character', () => {
  expect([...callerText('𝄞'.repeat(100))]).toHaveLength(80)
})

import { expect, it } from 'vitest'
import { withRecent } from './recent-units.ts'

it('the unit chosen last stands first, once, and the oldest makes room', () => {
  expect(withRecent([], 'a')).toEqual(['a'])
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
  expect(withRecent(['a', 'b', 'c', 'd'], 'e')).toEqual(['e', 'a', 'b', 'c'])
})

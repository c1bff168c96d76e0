import { expect, test } from 'vitest'
import { ringNow } from './ring-now.ts'

const since = '2026-01-05T01:00:00.000Z'
const rings = { since, afterSeconds: [0, 20, 40] }

test.each([
  [-3, 1],
  [0, 1],
  [19.9, 1],
  [20, 2],
  [40, 3],
  [4000, 3],
])('after %s s the ring %s of three', (seconds, n) => {
  expect(ringNow(rings, Date.parse(since) + seconds * 1000)).toEqual({ n, of: 3 })
})

test('none for who needs nobody in particular', () => {
  expect(ringNow(null, Date.parse(since))).toBeNull()
})

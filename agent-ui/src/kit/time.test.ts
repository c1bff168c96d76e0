import { describe, expect, it } from 'vitest'
import { nextOffset } from './time.ts'

describe("the server's clock", () => {
  it('is taken from the middle of the question', () => expect(nextOffset(null, 10_000, 4_000, 4_200)).toBe(5_900))
  it('does not move for what a slow answer explains', () => expect(nextOffset(5_900, 10_700, 4_000, 5_500)).toBe(5_900))
  it('moves when it really is another one', () => expect(nextOffset(5_900, 20_000, 4_000, 4_200)).toBe(15_900))
})

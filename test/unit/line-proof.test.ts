// The proofs by which the two ends of a line know each other.
import { describe, expect, it } from 'vitest'
import { createLineProofs, newChallenge } from '../../src/platform/realtime/line-proof.ts'

const secret = 'a secret for tests, long enough to be one'
const ours = createLineProofs(secret)
const challenges = { controller: newChallenge(), web: newChallenge() }

describe('a proof', () => {
  it('of the same installation holds', () => {
    expect(createLineProofs(secret).holds('web', challenges, ours.of('web', challenges))).toBe(true)
    expect(createLineProofs(secret).holds('controller', challenges, ours.of('controller', challenges))).toBe(true)
  })
  it('of another secret does not', () => {
    const theirs = createLineProofs(`${secret}, but another`)
    expect(ours.holds('web', challenges, theirs.of('web', challenges))).toBe(false)
  })
  it('heard at one end is worth nothing at the other', () => {
    expect(ours.holds('controller', challenges, ours.of('web', challenges))).toBe(false)
    expect(ours.holds('web', challenges, ours.of('controller', challenges))).toBe(false)
  })
  it('heard once is worth nothing the next time, whichever end asks anew', () => {
    const heard = ours.of('web', challenges)
    expect(ours.holds('web', { ...challenges, controller: newChallenge() }, heard)).toBe(false)
    expect(ours.holds('web', { ...challenges, web: newChallenge() }, heard)).toBe(false)
  })
  it('cannot be had by moving letters from one challenge to the other', () => {
    expect(ours.of('web', { controller: 'ab', web: 'c' })).not.toBe(ours.of('web', { controller: 'a', web: 'bc' }))
    expect(ours.of('web', { controller: 'a","b', web: 'c' })).not.toBe(ours.of('web', { controller: 'a', web: 'b","c' }))
  })
  it.each([undefined, null, '', 7, {}, 'x'.repeat(43)])('that is none is refused: %s', (given) => {
    expect(ours.holds('web', challenges, given)).toBe(false)
  })
})

it('challenges never repeat and cannot be guessed', () => {
  const many = Array.from({ length: 1000 }, newChallenge)
  expect(new Set(many).size).toBe(1000)
  expect(many.every((challenge) => challenge.length === 32)).toBe(true)
})

// How the two ends of a line show each other that they belong to one installation: each answers the other's random
// challenge with a keyed hash. Nothing that opens a line ever crosses it, no clock is compared, and nothing can be replayed.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Which end speaks: a proof of one end is worth nothing at the other. */
export type LineEnd = 'web' | 'controller'

export interface LineProofs {
  of(end: LineEnd, challenges: LineChallenges): string
  /** Is this the proof the other end must have given? */
  holds(end: LineEnd, challenges: LineChallenges, given: unknown): boolean
}

/** What each end asked the other to sign. */
export interface LineChallenges {
  controller: string
  web: string
}

/** A challenge nobody has seen before. */
export const newChallenge = (): string => randomBytes(24).toString('base64url')

/** Makes the proofs of an installation from its session secret. */
export function createLineProofs(sessionSecret: string): LineProofs {
  // A key of its own: a proof tells nothing about what else is signed with the secret.
  const key = createHmac('sha256', sessionSecret).update('hotline:controller-line:1').digest()
  const of = (end: LineEnd, { controller, web }: LineChallenges): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([end, controller, web]))
      .digest('base64url')
  return {
    of,
    holds(end, challenges, given) {
      const expected = Buffer.from(of(end, challenges))
      const proof = Buffer.from(typeof given === 'string' ? given : '')
      return expected.length === proof.length && timingSafeEqual(expected, proof)
    },
  }
}

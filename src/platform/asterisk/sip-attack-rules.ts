// When do refused SIP requests make an attack? Somebody who mistyped a password does not; a program that guesses does.

export interface AttackLimits {
  windowMs: number
  /** Failures of one address within the window. */
  perAddress: number
  /** Failures of all addresses together: an attack from many. */
  together: number
}

export const attackLimits: AttackLimits = { windowMs: 60_000, perAddress: 20, together: 100 }

/** Times of the newest failures, oldest first; never more than are needed to decide. */
export type FailureTimes = readonly number[]

/** The times with one more; those outside the window and beyond `limit` are forgotten. */
export function withFailure(times: FailureTimes, at: number, limit: number, windowMs: number): FailureTimes {
  return [...times.filter((time) => time > at - windowMs), at].slice(-limit)
}

/** Whether as many failures as make an attack lie within the window. */
export function isAttack(times: FailureTimes, limit: number): boolean {
  return times.length >= limit
}

/** The address in a security event's RemoteAddress, such as `IPV4/UDP/192.0.2.7/5060`, or null. */
export function addressOf(remote: string): string | null {
  const parts = remote.split('/')
  const address = parts.slice(2, -1).join('/')
  return parts.length >= 4 && address !== '' ? address : null
}

/**
 * Security events that are failures. A telephone's first request is always answered with a challenge: ChallengeSent is
 * none. FailedACL and InvalidAccountID also tell of callers no endpoint knows.
 */
export const failureEvents = ['InvalidAccountID', 'InvalidPassword', 'ChallengeResponseFailed', 'FailedACL', 'AuthMethodNotAllowed'] as const

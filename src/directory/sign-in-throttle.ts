// Wrong passwords make an account wait, longer each time. Short enough that nobody can keep an operator from his desk for long.

export interface Attempts {
  failures: number
  /** No attempt is looked at before this moment (ms). */
  waitUntil: number
}

const freeTries = 4
const longestWaitMs = 60_000
const forgottenAfterMs = 30 * 60_000
const mostAccounts = 10_000

/** The account's attempts after one more failure. */
export function afterFailure(attempts: Attempts | undefined, now: number): Attempts {
  const failures = (attempts && now - attempts.waitUntil < forgottenAfterMs ? attempts.failures : 0) + 1
  const wait = failures <= freeTries ? 0 : Math.min(1000 * 2 ** (failures - freeTries - 1), longestWaitMs)
  return { failures, waitUntil: now + wait }
}

/** Keeps the attempts of this process. Keyed by what was typed, so that unknown numbers are slowed just the same. */
export function createSignInThrottle(now: () => number) {
  const accounts = new Map<string, Attempts>()
  return {
    /**
     * Milliseconds this account still has to wait, 0 when it may try. The try counts as failed until `succeeded`,
     * so that many at once cannot slip in before the first has failed.
     */
    begin(account: string): number {
      const known = accounts.get(account)
      if (known && known.waitUntil > now()) return known.waitUntil - now()
      accounts.delete(account)
      accounts.set(account, afterFailure(known, now()))
      const oldest = accounts.size > mostAccounts ? accounts.keys().next().value : undefined
      if (oldest !== undefined) accounts.delete(oldest)
      return 0
    },
    succeeded: (account: string): void => void accounts.delete(account),
  }
}

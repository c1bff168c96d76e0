// Waiting for the thing itself: asks until the answer is yes, and says what was missing when it never is.

/** Resolves with the first truthy answer; throws after `limitMs`. An error of `ask` ends the wait at once. */
export async function waitUntil<T>(
  ask: () => T | Promise<T>,
  limitMs = 10_000,
  what: () => string | Promise<string> = () => 'waited in vain',
): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(await what())
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

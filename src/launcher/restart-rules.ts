// When a server that died is started again. Pure: times are given.

/** A server that ran this long is taken for healthy: its next death counts as the first. */
const healthyAfterMs = 10_000
const firstPauseMs = 200
const longestPauseMs = 10_000

/** How many deaths in a row that was, `before` being those so far and `ranMs` how long it had run. */
export function deathsInARow(before: number, ranMs: number): number {
  return ranMs >= healthyAfterMs ? 1 : before + 1
}

/** The pause before it is started again: longer after each death in a row, never so long that it looks given up. */
export function pauseBeforeRestart(deaths: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(Math.max(deaths - 1, 0), 10))
}

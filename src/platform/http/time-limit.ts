/** Rejects when the work takes longer; the work itself goes on unwatched. */
export function withinTime<T>(work: Promise<T>, limitMs: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeLimitPassed(what)), limitMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The work did not answer in time. */
export class TimeLimitPassed extends Error {
  constructor(what: string) {
    super(`${what}: no answer in time`)
    this.name = 'TimeLimitPassed'
  }
}

// What the person at the terminal sees: each step on one line with its time.

/** Does one step of the start and prints it with the time it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  done(title, performance.now() - began)
  return result
}

/** Prints a step that ended elsewhere. */
export function done(title: string, milliseconds: number): void {
  process.stdout.write(`  ${title} ${'.'.repeat(Math.max(3, 46 - title.length))} ${(milliseconds / 1000).toFixed(1)} s\n`)
}

/** Prints a line about what goes on later, with the time of day. */
export function say(text: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`)
}

/** `1 call is` or `3 calls are`. */
export function calls(count: number): string {
  return count === 1 ? '1 call is' : `${count} calls are`
}

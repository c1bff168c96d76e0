// Patience with a database that is not there yet.

/** Does it again each second until it succeeds: what needs the database at the start comes when the database does. */
export async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000).unref())
    }
  }
}

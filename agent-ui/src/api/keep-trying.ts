// Parts of the app that are loaded when they are first needed: while the server is away they come late, but they never fail,
// because a page that breaks takes the operator's call with it.
const retryMs = 3_000

/** Loads until it succeeds. */
export async function keepTrying<T>(load: () => Promise<T>, waitMs = retryMs): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

// Which units were chosen last on this machine, the latest first.
const storageKey = 'recent-units'
const most = 4

/** The list with `id` in front, nothing twice, and no longer than is offered. Pure. */
export const withRecent = (known: readonly string[], id: string): string[] => [id, ...known.filter((one) => one !== id)].slice(0, most)

/** Whatever else stands there is read as nothing. */
export function readRecent(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

export function keepRecent(id: string): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(withRecent(readRecent(), id)))
  } catch {
    // A browser that stores nothing offers nothing.
  }
}

// The server's word that the own roles changed; whichever connection hears it passes it on.
const listeners = new Set<() => void>()

export function rolesChanged(): void {
  for (const listener of [...listeners]) listener()
}

/** Gives back what ends the listening. */
export function onRolesChanged(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

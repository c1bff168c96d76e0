// Whether the page stands on a telephone, by the same width as the style sheets.
import { useSyncExternalStore } from 'react'

const query = () => matchMedia('(max-width: 720px)')

function subscribe(onChange: () => void): () => void {
  const width = query()
  width.addEventListener('change', onChange)
  return () => width.removeEventListener('change', onChange)
}

/** True up to 720 px: what has no room beside the rest goes into a sheet. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query().matches)

// Loads one endpoint for a page: keeps the old rows while refreshing, tells loading from failed.
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from './client.ts'

export interface Fetched<T> {
  data: T | null
  error: ApiError | null
  loading: boolean
  reload: () => void
}

/** Runs `load` at first and whenever `key` changes; an answer that comes late for an older key is dropped. */
export function useFetch<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [state, setState] = useState<{ data: T | null; error: ApiError | null; loading: boolean }>({ data: null, error: null, loading: true })
  const [round, setRound] = useState(0)
  const loader = useRef(load)
  loader.current = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: key and round are what decides to load again
  useEffect(() => {
    const abort = new AbortController()
    setState((old) => ({ ...old, loading: true }))
    loader
      .current(abort.signal)
      .then((data) => setState({ data, error: null, loading: false }))
      .catch((thrown: unknown) => {
        if (abort.signal.aborted) return
        const error = thrown instanceof ApiError ? thrown : new ApiError('internal', String(thrown))
        setState((old) => ({ ...old, error, loading: false }))
      })
    return () => abort.abort()
  }, [key, round])
  const reload = useCallback(() => setRound((n) => n + 1), [])
  return { ...state, reload }
}

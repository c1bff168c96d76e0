// Loads one endpoint for a page: keeps the old rows while refreshing, tells loading from failed.
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from './client.ts'

export interface Fetched<T> {
  data: T | null
  error: ApiError | null
  loading: boolean
  /** Asks now; an answer still under way is dropped. */
  reload: () => void
  /** Asks now, or after the answer under way: news that come faster than the server answers must not keep every answer from coming. */
  refresh: () => void
}

/** Runs `load` at first and whenever `key` changes; an answer that comes late for an older key is dropped. */
export function useFetch<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [state, setState] = useState<{ data: T | null; error: ApiError | null; loading: boolean }>({ data: null, error: null, loading: true })
  const [round, setRound] = useState(0)
  const underWay = useRef(false)
  const wanted = useRef(false)
  const loader = useRef(load)
  loader.current = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: key and round are what decides to load again
  useEffect(() => {
    const abort = new AbortController()
    underWay.current = true
    wanted.current = false
    setState((old) => ({ ...old, loading: true }))
    loader
      .current(abort.signal)
      .then((data) => {
        if (!abort.signal.aborted) setState({ data, error: null, loading: false })
      })
      .catch((thrown: unknown) => {
        if (abort.signal.aborted) return
        const error = thrown instanceof ApiError ? thrown : new ApiError('internal', String(thrown))
        setState((old) => ({ ...old, error, loading: false }))
      })
      .finally(() => {
        if (abort.signal.aborted) return
        underWay.current = false
        if (wanted.current) setRound((n) => n + 1)
      })
    return () => abort.abort()
  }, [key, round])
  const reload = useCallback(() => setRound((n) => n + 1), [])
  const refresh = useCallback(() => {
    if (underWay.current) wanted.current = true
    else setRound((n) => n + 1)
  }, [])
  return { ...state, reload, refresh }
}

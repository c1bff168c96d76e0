// The call-back tasks: counted always, listed while the list is open, told by the server when they change.
import { useEffect } from 'react'
import type { CallbackTask } from '../../../src/contract/callbacks.ts'
import { api } from '../api/client.ts'
import { type Fetched, useFetch } from '../api/useFetch.ts'
import type { Desk } from '../desk/desk.tsx'

export function useCallbacks(desk: Desk): Fetched<CallbackTask[]> {
  const list = useFetch('callbacks', (signal) => api('callbacks', { signal }))
  const { reload } = list
  const { listen } = desk
  const connected = desk.state.link === 'connected'
  useEffect(() => listen('callbacks:changed', reload), [listen, reload])
  // What changed while the server was away was told to nobody.
  useEffect(() => {
    if (connected) reload()
  }, [connected, reload])
  return list
}

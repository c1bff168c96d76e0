// What the call that is being written up was about: read, chosen, and sent where the operator ends his wrap-up with what is suggested.
import { useCallback, useEffect, useState } from 'react'
import type { DispositionView } from '../../../src/contract/dispositions.ts'
import type { Disposition } from '../../../src/contract/values.ts'
import { api, messageOf } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { useFetch } from '../api/useFetch.ts'
import type { DraftState } from '../form/draft-state.ts'
import { noDraft } from '../form/no-draft.ts'
import type { Desk } from './desk.tsx'

export interface DispositionChoice {
  /** Null until it is known. */
  view: DispositionView | null
  problem: string | null
  choose: (disposition: Disposition) => Promise<boolean>
  /** What is known, asked for now if it is not; null: the server cannot say. */
  known: () => Promise<DispositionView | null>
}

/** The choice for this call; asked anew when its ticket is saved, for that suggests one. */
export function useDisposition(desk: Desk, callId: string): DispositionChoice {
  const draft = useStore(desk.bench.draft)
  const saved = useStore<DraftState | null>(draft?.state ?? noDraft)?.saved?.id ?? ''
  const found = useFetch(`${callId} ${saved} ${desk.state.link}`, async (signal) => ({
    callId,
    view: await api('disposition', { params: { id: callId }, signal }),
  }))
  const [sent, setSent] = useState<{ callId: string; view: DispositionView } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // What was just sent is newer than what was read, until it is read again.
  useEffect(() => {
    if (found.data) setSent(null)
  }, [found.data])
  const choose = useCallback(
    async (disposition: Disposition) => {
      setProblem(null)
      try {
        setSent({ callId, view: await api('setDisposition', { params: { id: callId }, body: { disposition } }) })
        return true
      } catch (error) {
        setProblem(messageOf(error))
        return false
      }
    },
    [callId],
  )
  const view = sent?.callId === callId ? sent.view : found.data?.callId === callId ? found.data.view : null
  const known = async () => view ?? (await api('disposition', { params: { id: callId } }).catch(() => null))
  return { view, problem, choose, known }
}

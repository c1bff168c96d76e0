// Keys of the form: Ctrl+Enter saves, Alt+1…3 choose the kind of request, Alt+X refuses.
import { useCallback, useEffect } from 'react'
import { requestKinds } from '../../../src/contract/values.ts'
import { dialogOpen } from '../kit/dialog-open.ts'
import { fieldId } from './draft-field.ts'
import { chooseKind } from './TicketFormHead.tsx'
import type { TicketDraft } from './ticket-draft.ts'

/** Saves the petition, or goes to the first thing that is missing. Rejects when the server refuses. */
export function useFormKeys(draft: TicketDraft): () => Promise<void> {
  const submit = useCallback(async () => {
    const first = await draft.submit()
    if (first) document.getElementById(fieldId(first))?.focus()
  }, [draft])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A dialog over the form has keys of its own.
      if (dialogOpen()) return
      const kind = /^Digit[1-3]$/.test(event.code) ? requestKinds[Number(event.code.slice(5)) - 1] : undefined
      if (event.altKey && !event.ctrlKey && !event.shiftKey && kind) {
        event.preventDefault()
        if (!draft.state.get().saved) chooseKind(draft, kind)
      }
      if (event.altKey && !event.ctrlKey && !event.shiftKey && event.code === 'KeyX' && !event.repeat) {
        event.preventDefault()
        document.querySelector<HTMLButtonElement>('[data-testid="refuse-draft"]')?.click()
      }
      if (event.ctrlKey && event.key === 'Enter' && !event.repeat) {
        event.preventDefault()
        document.querySelector<HTMLButtonElement>('[data-testid="save-ticket"]')?.click()
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [draft])
  return submit
}

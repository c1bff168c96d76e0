// Keys once a petition is saved: Ctrl+Enter forwards it, Alt+R answers it at once.
import { useEffect } from 'react'
import type { ActType } from '../../../src/contract/acts.ts'

const actOf = (event: KeyboardEvent): ActType | null => {
  if (event.repeat || event.shiftKey) return null
  if (event.ctrlKey && !event.altKey && event.key === 'Enter') return 'forward'
  return event.altKey && !event.ctrlKey && event.code === 'KeyR' ? 'answer-now' : null
}

// A dialog that was closed may still be in the document, unseen.
const dialogOpen = () => [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0)

/** Opens the step of the key pressed, when it is one of those allowed and no dialog has the keyboard. */
export function useNextStepKeys(steps: readonly ActType[], open: (type: ActType) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = actOf(event)
      if (!act || !steps.includes(act) || dialogOpen()) return
      event.preventDefault()
      open(act)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [steps, open])
}

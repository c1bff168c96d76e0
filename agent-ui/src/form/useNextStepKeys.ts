// Keys once a petition is saved: Ctrl+Enter forwards it, Alt+R answers it at once.
import { useEffect } from 'react'
import type { ActType } from '../../../src/contract/acts.ts'
import { dialogOpen } from '../kit/dialog-open.ts'

const actOf = (event: KeyboardEvent): ActType | null => {
  if (event.repeat || event.shiftKey) return null
  if (event.ctrlKey && !event.altKey && event.key === 'Enter') return 'forward'
  return event.altKey && !event.ctrlKey && event.code === 'KeyR' ? 'answer-now' : null
}

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

// Keys of the desk; clear of Vietnamese typing tools and of the browser's own.
import { useEffect, useRef } from 'react'
import { dialogOpen } from '../kit/dialog-open.ts'
import { answer, declineOrHangUp, toggleHold } from './call-actions.ts'
import { isTalking } from './call-standing.ts'
import type { Desk } from './desk.tsx'

export function useDeskKeys(desk: Desk, openKeys: () => void): void {
  const latest = useRef({ desk, openKeys })
  latest.current = { desk, openKeys }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return
      const { desk, openKeys } = latest.current
      if (desk.state.takenOver) return
      const action = actionOf(event.key, desk, openKeys)
      if (!action) return
      event.preventDefault()
      // A held-down key must not answer and hang up in one press.
      if (!event.repeat) action()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function actionOf(key: string, desk: Desk, openKeys: () => void): (() => void) | null {
  switch (key) {
    case 'F1':
      return openKeys
    case 'F2':
      return () => answer(desk)
    case 'F3':
      return () => (isTalking(desk) ? pressButton('keypad-open') : focusField('dial-number'))
    case 'F4':
      return () => declineOrHangUp(desk)
    case 'F6':
      return () => pressButton('transfer', 'consult-complete')
    case 'F7':
      return () => pressButton('conference')
    case 'F8':
      return () => desk.softphone.toggleMute()
    case 'F9':
      return () => isTalking(desk) && toggleHold(desk)
    case 'F10':
      return () => pressButton('recording-pause')
    default:
      return null
  }
}

/** The cursor into a field that is there. */
function focusField(testId: string): void {
  if (!dialogOpen()) document.querySelector<HTMLInputElement>(`input[data-testid="${testId}"]`)?.focus()
}

/** The key of buttons of which one at most is there. */
function pressButton(...testIds: string[]): void {
  if (!dialogOpen()) document.querySelector<HTMLButtonElement>(testIds.map((testId) => `[data-testid="${testId}"]:enabled`).join())?.click()
}

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
      if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) return pressAlt(event)
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
      return () => {
        // In a talk the keypad; writing up or on a pause he is ready again; else a number to call.
        if (isTalking(desk)) pressButton('keypad-open')
        else if (!pressButton('wrapup-finish', 'set-ready-button')) focusField('dial-number')
      }
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
      // In a talk its recording; while writing up, what it was about.
      return () => (isTalking(desk) ? pressButton('recording-pause') : focusDisposition())
    default:
      return null
  }
}

const focusDisposition = (): void => document.querySelector<HTMLButtonElement>('[data-testid="disposition"] [role="radio"][tabindex="0"]')?.focus()

/** By the key's place, so that no typing tool takes it for a letter. */
const altKeys: Readonly<Record<string, readonly string[]>> = {
  KeyM: ['wrapup-extend'],
  KeyP: ['state-menu'],
  KeyC: ['callbacks'],
  KeyT: ['similar-open'],
}

function pressAlt(event: KeyboardEvent): void {
  const testIds = altKeys[event.code]
  if (!testIds || event.isComposing) return
  event.preventDefault()
  if (!event.repeat) pressButton(...testIds)
}

/** The cursor into a field that is there. */
function focusField(testId: string): void {
  if (!dialogOpen()) document.querySelector<HTMLInputElement>(`input[data-testid="${testId}"]`)?.focus()
}

/** The key of buttons of which one at most is there; false where there is none. */
function pressButton(...testIds: string[]): boolean {
  if (dialogOpen()) return false
  const button = document.querySelector<HTMLElement>(testIds.map((testId) => `[data-testid="${testId}"]:not(:disabled)`).join())
  button?.click()
  return button !== null
}

// Keys of the desk; clear of Vietnamese typing tools and of the browser's own.
import { useEffect, useRef } from 'react'
import { answer, declineOrHangUp, toggleHold } from './call-actions.ts'
import type { Desk } from './desk.tsx'

export function useDeskKeys(desk: Desk, openKeys: () => void): void {
  const latest = useRef({ desk, openKeys })
  latest.current = { desk, openKeys }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return
      const { desk, openKeys } = latest.current
      if (desk.state.takenOver) return
      const actions: Record<string, () => void> = {
        F1: openKeys,
        F2: () => answer(desk),
        F4: () => declineOrHangUp(desk),
        F8: () => desk.softphone.toggleMute(),
        F9: () => desk.state.agent?.state === 'on-call' && toggleHold(desk),
      }
      const action = actions[event.key]
      if (!action) return
      event.preventDefault()
      // A held-down key must not answer and hang up in one press.
      if (!event.repeat) action()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

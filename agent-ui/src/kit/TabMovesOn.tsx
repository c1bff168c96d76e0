// A choice by keyboard: Tab goes to the next field. Antd takes it for choosing whatever entry stands first, though nothing was looked for.
import type { KeyboardEvent, ReactNode } from 'react'

export function TabMovesOn({ children }: { children: ReactNode }) {
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && event.target instanceof HTMLInputElement && event.target.value === '') event.stopPropagation()
  }
  return (
    <span className="tab-moves-on" onKeyDownCapture={onKeyDownCapture}>
      {children}
    </span>
  )
}

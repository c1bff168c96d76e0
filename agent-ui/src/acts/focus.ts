// Where the keyboard stands: into a dialog when it opens, back to where it was when it goes.
import { useEffect, useState } from 'react'

const opener = (): Element | null => {
  const now = document.activeElement
  // An entry of a menu or of the sheet is gone by then: its button stands for it.
  if (now?.closest('.ant-dropdown')) return document.querySelector('.act-bar .ant-dropdown-open, .ticket-calls .ant-dropdown-open') ?? now
  if (now?.closest('.act-sheet')) return document.querySelector('.act-sheet-button')
  return now
}
const stands = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element !== document.body && element.isConnected && element.offsetParent !== null

/** Whoever closes a dialog stands where he was; where that is gone, at the petition's first button. */
export function useFocusBack(): void {
  const [before] = useState(opener)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.querySelector('.act-form')) return
        const there = stands(before) ? before : (document.querySelector('.act-bar button') ?? document.querySelector('.ticket-page a'))
        if (there instanceof HTMLElement) there.focus()
      }, 0)
    },
    [before],
  )
}

/** Whoever opens a dialog writes at once, in its first field that is empty, an amount proposed counting as empty; who is in one already stays there. */
export function focusFirst(open: boolean): void {
  const form = document.querySelector('.act-form')
  if (!open || form?.contains(document.activeElement)) return
  const fields = [
    ...(form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type="checkbox"], [type="radio"], [type="file"]), textarea') ?? []),
  ]
  const filled = (field: Element) => field.closest('.ant-select')?.querySelector('.ant-select-content-has-value, .ant-select-selection-item') != null
  ;(
    fields.find((field) => field.type === 'number' || field.getAttribute('role') === 'spinbutton' || (field.value === '' && !filled(field))) ?? fields[0]
  )?.focus()
}

// Which key presses are digits of the desk, and where they belong to what is being typed.
type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'isComposing'>

/** 1 to 9 of either row of digits, without any other key; null for everything else. By its place, so that no typing tool changes it. */
export function digitOf({ code, ctrlKey, altKey, metaKey, shiftKey, repeat, isComposing }: Press): number | null {
  if (ctrlKey || altKey || metaKey || shiftKey || repeat || isComposing) return null
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  return digit ? Number(digit) : null
}

/** Is something typed here? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type)
}

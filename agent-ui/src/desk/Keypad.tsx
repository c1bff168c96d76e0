// The keypad in a talk: what is pressed is heard on the other side, by mouse, and by the digit keys while it is open.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk } from './desk.tsx'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
/** As many of those pressed as are shown. */
const shownKeys = 24

export function Keypad({ desk, callId }: { desk: Desk; callId: string }) {
  const { t } = useTranslation()
  const [pressed, setPressed] = useState('')
  const own = useRef<HTMLFieldSetElement>(null)
  // Keys go out one after the other, in the order in which they were pressed.
  const sent = useRef<Promise<unknown>>(Promise.resolve())
  const press = (key: string) => {
    setPressed((before) => (before + key).slice(-shownKeys))
    sent.current = sent.current.then(() => desk.act('call:keys', { callId, keys: key }))
  }
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    own.current?.focus()
    const typed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return
      // Who writes in the form means the form.
      const at = event.target
      if (at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return
      if (!keys.some((key) => key === event.key)) return
      event.preventDefault()
      latest.current(event.key)
    }
    addEventListener('keydown', typed)
    return () => removeEventListener('keydown', typed)
  }, [])
  return (
    <fieldset className="keypad" aria-label={t('dial.keypadLabel')} tabIndex={-1} ref={own} data-testid="keypad">
      <output className="keypad-pressed" aria-label={t('dial.pressed')} data-testid="keypad-pressed">
        {pressed || '\u00a0'}
      </output>
      <div className="keypad-keys">
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => press(key)} aria-label={t('dial.key', { key })} data-testid={`key-${key}`}>
            {key}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

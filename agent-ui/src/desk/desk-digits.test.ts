import { expect, it } from 'vitest'
import { digitOf } from './desk-digits.ts'

const press = (code: string, more: Partial<KeyboardEvent> = {}) =>
  digitOf({ code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false, isComposing: false, ...more })

it('takes a digit of either row, alone', () => {
  expect([press('Digit1'), press('Numpad8'), press('Digit0'), press('KeyA'), press('F1')]).toEqual([1, 8, null, null, null])
})

it('takes no digit that belongs to another key, to a typing tool, or is held down', () => {
  for (const more of ['ctrlKey', 'altKey', 'metaKey', 'shiftKey', 'repeat', 'isComposing'] as const) expect(press('Digit3', { [more]: true })).toBeNull()
})

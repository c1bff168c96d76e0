import { expect, it } from 'vitest'
import { hasNewer } from './newer-version.ts'

it('offers the newer version only where there is one', () => {
  expect(hasNewer({ code: 'conflict', fields: { version: '8' } }, 7)).toBe(true)
  expect(hasNewer({ code: 'conflict', fields: {} }, 7)).toBe(true)
  expect(hasNewer({ code: 'illegal-transition', fields: { version: '8' } }, 7)).toBe(true)
  // Already read, or never there.
  expect(hasNewer({ code: 'conflict', fields: { version: '8' } }, 8)).toBe(false)
  expect(hasNewer({ code: 'illegal-transition', fields: {} }, 7)).toBe(false)
  expect(hasNewer({ code: 'illegal-transition', fields: { reason: 'extension-used' } }, 7)).toBe(false)
  expect(hasNewer({ code: 'invalid-input', fields: { unitId: 'Chọn đơn vị' } }, 7)).toBe(false)
})

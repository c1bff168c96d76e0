import { describe, expect, it } from 'vitest'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { forgetAllTyped, typedKey } from './typed-words.ts'

const slip = (id: string, termNo: number) => ({ id, termNo }) as Slip
const ticket = (resultId: string) =>
  ({ id: 't', cycle: 1, results: [{ id: resultId, handedInAt: '2026-11-18T02:00:00.000Z', sentBackAt: null, approvedAt: null }] }) as unknown as Ticket

describe('words kept from a dialog', () => {
  it('come back for the same person about the same thing only', () => {
    const key = typedKey('lan', ticket('r1'), 'return', slip('s1', 1))
    expect(typedKey('lan', ticket('r1'), 'return', slip('s1', 1))).toBe(key)
    expect(typedKey('minh', ticket('r1'), 'return', slip('s1', 1))).not.toBe(key)
    expect(typedKey('lan', ticket('r1'), 'return', slip('s1', 2))).not.toBe(key)
    expect(typedKey('lan', ticket('r1'), 'return', slip('s2', 1))).not.toBe(key)
    expect(typedKey('lan', ticket('r1'), 'extend', slip('s1', 1))).not.toBe(key)
  })
  it('an answer belongs to its result, a comment to the petition', () => {
    expect(typedKey('lan', ticket('r2'), 'approve', slip('s1', 1))).not.toBe(typedKey('lan', ticket('r1'), 'approve', slip('s1', 1)))
    expect(typedKey('lan', ticket('r1'), 'send-back')).not.toBe(typedKey('lan', ticket('r2'), 'send-back'))
    expect(typedKey('lan', ticket('r1'), 'comment', slip('s1', 1))).toBe(typedKey('lan', ticket('r2'), 'comment', slip('s1', 2)))
  })
  it('are gone with the one who signs out, and nothing else is', () => {
    const kept: Record<string, string> = { [typedKey('lan', ticket('r1'), 'comment')]: '{}', 'gl.draft.1': '{}' }
    const storage = Object.defineProperty({ ...kept }, 'removeItem', {
      value(this: Record<string, string>, key: string) {
        delete this[key]
      },
    }) as unknown as Storage
    forgetAllTyped(storage)
    expect(Object.keys(storage)).toEqual(['gl.draft.1'])
  })
})

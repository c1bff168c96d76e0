import { describe, expect, it } from 'vitest'
import { ActType } from '../../../src/contract/acts.ts'
import { actPlaces, thumbPlaces } from './act-order.ts'

describe('where an act stands', () => {
  it('has the next step first and never twice', () => {
    expect(actPlaces(['comment', 'take', 'extend', 'coordinate', 'pass-on'])).toEqual({
      first: 'take',
      specialist: ['coordinate'],
      plain: ['extend'],
      rare: ['pass-on'],
    })
    expect(actPlaces(['comment'])).toEqual({ first: null, specialist: [], plain: [], rare: [] })
  })
  it('leaves no act without a place but the comment, which has its own', () => {
    const { first, specialist, plain, rare } = actPlaces(ActType.options)
    const placed = new Set([first, ...specialist, ...plain, ...rare])
    expect(ActType.options.filter((type) => !placed.has(type))).toEqual(['comment'])
  })
  it('has handing in first once a result is written, and writing beside it', () => {
    const acts: ActType[] = ['save-result', 'extend', 'hand-in', 'coordinate']
    expect(actPlaces(acts, true)).toMatchObject({ first: 'hand-in', plain: ['save-result', 'extend'], specialist: ['coordinate', 'hand-in'] })
    expect(thumbPlaces(acts, true)).toMatchObject({ first: 'hand-in', second: 'extend', sheet: ['save-result', 'coordinate'] })
  })
  it('holds every act once under the thumb', () => {
    const { first, second, sheet, confirms } = thumbPlaces(['save-result', 'extend', 'coordinate', 'hand-in', 'return', 'edit-facts', 'give-back', 'pass-on'])
    expect([first, second]).toEqual(['save-result', 'extend'])
    expect(sheet).toEqual(['edit-facts', 'give-back', 'coordinate', 'return', 'hand-in', 'pass-on'])
    expect(confirms).toBe(true)
    expect(thumbPlaces(['take', 'coordinate']).confirms).toBe(false)
  })
})

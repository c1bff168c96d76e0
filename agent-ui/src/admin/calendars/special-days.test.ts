import { expect, it } from 'vitest'
import { type Exception, ofYear, stillProposed, withInherited } from './special-days.ts'

const storm: Exception = { id: 'bao', name: 'Bão', kind: 'closure', from: { date: '2026-12-31', minute: 0 }, to: { date: '2027-01-02', minute: 720 } }
const swap: Exception = { id: 'doi', name: 'Hoán đổi', kind: 'swap', dayOff: '2027-01-04', workDay: '2026-12-26', frames: null }
const holiday: Exception = { id: 'le', name: 'Quốc khánh', kind: 'holiday', date: '2026-09-02' }

it('a year lists what touches it, in order', () => {
  const names = (year: number) => ofYear([swap, storm, holiday], year).map(({ id }) => id)
  expect(names(2026)).toEqual(['le', 'bao', 'doi'])
  expect(names(2027)).toEqual(['bao', 'doi'])
  expect(names(2028)).toEqual([])
})

it('a day of the parent is cancelled once, and taken back without a trace', () => {
  const content = { weeks: [], exceptions: [], cancels: ['z'] }
  const cancelled = withInherited(content, 'le', false)
  expect(cancelled.cancels).toEqual(['le', 'z'])
  expect(withInherited(cancelled, 'le', false)).toEqual(cancelled)
  expect(withInherited(cancelled, 'le', true)).toEqual(content)
})

it('a day that was given a meaning by hand is proposed no more', () => {
  const proposal = (exception: Exception) => ({ exception, name: exception.name, confidence: 'from-memory' as const, on: false, seenElsewhere: false })
  const proposals = [proposal(swap), proposal({ ...holiday, id: 'khac' })]
  expect(stillProposed(proposals, []).map(({ exception }) => exception.id)).toEqual(['doi', 'khac'])
  expect(stillProposed(proposals, [holiday]).map(({ exception }) => exception.id)).toEqual(['doi'])
})

import { expect, it } from 'vitest'
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { type Exception, ofYear, stillProposed, unsavedDays, withInherited } from './special-days.ts'

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

it('days of changes not saved yet: added, taken away, of the parent', () => {
  const content: CalendarContent = { weeks: [], exceptions: [holiday], cancels: [] }
  const names = (draft: Partial<CalendarContent>, inherited: Exception[] = []) =>
    [...unsavedDays(content, { ...content, ...draft }, inherited)].map(([date, { kind, name, gone }]) => `${date} ${kind} ${name}${gone ? ' gone' : ''}`).sort()
  expect(names({})).toEqual([])
  expect(names({ exceptions: [holiday, swap] })).toEqual(['2026-12-26 made-up Hoán đổi', '2027-01-04 swapped-off Hoán đổi'])
  expect(names({ exceptions: [holiday, storm] })).toEqual(['2026-12-31 closure Bão', '2027-01-01 closure Bão', '2027-01-02 closure Bão'])
  const untilMidnight: Exception = { ...storm, to: { date: '2027-01-01', minute: 0 } }
  expect(names({ exceptions: [holiday, untilMidnight] })).toEqual(['2026-12-31 closure Bão'])
  expect(names({ exceptions: [] })).toEqual(['2026-09-02 holiday Quốc khánh gone'])
  expect(names({ exceptions: [{ ...holiday, name: 'Tết Độc lập' }] })).toEqual(['2026-09-02 holiday Tết Độc lập'])
  expect(names({ cancels: [swap.id] }, [swap])).toEqual(['2026-12-26 made-up Hoán đổi gone', '2027-01-04 swapped-off Hoán đổi gone'])
})

import { expect, it } from 'vitest'
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { refusedCalendar } from './refused.ts'

const day = [{ open: 450, close: 690 }]
const sent: CalendarContent = {
  weeks: [{ from: '2026-12-01', to: null, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] } }],
  exceptions: [
    { id: 'le', name: 'Ngày hội', kind: 'holiday', date: '2026-12-22' },
    { id: 'bu', name: 'Làm bù', kind: 'make-up', date: '2027-01-09', frames: [] },
  ],
  cancels: [],
}

it('is told at its boxes and rows, as the check and as the form of the request name them', () => {
  const refused = refusedCalendar(
    {
      reason: 'Nhập lý do thay đổi',
      'exceptions[1] frames-missing': 'Ngày làm bù 09/01/2027 chưa có giờ làm việc',
      'content.exceptions.0.name': 'Tên quá dài',
      'weeks[0].1 frames-overlap': 'Thứ Hai: ca chồng lên nhau',
      'content.weeks.0.week.5': 'Nhiều nhất 12 khung giờ một ngày',
    },
    sent,
    '2026-12-01',
  )
  expect(refused.reason).toBe('Nhập lý do thay đổi')
  expect([...refused.rows]).toEqual([
    ['bu', 'Ngày làm bù 09/01/2027 chưa có giờ làm việc'],
    ['le', 'Tên quá dài'],
  ])
  expect([...refused.week]).toEqual([
    [1, 'Thứ Hai: ca chồng lên nhau'],
    [5, 'Nhiều nhất 12 khung giờ một ngày'],
  ])
  expect(refused.words).toEqual([
    'Ngày làm bù 09/01/2027 chưa có giờ làm việc',
    '22/12/2026 Ngày hội: Tên quá dài',
    'Thứ Hai: ca chồng lên nhau',
    'Nhiều nhất 12 khung giờ một ngày',
  ])
})

it('without a field, or with hours of another week, no box is marked', () => {
  expect(refusedCalendar({}, sent, '2026-12-01')).toMatchObject({ reason: undefined, words: [] })
  expect(refusedCalendar({ 'weeks[0].1 frames-overlap': 'Thứ Hai: ca chồng lên nhau' }, sent, '2027-01-01').week.size).toBe(0)
})

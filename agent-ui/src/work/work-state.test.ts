import { describe, expect, it } from 'vitest'
import type { WorkItem } from '../../../src/contract/work.ts'
import { holdRows } from '../kit/held-rows.ts'
import { dueDay, groupOf, inGroups, isOver, isSoon, rowsOf } from './work-state.ts'

let made = 0
const item = (group: WorkItem['group'], officeReason: 'unowned' | 'escalated' | null = null, id = `slip ${++made}`) =>
  ({ id, title: id, group, slip: { id, officeReason } }) as unknown as WorkItem

describe('rows of the work list', () => {
  it('stand in groups, each once, in the order of the list', () => {
    const rows = rowsOf([item('late'), item('late'), item('today'), item('later')])
    expect(inGroups(rows).map((group) => [group.name, group.rows.length])).toEqual([
      ['late', 2],
      ['today', 1],
      ['later', 1],
    ])
  })
  it('at the provincial office stand by why they are there, whatever is due first', () => {
    expect(groupOf(item('late', 'escalated'))).toBe('escalated')
    expect(groupOf(item('today'))).toBe('today')
    expect(inGroups(rowsOf([item('late', 'escalated'), item('today', 'unowned')])).map(({ name }) => name)).toEqual(['unowned', 'escalated'])
  })
  it('are urgent under two working hours, and over once a result is handed in', () => {
    expect([isSoon({ leftMs: 7_199_999 }, false), isSoon({ leftMs: 7_200_000 }, false), isSoon({ leftMs: 1 }, true)]).toEqual([true, false, false])
    expect([isOver({ state: 'stopped' }), isOver({ state: 'lapsed' })]).toEqual([true, false])
  })
})

describe('a list that is held still', () => {
  const [a, b, c] = [item('today', null, 'a'), item('today', null, 'b'), item('tomorrow', null, 'c')] as const
  it('keeps its rows where they stand and says how many came', () => {
    const { rows, added, moved } = holdRows(rowsOf([a, b]), rowsOf([c, a, b]))
    expect(rows.map(({ key }) => key)).toEqual(['a', 'b'])
    expect([added, moved]).toEqual([1, true])
  })
  it('shows in place what is new of a row, though it belongs to another group by now', () => {
    const late = { ...a, title: 'Đã trễ', group: 'late' } as WorkItem
    const { rows, added, moved } = holdRows(rowsOf([a, b]), rowsOf([late, b]))
    expect(rows[0]).toMatchObject({ group: 'today', item: { title: 'Đã trễ', group: 'late' } })
    expect([added, moved]).toEqual([0, true])
  })
  it('marks a row that left', () => {
    expect(holdRows(rowsOf([a, b]), rowsOf([b])).rows.map(({ gone }) => gone)).toEqual([true, false])
  })
  it('has nothing to tell when nothing moved', () => {
    expect(holdRows(rowsOf([a, b]), rowsOf([a, b]))).toMatchObject({ added: 0, moved: false })
  })
})

describe('the day of a deadline', () => {
  const now = Date.parse('2026-11-18T16:59:59Z') // 23:59:59 in Gia Lai
  it.each([
    ['2026-11-18T10:30:00.000Z', 'today'],
    ['2026-11-18T17:00:00.000Z', 'tomorrow'],
    ['2026-11-17T03:20:00.000Z', 'other'],
    ['2026-11-20T03:20:00.000Z', 'other'],
  ])('%s is %s', (dueAt, day) => expect(dueDay(dueAt, now)).toBe(day))
})

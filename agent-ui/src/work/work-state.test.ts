import { describe, expect, it } from 'vitest'
import type { WorkItem } from '../../../src/contract/work.ts'
import { groupOf, inGroups, isOver, isSoon } from './work-state.ts'

const item = (group: WorkItem['group'], officeReason: 'unowned' | 'escalated' | null = null) => ({ group, slip: { officeReason } }) as unknown as WorkItem

describe('rows of the work list', () => {
  it('stand in groups, each once, in the order of the list', () => {
    const rows = [item('late'), item('late'), item('today'), item('later')]
    expect(inGroups(rows).map(({ name, items }) => [name, items.length])).toEqual([
      ['late', 2],
      ['today', 1],
      ['later', 1],
    ])
  })
  it('at the provincial office stand by why they are there', () => {
    expect(groupOf(item('late', 'escalated'))).toBe('escalated')
    expect(groupOf(item('today'))).toBe('today')
  })
  it('are urgent under two working hours, and over once a result is handed in', () => {
    expect([isSoon({ leftMs: 7_199_999 }, false), isSoon({ leftMs: 7_200_000 }, false), isSoon({ leftMs: 1 }, true)]).toEqual([true, false, false])
    expect([isOver({ state: 'stopped' }), isOver({ state: 'lapsed' })]).toEqual([true, false])
  })
})

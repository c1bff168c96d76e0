// Whose a file of a petition is: the citizen's, or a unit's.
import { describe, expect, it } from 'vitest'
import { originOf, type Served } from '../../src/tickets/attachments/origin-rules.ts'

const at = new Date('2026-11-18T02:00:00Z')
const served = (role: string, name: string, from = '2021-01-01', to: string | null = null): Served => ({
  role,
  unit: { id: name, name },
  validFrom: new Date(from),
  validTo: to === null ? null : new Date(to),
})
const slip = (unitId: string) => ({ unitId, withinUnitId: null, holderUnitId: unitId })

describe('a file is', () => {
  it('the citizen’s when the hotline took it in', () => {
    expect(originOf(at, [served('operator', 'Tổng đài')], [slip('Sở Xây dựng')])).toEqual({ of: 'desk', unitName: null })
  })
  it('the unit’s when one of its people sent it, whoever has the slip by now', () => {
    expect(originOf(at, [served('focal-point', 'Sở Xây dựng')], [slip('Sở Xây dựng')])).toEqual({ of: 'unit', unitName: 'Sở Xây dựng' })
    expect(originOf(at, [served('provincial-office', 'VP')], [{ ...slip('Sở Xây dựng'), holderUnitId: 'VP' }])).toEqual({ of: 'unit', unitName: 'VP' })
    // Somebody's deputy, from another unit.
    expect(originOf(at, [served('unit-head', 'Sở Y tế')], [slip('Sở Xây dựng')])).toEqual({ of: 'unit', unitName: 'Sở Y tế' })
  })
  it('by what its sender was then, not by what he became', () => {
    const moved = [served('operator', 'Tổng đài', '2021-01-01', '2026-11-18T03:00:00Z'), served('focal-point', 'Sở Xây dựng', '2026-11-18T03:00:00Z')]
    expect(originOf(at, moved, [slip('Sở Xây dựng')]).of).toBe('desk')
    expect(originOf(new Date('2026-11-18T04:00:00Z'), moved, [slip('Sở Xây dựng')]).of).toBe('unit')
  })
  it('the unit’s that has the petition, of somebody who serves at the hotline as well', () => {
    const both = [served('supervisor', 'Tổng đài'), served('unit-head', 'Sở Thông tin')]
    expect(originOf(at, both, [slip('Sở Thông tin')])).toEqual({ of: 'unit', unitName: 'Sở Thông tin' })
    expect(originOf(at, both, [slip('Sở Xây dựng')]).of).toBe('desk')
  })
})

import { describe, expect, it } from 'vitest'
import type { DirectoryUnit } from '../../../src/contract/directory.ts'
import { treeRows, withAllBelow } from './unit-tree.ts'

const unit = (id: string, name: string, parentId: string | null = null, more: Partial<DirectoryUnit> = {}): DirectoryUnit => ({
  id,
  code: id,
  name,
  kind: 'department',
  capabilities: [],
  parentId,
  predecessorId: null,
  successorId: null,
  headIsFocal: false,
  validFrom: '2021-03-30',
  validTo: null,
  version: 1,
  inForce: true,
  members: 0,
  ...more,
})
const units = [
  unit('a', 'Sở Xây dựng'),
  unit('b', 'Phòng Hạ tầng', 'a'),
  unit('c', 'Đội Thoát nước', 'b'),
  unit('d', 'Sở Cũ', null, { inForce: false }),
  unit('e', 'Phòng Cũ', 'd'),
]
const rows = (more: object = {}) => treeRows(units, { find: '', all: false, kind: null, closedRows: new Set(), ...more })

describe('the tree of units', () => {
  it('shows what hangs on what; below a unit that is not shown one stands on top', () =>
    expect(rows().map(({ unit: { id }, depth }) => [id, depth])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['e', 0],
    ]))
  it('hides what is below a closed row', () => expect(rows({ closedRows: new Set(['b']) }).map(({ unit: { id } }) => id)).toEqual(['a', 'b', 'e']))
  it('shows all when asked', () => expect(rows({ all: true }).map(({ unit: { id } }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']))
  it('finds without accents, with the parent named', () =>
    expect(rows({ find: 'thoat' }).map(({ unit: { id }, parentName }) => [id, parentName])).toEqual([['c', 'Phòng Hạ tầng']]))
  it('knows what no parent may be', () => expect([...withAllBelow(units, 'a')]).toEqual(['a', 'b', 'c']))
})

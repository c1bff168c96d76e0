import { expect, it, vi } from 'vitest'
import { Amount } from '../../../src/contract/slips.ts'
import { readWhole } from './WholeNumber.tsx'

vi.mock('antd', () => ({ Input: () => null }))

it.each([
  ['3', 3],
  [' 10 ', 10],
  ['', null],
  ['2,5', '2,5'],
  ['2.5', '2.5'],
  ['-3', -3],
  ['1e3', '1e3'],
])('%j is read as %j', (typed, value) => {
  expect(readWhole(typed)).toEqual(value)
})

it('what is no whole number above zero is refused in Vietnamese', () => {
  const said = (amount: unknown) => Amount.safeParse({ amount, unit: 'day' }).error?.issues[0]?.message
  expect([said('2,5'), said(2.5), said(0), said(-3), said(null), said(2)]).toEqual([
    'Nhập số nguyên',
    'Nhập số nguyên',
    'Phải lớn hơn 0',
    'Phải lớn hơn 0',
    'Nhập số nguyên',
    undefined,
  ])
})

import { expect, it } from 'vitest'
import { isSamePlace } from '../../src/tickets/similar-rules.ts'

it.each<[string, string, boolean]>([
  ['Trước số 12 đường Wừu, phường Pleiku', 'số 12 Wừu', true],
  ['12 WUU', 'Trước số 12 đường Wừu', true],
  ['Trước số 12 đường Wừu', 'Trước số 14 đường Wừu', false],
  ['Làng Plei Kép', 'Đường vào làng Plei Kép, phường Thống Nhất', true],
  ['Làng Plei Kép', 'Làng Plei Ốp', false],
  ['Phường', 'phường', true],
  ['Phường', 'Xã', false],
  ['', '', false],
  ['', 'số 12 Wừu', false],
])('%s and %s', (one, other, same) => {
  expect([isSamePlace(one, other), isSamePlace(other, one)]).toEqual([same, same])
})

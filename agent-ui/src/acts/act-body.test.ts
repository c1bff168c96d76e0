import { describe, expect, it } from 'vitest'
import { strayErrors } from './act-body.ts'

describe('what was refused in a dialog', () => {
  it('is listed where the dialog has no field for it, each word once', () => {
    const errors = { unitId: 'Chọn đơn vị xử lý chính', reporterAddress: 'Nhập địa chỉ liên hệ', place: 'Nhập địa điểm phản ánh' }
    expect(strayErrors('forward', errors)).toEqual(['Nhập địa chỉ liên hệ', 'Nhập địa điểm phản ánh'])
    expect(strayErrors('extend', { amount: 'Quá dài', remindAfter: 'Quá dài', reason: 'Nhập lý do' })).toEqual([])
  })
})

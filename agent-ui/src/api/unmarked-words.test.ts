import { expect, it } from 'vitest'
import { unmarkedWords } from './unmarked-words.ts'

it('above a form stands only what no box of it says', () => {
  const fields = { reason: 'Nhập lý do', file: 'Tệp lớn quá', 'rows.0': 'Tệp lớn quá' }
  expect(unmarkedWords('Không kết nối được', {}, () => true)).toBe('Không kết nối được')
  expect(unmarkedWords('Thông tin chưa đúng', fields, (field) => field === 'reason')).toBe('Tệp lớn quá')
  expect(unmarkedWords('Thông tin chưa đúng', { reason: 'Nhập lý do' }, () => true)).toBeNull()
})

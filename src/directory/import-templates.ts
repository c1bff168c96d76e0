// The columns of the directory's imports, and the templates made of them.
import { unitKinds } from '../contract/directory.ts'
import { roles } from '../contract/values.ts'
import type { Column } from '../platform/sheets/sheet-rules.ts'
import type { Template } from '../platform/sheets/write-template.ts'
import { type PersonField, personHeads } from './import-people-rules.ts'
import type { UnitField } from './import-units-rules.ts'
import { roleWords } from './membership-rules.ts'
import { kindWords } from './unit-rows.ts'

export const unitColumns: Column<UnitField>[] = [
  { key: 'code', head: 'Mã đơn vị', required: true, example: 'P-PLEIKU' },
  { key: 'name', head: 'Tên đơn vị', required: true, example: 'UBND phường Pleiku' },
  { key: 'kind', head: 'Loại đơn vị', required: true, also: ['Loại'], example: kindWords.commune },
  { key: 'capabilities', head: 'Chức năng', required: false },
  { key: 'parent', head: 'Mã đơn vị cấp trên', required: false, also: ['Mã cấp trên'] },
  { key: 'validFrom', head: 'Hoạt động từ ngày', required: true, also: ['Từ ngày'], example: '01/07/2025' },
  { key: 'validTo', head: 'Ngừng từ ngày', required: false, also: ['Đến ngày'] },
  { key: 'headIsFocal', head: 'Lãnh đạo là đầu mối', required: false },
]
export const personColumns: Column<PersonField>[] = [
  { key: 'name', head: personHeads.name, required: true, also: ['Họ tên'], example: 'Nguyễn Văn Mẫu' },
  { key: 'phone', head: personHeads.phone, required: true, also: ['Điện thoại', 'Số di động'], example: '0900 000 099' },
  { key: 'title', head: personHeads.title, required: false, example: 'Chuyên viên' },
  { key: 'email', head: personHeads.email, required: false, also: ['Thư điện tử'] },
  { key: 'unit', head: personHeads.unit, required: true, example: 'Sở Xây dựng' },
  { key: 'role', head: personHeads.role, required: true, example: roleWords['focal-point'] },
  { key: 'otherUnits', head: personHeads.otherUnits, required: false },
]

export const templates: Readonly<Record<'units' | 'people', Template>> = {
  units: {
    columns: unitColumns,
    notes: [
      'Dòng 2 là ví dụ, hãy xóa trước khi nhập. Cột có dấu * là bắt buộc.',
      'Mã đơn vị: chữ không dấu, số, dấu chấm, gạch ngang. Mã và ngày bắt đầu đã có thì dòng đó sửa đơn vị đã có.',
      `Loại đơn vị: ${unitKinds.map((kind) => kindWords[kind]).join('; ')}.`,
      'Chức năng: để trống, hoặc tổng đài; VP UBND tỉnh; giám sát (nhiều chức năng cách nhau dấu chấm phẩy).',
      'Ngày: dạng 01/07/2025. “Ngừng từ ngày” chỉ dùng cho đơn vị mới; đơn vị đã có thì cho ngừng trên màn hình.',
    ],
  },
  people: {
    columns: personColumns,
    notes: [
      'Dòng 2 là ví dụ, hãy xóa trước khi nhập. Cột có dấu * là bắt buộc.',
      'Mã đơn vị: mã hoặc tên đầy đủ như trong danh bạ (Đơn vị).',
      'Số điện thoại là tên đăng nhập. Đầu số cũ (0162…0169) được đổi sang đầu số mới. Số máy bàn không nhận được SMS.',
      `Vai trò: ${roles.map((role) => roleWords[role]).join('; ')}.`,
      'Đang ở đơn vị khác: ghi “chuyển” để kết thúc vai trò ở đơn vị cũ, “cả hai” để giữ cả hai. Để trống thì dòng đó báo lỗi nếu người ấy đang ở đơn vị khác.',
      'Một người có hai vai trò trong cùng đơn vị: ghi hai dòng, cùng số điện thoại.',
    ],
  },
}

// The directory's own history: who changed what of a unit or a person. Rows are only ever appended.
import type { DirectoryEvent } from '../contract/directory.ts'
import type { Transaction } from './deps.ts'

const actionWords = {
  'unit-added': 'Thêm đơn vị',
  'unit-closed': 'Cho ngừng hoạt động',
  'unit-took-over': 'Kế thừa đơn vị',
  'unit-reopened': 'Bỏ việc ngừng hoạt động',
  'account-created': 'Tạo tài khoản',
  'account-invited': 'Gửi lại lời mời',
  'account-locked': 'Khóa tài khoản',
  'account-unlocked': 'Mở khóa tài khoản',
  'membership-added': 'Giao vai trò',
  'membership-ended': 'Kết thúc vai trò',
  'membership-withdrawn': 'Bỏ vai trò chưa bắt đầu',
  'deputy-named': 'Ủy quyền',
  'deputy-ended': 'Chấm dứt ủy quyền',
  'field-changed': 'Sửa',
} as const
export type DirectoryAction = keyof typeof actionWords

const fieldWords: Readonly<Record<string, string>> = {
  code: 'Mã đơn vị',
  name: 'Tên',
  kind: 'Loại đơn vị',
  capabilities: 'Chức năng',
  parentId: 'Đơn vị cấp trên',
  predecessorId: 'Kế thừa từ',
  headIsFocal: 'Lãnh đạo là đầu mối',
  validFrom: 'Hoạt động từ',
  phone: 'Số điện thoại',
  title: 'Chức vụ',
  email: 'E-mail',
}

/** Who did it: a signed-in administrator, or a person for himself. */
export interface Actor {
  id: string
  name: string
}

export interface NewEvent {
  unitId?: string | null
  personId?: string | null
  action: DirectoryAction
  field?: string | null
  oldValue?: string | null
  newValue?: string | null
}

/** Writes rows in the transaction of what they tell of. */
export async function writeEvents(tx: Transaction, actor: Actor, at: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.directoryEvent.createMany({
    data: events.map(({ unitId = null, personId = null, action, field = null, oldValue = null, newValue = null }) => ({
      at,
      actorId: actor.id,
      actor: actor.name,
      unitId,
      personId,
      action,
      field,
      oldValue,
      newValue,
    })),
  })
}

const mostShown = 500

/** The newest first, in words. */
export async function readEvents(on: Transaction, of: { unitId: string } | { personId: string }): Promise<DirectoryEvent[]> {
  const rows = await on.directoryEvent.findMany({ where: of, orderBy: { id: 'desc' }, take: mostShown })
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actor,
    action: actionWords[row.action as DirectoryAction] ?? row.action,
    field: row.field === null ? null : (fieldWords[row.field] ?? row.field),
    oldValue: row.oldValue,
    newValue: row.newValue,
  }))
}

/** A row for each field that differs; the values already in words. */
export function changeEvents(of: { unitId: string } | { personId: string }, before: Record<string, string>, after: Record<string, string>): NewEvent[] {
  return Object.keys(after)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ ...of, action: 'field-changed', field, oldValue: before[field] || null, newValue: after[field] || null }))
}

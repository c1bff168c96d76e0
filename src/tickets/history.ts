// The ticket's history: who changed what, when. Only ever appended to.

import type { z } from 'zod'
import type { HistoryEntry, TicketForm } from '../contract/tickets.ts'
import { nameActing } from '../directory/deputy-rules.ts'
import { unitNames } from '../directory/unit-names.ts'
import type { Transaction } from './deps.ts'
import { fieldName, fieldWords, type Names } from './field-words.ts'
import { changedFields } from './form-fields.ts'
import { appendHistory, type NewHistoryRow } from './history-append.ts'
import { HIDDEN_FILE_WORDS, seesFiles, type Viewer, visibleValue } from './visibility-rules.ts'

/** What a history row says: the code in the table, the words people read. */
const actionWords = {
  'draft-opened': 'Mở phiếu nháp',
  'petition-saved': 'Lưu phiếu, cấp mã',
  'field-changed': 'Sửa',
  'slip-sent': 'Chuyển phiếu',
  'coordination-asked': 'Phối hợp xử lý',
  taken: 'Nhận xử lý',
  'given-back': 'Bỏ nhận xử lý',
  'passed-on': 'Chuyển trong đơn vị',
  returned: 'Chuyển trả nhân viên trực',
  'coordination-returned': 'Trả phiếu phối hợp',
  'slip-late': 'Trễ hạn',
  'slip-moved-up': 'Chuyển cấp trên',
  extended: 'Hẹn xử lý',
  reminded: 'Nhắc hạn',
  paused: 'Tạm dừng tính hạn',
  resumed: 'Tiếp tục tính hạn',
  'due-changed': 'Tính lại hạn',
  'result-saved': 'Cập nhật kết quả',
  'handed-in': 'Trả kết quả',
  'coordination-done': 'Trả kết quả phối hợp',
  'sent-back': 'Yêu cầu làm lại',
  approved: 'Phê duyệt kết quả',
  published: 'Phê duyệt công khai',
  unpublished: 'Thôi công khai',
  'citizen-told': 'Báo người dân',
  completed: 'Hoàn thành',
  refused: 'Từ chối',
  'info-requested': 'Hỏi thêm thông tin',
  'answered-at-once': 'Trả lời ngay',
  attached: 'Gắn vào phiếu đã có',
  'call-attached': 'Gắn thêm cuộc gọi',
  withdrawn: 'Rút phiếu',
  discarded: 'Hủy phiếu nháp',
  'unit-closed': 'Đơn vị ngừng hoạt động',
  'office-changed': 'Đổi Văn phòng UBND tỉnh',
  'citizen-unreached': 'Chưa liên lạc được người dân',
  reopened: 'Mở lại',
  assigned: 'VP UBND tỉnh giao xử lý',
  commented: 'Ý kiến xử lý',
  urged: 'Đôn đốc',
  'to-provincial-office': 'Chuyển VP UBND tỉnh',
  'attachment-added': 'Thêm tệp đính kèm',
  'attachment-removed': 'Bỏ tệp đính kèm',
} as const
export type HistoryAction = keyof typeof actionWords
const isAction = (code: string): code is HistoryAction => Object.hasOwn(actionWords, code)

/** A person, or the system itself when it acts without one. */
export interface Actor {
  id: string | null
  name: string
}
export const system: Actor = { id: null, name: 'Hệ thống' }
/** `principal`: whom the viewer acts for. */
export const actorOf = (viewer: Viewer, principal: string | null = null): Actor => ({ id: viewer.personId, name: nameActing(viewer.name, principal) })

export interface Moment {
  ticketId: string
  actor: Actor
  at: Date
  /** The page's act, when there is one. */
  actId?: string
}

/** Writes one row for something that happened to the whole ticket. */
export async function writeEvent(tx: Transaction, moment: Moment, action: HistoryAction, newValue: string | null = null) {
  await appendHistory(tx, [{ ...plain(moment), action, field: null, oldValue: null, newValue }])
}

/** Writes a row for each field that differs. */
export async function writeChanges(tx: Transaction, moment: Moment, before: TicketForm, after: TicketForm) {
  await appendHistory(tx, await fieldRows(tx, moment, before, after))
}

/** A row for each field that differs, not yet written. */
export async function fieldRows(tx: Transaction, moment: Moment, before: TicketForm, after: TicketForm): Promise<NewHistoryRow[]> {
  const fields = changedFields(before, after)
  if (fields.length === 0) return []
  const names = await namesBehind(tx, [before, after])
  return fields.map((field) => ({
    ...plain(moment),
    action: 'field-changed' satisfies HistoryAction,
    field,
    oldValue: fieldWords(before, field, names),
    newValue: fieldWords(after, field, names),
  }))
}

const plain = ({ ticketId, actor, at, actId }: Moment) => ({ ticketId, actorId: actor.id, actor: actor.name, at, actId: actId ?? null })

/** Names of the categories and units the forms point to. */
async function namesBehind(tx: Transaction, forms: readonly TicketForm[]): Promise<Names> {
  const ids = (field: 'categoryId' | 'reportedUnitId') => forms.map((form) => form[field]).filter((id) => id !== null)
  const categories = await tx.category.findMany({ where: { id: { in: ids('categoryId') } }, select: { id: true, name: true } })
  const units = await unitNames(tx, ids('reportedUnitId'))
  return new Map([...units, ...categories.map(({ id, name }) => [id, name] as const)])
}

interface HistoryRow {
  id: bigint
  at: Date
  actor: string
  action: string
  field: string | null
  oldValue: string | null
  newValue: string | null
}

/** The rows in words, as this viewer may read them. */
export function historyFor(
  viewer: Viewer,
  flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>,
  rows: readonly HistoryRow[],
  given = false,
): z.infer<typeof HistoryEntry>[] {
  const files = seesFiles(viewer, flags, given)
  const shownOf = (row: HistoryRow, value: string | null) =>
    row.action.startsWith('attachment-') && !files ? HIDDEN_FILE_WORDS : visibleValue(viewer, flags, secretAs(row), value, given)
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actor,
    action: isAction(row.action) ? actionWords[row.action] : row.action,
    field: row.field === null ? null : fieldName(row.field),
    oldValue: shownOf(row, row.oldValue),
    newValue: shownOf(row, row.newValue),
  }))
}

/** What people wrote about a secret may say as much as its content; a code or a state says nothing. */
function secretAs({ field, action }: HistoryRow): string | null {
  const saysNothing: readonly string[] = [
    'draft-opened',
    'petition-saved',
    'taken',
    'given-back',
    'completed',
    'slip-late',
    'slip-moved-up',
    'reminded',
    'paused',
    'resumed',
  ]
  return field === 'result' || (field === null && !saysNothing.includes(action)) ? 'content' : field
}

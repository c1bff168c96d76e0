// What people do to a petition: one endpoint, one closed list. Who may do which of them and when is the lifecycle's
// (src/tickets/lifecycle-rules.ts); a ticket tells each viewer what he may do now (`Ticket.acts`).
import { z } from 'zod'
import { Amount } from './slips.ts'
import { hasVisible } from './visible-text.ts'

/** Left out altogether it is as missing as left empty. */
const text = (max: number, missing: string) => z.string(missing).trim().refine(hasVisible, missing).max(max, `Dài quá ${max} ký tự`)
const optionalText = (max: number) => z.string().trim().max(max, `Dài quá ${max} ký tự`).default('')
const reason = text(2_000, 'Nhập lý do')
const units = z.array(z.uuid()).max(20, 'Nhiều nhất 20 đơn vị').default([])
const slip = { slipId: z.uuid() }

/**
 * `actId` is made by the page once per click: the same act sent again is done once. `version` is the ticket's the page
 * showed: when somebody acted meanwhile, the act is refused as `conflict` and the page keeps what was typed.
 * `notifyNext` is the checkbox "Gửi tin nhắn cho cán bộ kế tiếp".
 */
const common = { actId: z.uuid(), version: z.number().int().min(0).max(2_000_000_000), notifyNext: z.boolean().default(true) }
const act = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.object({ type: z.literal(type), ...common, ...shape })

const acts = [
  /** Desk: transfer slip to a unit (Đ10.1 b2), also to VP UBND tỉnh when nobody clearly owns it. */
  act('forward', { unitId: z.uuid('Chọn đơn vị xử lý chính'), coordinatingUnitIds: units, note: optionalText(2_000) }),
  /** Desk: not valid, or outside the service (Đ8, Đ17.1): with the reason and where to go (Đ10.1a). */
  act('refuse', { reason, guidance: text(2_000, 'Nhập hướng dẫn cho người dân') }),
  /** Desk: asks the citizen for more before a slip is sent. */
  act('request-info', { question: text(1_000, 'Nhập điều cần hỏi thêm') }),
  /** Desk: answered at once from what is known (Đ10.1 b1). */
  act('answer-now', { answer: text(20_000, 'Nhập câu trả lời') }),
  /** Desk: the draft's call belongs to a petition there is already. */
  act('attach-to', { ticketId: z.uuid('Chọn phiếu đã có') }),
  /** Desk: the citizen takes the petition back. */
  act('withdraw', { reason }),
  act('discard', { reason }),
  /** Nhận xử lý, Bỏ nhận xử lý. */
  act('take', slip),
  act('give-back', { ...slip, reason: optionalText(2_000) }),
  /** Inside the unit: to a specialist, or to a sub-unit; no new clock. */
  act('pass-on', { ...slip, personId: z.uuid().nullable().default(null), unitId: z.uuid().nullable().default(null), note: optionalText(2_000) }),
  /** Chuyên viên thao tác → Nhân viên trực: not ours. */
  act('return', { ...slip, termNo: z.number().int(), reason }),
  /** Chuyên viên thao tác → Phối hợp xử lý. */
  act('coordinate', { ...slip, unitIds: z.array(z.uuid()).min(1, 'Chọn đơn vị phối hợp').max(20), note: optionalText(2_000) }),
  /** Cập nhật kết quả: saved, not yet handed in. */
  act('save-result', { ...slip, unitId: z.uuid('Chọn đơn vị trả lời'), content: text(20_000, 'Nhập nội dung kết quả') }),
  /**
   * Chuyên viên thao tác → Trả kết quả, and Xác nhận hoàn thành. `withoutAnswers`: the main unit knows that coordinating units have not
   * answered, and ends their part.
   */
  act('hand-in', { ...slip, note: optionalText(2_000), withoutAnswers: z.boolean().default(false) }),
  /** Hẹn xử lý (Đ11.3). `sooner`: the date promised is before the deadline there is, and that is meant. */
  act('extend', {
    ...slip,
    termNo: z.number().int(),
    ...Amount.shape,
    remindAfter: Amount.nullable().default(null),
    sooner: z.boolean().default(false),
    reason,
  }),
  /** Waiting for the citizen, where the setting allows it. */
  act('pause', { ...slip, termNo: z.number().int() }),
  act('resume', slip),
  /** Ý kiến xử lý, Bình luận. */
  act('comment', { text: text(4_000, 'Nhập ý kiến') }),
  /** Đôn đốc (Đ18): a recorded message to whoever has it. */
  act('urge', { text: text(2_000, 'Nhập nội dung đôn đốc') }),
  /** Desk: the result does not do. */
  act('send-back', { resultId: z.uuid(), reason }),
  /** Supervisor: the result is good; `publicText` (Phê duyệt kết quả) is what may be published, null: nothing. */
  act('approve', {
    resultId: z.uuid(),
    answer: text(20_000, 'Nhập nội dung trả lời người dân'),
    publicText: z.string().trim().max(20_000).nullable().default(null),
  }),
  /** Desk: the citizen has been told; the petition is complete. */
  act('tell-citizen', { how: z.enum(['phone', 'sms', 'in-person', 'unreachable']), note: optionalText(2_000) }),
  /** Desk: the citizen is not content, or it came back: a new cycle with clocks of its own. */
  act('reopen', { reason }),
  /** VP UBND tỉnh: assigns the main unit and the coordinating ones (Đ10.4.2). */
  act('assign', { ...slip, unitId: z.uuid('Chọn đơn vị xử lý chính'), coordinatingUnitIds: units, note: optionalText(2_000) }),
  /** Chỉnh sửa by the unit that has it: what it is and where. */
  act('edit-facts', {
    title: z.string().trim().min(5, 'Nhập tiêu đề: việc gì, ở đâu').max(300, 'Tiêu đề dài quá 300 ký tự'),
    categoryId: z.uuid('Chọn chuyên mục'),
    place: z.string().trim().max(300, 'Địa điểm dài quá 300 ký tự'),
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
  }),
] as const

export const TicketAct = z.discriminatedUnion('type', acts)
export type TicketAct = z.output<typeof TicketAct>
export type ActType = TicketAct['type']
export type ActOf<T extends ActType> = Extract<TicketAct, { type: T }>
export const actTypes = acts.map((one) => one.shape.type.value)
export const ActType = z.enum(actTypes as [ActType, ...ActType[]])

/** What the Hẹn xử lý dialog shows before Đồng ý. */
export const ExtensionPreviewBody = z.object({ slipId: z.uuid(), ...Amount.shape, remindAfter: Amount.nullable().default(null) })
export const ExtensionPreview = z.object({
  endsAt: z.iso.datetime(),
  /** Where it would have ended, when that fell outside office hours. */
  movedFrom: z.iso.datetime().nullable(),
  reminders: z.array(z.iso.datetime()),
  /** It ends before the deadline there is. */
  shortens: z.boolean(),
})

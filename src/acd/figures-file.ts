// The calls behind a figure as rows for Excel, in the words of the screen.
import type { CallFate, FigureCall } from '../contract/board.ts'
import { formatPhone } from '../contract/phone-number.ts'
import type { CallOutcome, Rating } from '../contract/values.ts'
import { writeCsv } from '../platform/sheets/write-csv.ts'

const fateWords: Record<CallFate, string> = {
  answered: 'Đã trả lời',
  abandoned: 'Bỏ giữa chừng',
  'flow-out': 'Chuyển hướng',
  short: 'Bỏ sớm',
  'out-of-hours': 'Gọi ngoài giờ',
  open: 'Đang gọi',
}
const outcomeWords: Record<CallOutcome, string> = {
  answered: 'Đã trả lời',
  abandoned: 'Bỏ giữa chừng',
  'out-of-hours': 'Ngoài giờ',
  interrupted: 'Bị ngắt vì sự cố',
  voicemail: 'Để lại lời nhắn',
  'turned-away': 'Được mời gọi lại',
  overflow: 'Hàng chờ quá tải',
}
const ratingWords: Record<Rating, string> = { 1: 'Hài lòng', 2: 'Chấp nhận được', 3: 'Không hài lòng' }
const head = [
  'Đến lúc',
  'Số gọi',
  'Tính là',
  'Kết quả',
  'Chờ (giây)',
  'Trong mức',
  'Nói (giây)',
  'Giữ máy (giây)',
  'Ghi phiếu (giây)',
  'Nhân viên',
  'Đánh giá',
  'Mã cuộc gọi',
]
const seconds = (ms: number): number => Math.round(ms / 1000)
/** As Excel reads a moment whatever its language: Gia Lai's clock. */
const moment = (iso: string): string => new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** The file's text. */
export function figureCallsFile(calls: readonly FigureCall[]): string {
  return writeCsv(
    head,
    calls.map((call) => [
      moment(call.arrivedAt),
      formatPhone(call.number) || '',
      fateWords[call.fate],
      call.outcome ? outcomeWords[call.outcome] : '',
      seconds(call.waitMs),
      call.fate === 'answered' ? (call.inTime ? 'có' : 'không') : '',
      seconds(call.talkMs),
      seconds(call.holdMs),
      seconds(call.wrapUpMs),
      call.agentName ?? '',
      call.rating ? ratingWords[call.rating] : '',
      call.callId,
    ]),
  )
}

// How an earlier call ended, in the words of the caller's card. Pure.
import type { CallOutcome } from '../contract/values.ts'

const words: Record<CallOutcome, string> = {
  answered: 'Đã nghe',
  abandoned: 'Người gọi gác máy',
  'out-of-hours': 'Ngoài giờ trực',
  interrupted: 'Bị ngắt',
  voicemail: 'Đã để lại lời nhắn',
  'turned-away': 'Được mời gọi lại',
  callback: 'Được gọi lại theo yêu cầu',
  settled: 'Đã nói chuyện trước khi đến lượt',
  busy: 'Máy bận',
  'no-answer': 'Không trả lời',
  refused: 'Từ chối nghe',
  unreachable: 'Không liên lạc được',
  'wrong-number': 'Số không đúng',
  cancelled: 'Nhân viên gác máy trước',
  overflow: 'Hàng chờ quá tải, sẽ gọi lại',
}

/** A call that led to a petition is told by it; else by how the caller met its end. */
export function callResult(outcome: CallOutcome | null, code: string | null): string {
  if (code !== null) return `Lập phiếu ${code}`
  return outcome === null ? 'Chưa rõ' : words[outcome]
}

// May this supervisor put his hand into that talk now? Pure: answers why not, in words, or null.
import type { CallState } from '../calls/state.ts'
import type { AgentState } from '../contract/values.ts'
import { type Refused, refused } from './refused.ts'

export interface MonitorWish {
  personId: string
  /** Null when nobody knows it (any more). */
  call: CallState | null
  /** What he does himself. */
  ownState: AgentState
  /** Is there a telephone of his that can ring? */
  reachable: boolean
  /** The call he has his hand in already. */
  presentCallId: string | null
}

/** Why he may not, the nearest reason first. */
export function whyNotMonitor({ personId, call, ownState, reachable, presentCallId }: MonitorWish): Refused | null {
  if (!call || call.phase === 'ended') return refused('not-found', 'Cuộc gọi đã kết thúc')
  if (call.phase === 'fallback') return refused('illegal-transition', 'Tổng đài dự phòng đang giữ cuộc này, chưa nghe được')
  if ((call.phase !== 'talking' && call.phase !== 'held') || !call.leg) return refused('illegal-transition', 'Cuộc này chưa có nhân viên nghe máy')
  if (call.leg.agentId === personId) return refused('illegal-transition', 'Đây là cuộc của chính anh chị')
  if (presentCallId !== null)
    return refused('conflict', presentCallId === call.callId ? 'Anh chị đang nghe cuộc này rồi' : 'Anh chị đang nghe cuộc khác, hãy dừng cuộc ấy trước')
  if (ownState === 'ringing' || ownState === 'on-call') return refused('conflict', 'Anh chị đang có cuộc gọi ở máy mình')
  if (!reachable) return refused('conflict', 'Điện thoại của anh chị chưa nối. Mở bàn trực và chờ máy nối rồi thử lại')
  return null
}

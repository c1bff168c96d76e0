// An assignment's clock: whose turn it is to respond, and until when. Plain data, kept in a row; the rules beside it move it on.
//
//   openClock ──► running ──due passed──► lapsed ──next opening──► running (next level, a term of its own)
//                  │ ▲  ▲                   │  the last level: stays lapsed
//             pause│ │  └──extend (Hẹn)     │
//                  ▼ │resume, cap           │
//                 paused ──────────────┐    │
//   running, paused, lapsed ──hand-in (Trả kết quả)──► stopped ──send-back──► running (same level, a new term)
//   running, paused, lapsed ──return (không thuộc thẩm quyền)──► closed
//   every state but closed ──close (completed, reassigned, merged, withdrawn …)──► closed
//
// running: the level's term is not over. paused: waits for the citizen. lapsed: the term is over without a response, marked late, not
// yet moved up. stopped: a result is handed in and waits to be checked. closed: for good; a reopened ticket gets another clock.
// Levels: focal-point → unit-head → provincial-office, one at a time; a coordinating unit's clock ends with its head.
export type Level = 'focal-point' | 'unit-head' | 'provincial-office'
export type ClockState = 'running' | 'paused' | 'lapsed' | 'stopped' | 'closed'
export type CloseCause = 'returned' | 'completed' | 'reassigned' | 'merged' | 'withdrawn' | 'refused' | 'main-finished'
export type TimeUnit = 'day' | 'hour' | 'minute'

export interface Amount {
  amount: number
  unit: TimeUnit
}

/** Something to tell the holder before the end of his term, at a moment inside office hours. */
export interface Alert {
  kind: 'warning' | 'chosen-reminder' | 'system-reminder'
  at: number
}

/** Hẹn xử lý: a result date instead of a result. */
export interface Extension extends Amount {
  madeAt: number
  endsAt: number
  reason: string
  /** From the start, as chosen; null when the system's own reminder will do. */
  remindAfter: Amount | null
}

/** One level's turn. */
export interface Term {
  /** Counted through the assignment: what was seen of one term is not done to another. */
  no: number
  level: Level
  /** Who holds it and against whom its lapse counts. */
  unitId: string
  receivedAt: number
  /** The first working moment that counts. */
  startsAt: number
  allowedMs: number
  dueAt: number
  /** The same without any pause: the law's clock, always on show. */
  lawDueAt: number
  /** Of the calendar `dueAt` was computed by. */
  calendarVersion: string
  extension: Extension | null
  /** Working time its end was put off by pauses. */
  pausedMs: number
  /** Still to come, earliest first. */
  alerts: readonly Alert[]
}

/** A term that ended without a response. Never removed: who lapsed has lapsed, whoever finishes. */
export interface Lapse {
  termNo: number
  level: Level
  unitId: string
  dueAt: number
  of: 'term' | 'extension'
}

export interface AssignmentClock {
  /** The main unit owns the ticket's deadline; a coordinating unit has this sub-clock. */
  part: 'main' | 'coordinating'
  unitId: string
  /** The provincial office's unit, for the last level. */
  officeUnitId: string
  /** Head and focal point are one person. */
  onePerson: boolean
  state: ClockState
  /** Rises by one with every change: a writer claims `where revision = the one read`, so nothing is done twice. */
  revision: number
  term: Term
  lapses: readonly Lapse[]
  /** Lapsed: when it moves up; null at the last level. */
  moveUpAt: number | null
  pause: { since: number; resumesAt: number } | null
  /** Working time paused in the whole assignment. */
  pausedMs: number
  stoppedAt: number | null
  /** `reason`: why it was returned; clocks closed before it was kept have none. */
  closed: { at: number; cause: CloseCause; reason?: string } | null
}

/** A level's holder, or somebody who holds none. */
export type Recipient = Level | 'main-unit' | 'operators' | 'citizen' | 'administrator'

/**
 * What follows from a step, as data. A message carries the moment to send it: to a level's holder inside his office hours, to others
 * when it happens (a citizen's quiet hours are the outbox's).
 */
export type ClockEffect =
  | { type: 'mark-late'; level: Level; unitId: string; dueAt: number; of: Lapse['of'] }
  /** `samePerson`: to be written down although nobody else gets it. */
  | { type: 'move-up'; from: Level; to: Level; unitId: string; samePerson: boolean; receivedAt: number; dueAt: number }
  | { type: 'warn'; to: Level; dueAt: number; leftMs: number }
  | { type: 'remind'; kind: 'chosen' | 'system'; to: Level; dueAt: number }
  | { type: 'notify'; kind: NotifyKind; to: Recipient; at: number }
  | { type: 'due-changed'; from: number; to: number; why: 'extension' | 'pause' | 'recomputed'; calendarVersion: string }
  | { type: 'returned'; to: 'operator' | 'provincial-office' | 'main-unit'; count: number; reason: string }

export type NotifyKind =
  | 'slip-received'
  | 'moved-up'
  | 'late'
  | 'new-date'
  | 'result-handed-in'
  | 'result-sent-back'
  | 'coordination-ended'
  | 'withdrawn'
  | 'due-recomputed'
  | 'calendar-empty'

/** What people do, and the wake-up call of a timer. */
export type ClockEvent =
  | { type: 'wake' }
  /** Nhận xử lý, Bỏ nhận xử lý, passing on inside the unit, a comment: none of them is a response. */
  | { type: 'take' | 'give-back' | 'pass-on' | 'comment' }
  /** `usedBefore`: the ticket's earlier extensions of the same part, by unit. */
  | ({ type: 'extend'; termNo: number; remindAfter: Amount | null; reason: string; usedBefore: readonly { unitId: string }[] } & Amount)
  | { type: 'hand-in'; hasResult: boolean }
  | { type: 'send-back'; reason: string }
  /** `returnsBefore`: how often the ticket has been returned already. */
  | { type: 'return'; termNo: number; reason: string; returnsBefore: number }
  | { type: 'close'; cause: Exclude<CloseCause, 'returned'> }
  | { type: 'pause'; termNo: number }
  | { type: 'resume' }
  | { type: 'recompute'; termNo: number; reason: string }
  /** Another unit is the provincial office now. */
  | { type: 'office-changed'; officeUnitId: string }

export type ClockResult = { ok: true; clock: AssignmentClock; effects: readonly ClockEffect[] } | ClockRefusal
export interface ClockRefusal {
  ok: false
  code: ClockRefusalCode
  /** In Vietnamese, for whoever tried. */
  message: string
}
export type ClockRefusalCode = keyof typeof refusalWords

const refusalWords = {
  closed: 'Phiếu chuyển này đã kết thúc',
  'already-handed-in': 'Kết quả đã được trả, đang chờ kiểm tra',
  'not-handed-in': 'Chưa có kết quả được trả',
  'result-missing': 'Chưa nhập kết quả xử lý',
  'reason-missing': 'Chưa nhập lý do',
  'moved-on': 'Phiếu đã chuyển sang bước khác, hãy mở lại để xem',
  expired: 'Đã quá hạn, không hẹn xử lý hay đổi hạn được nữa',
  'extension-used': 'Phản ánh đã được hẹn xử lý, không hẹn thêm được',
  'amount-invalid': 'Thời gian hẹn phải là số nguyên lớn hơn 0',
  'extension-too-long': 'Thời gian hẹn quá dài',
  'end-not-after-now': 'Hạn mới phải sau thời điểm hiện tại',
  'reminder-outside': 'Thời điểm nhắc phải trước hạn mới',
  'pause-off': 'Không được tạm dừng tính hạn',
  'pause-used-up': 'Đã dùng hết thời gian tạm dừng cho phép',
  'already-paused': 'Đang tạm dừng tính hạn',
  'not-paused': 'Không trong thời gian tạm dừng',
  'at-last-level': 'VP UBND tỉnh không chuyển trả, hãy giao đơn vị xử lý',
  'due-would-be-past': 'Hạn tính lại đã qua, không áp dụng được',
  'calendar-empty': 'Lịch làm việc không có giờ làm việc nào trong hơn một năm, không tính được hạn',
} as const

/** A refusal: nothing changes. */
export const refuse = (code: ClockRefusalCode): ClockRefusal => ({ ok: false, code, message: refusalWords[code] })

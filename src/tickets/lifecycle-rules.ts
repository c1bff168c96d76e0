// A ticket's life: (standing, action) → standing, or why not. Pure; the services throw the refusal.
//
//           attach-to, discard ► withdrawn (merged, or nothing was there)
//   draft ───────────refuse────► refused ◄──────────────refuse──────────┐
//     │ edit                                                            │
//     │ save-petition                                                   │            answer-now, tell-citizen
//     └────────────► processing/operator ◄───────── the operators' desk ┴─────────────────────────► completed
//                      │   ▲  ▲   ▲    edit, save-petition, request-info, approve        reopen ◄──┘
//              forward │   │  │   └──────────────── hand-in (Trả kết quả) ───────────────┐
//                      ▼   │  └─ return (Nhân viên trực)                                  │
//   ┌── waiting/<level> ───┘     after some returns: waiting/provincial-office            │
//   │    │ ▲   ▲                                                                          │
//   │take│ │give-back, pass-on                                    send-back               │
//   │    ▼ │   │                                           desk ──────────► back to it    │
//   │  processing/<level> ──────────────────────────────────────────────────────────────► ┤
//   │    │ extend (Hẹn xử lý)                                                             │
//   │    ▼                                                                                │
//   └─► scheduled/<level> ───────────────────────────────────────────────────────────────►┘
//   waiting, processing, scheduled at a level ──move-up (time)──► waiting at the next level
//   waiting, processing, scheduled at a level ──unit-closed (time)──► waiting at the successor's, or the operators' desk
//   waiting, processing, scheduled at provincial-office ──assign──► waiting/focal-point
//   everything open but a draft ──withdraw──► withdrawn
//
// draft: an intake draft (Chờ tiếp nhận), without a tracking code, may be unfinished.
// processing/operator: a petition (Đang xử lý, Nhân viên trực), with its code, on the operators' desk.
// waiting (Chờ xử lý): a slip lies at a level, nobody there has taken it; its clock does not wait for that.
// processing at a level: taken (Nhận xử lý). scheduled (Hẹn xử lý): a result date was promised.
// completed, refused, withdrawn: over; only a completed or refused one comes back, by reopening.
// Progress (Tiến độ) is another axis, computed from the clocks (deadlines/progress-rules.ts), never moved here.
import type { ActType } from '../contract/acts.ts'
import type { Level } from '../contract/slips.ts'
import type { TicketProgress, TicketStatus, TicketStep } from '../contract/values.ts'

/** Status and progress are two axes; the step says whose desk the ticket lies on. */
export interface TicketStanding {
  status: TicketStatus
  step: TicketStep
  progress: TicketProgress | null
}

/** What people do (contract/acts.ts), writing the form; `move-up` and `unit-closed` by time alone. */
export type TicketAction = 'edit' | 'save-petition' | 'move-up' | 'unit-closed' | ActType

/** What the target depends on: the level a slip goes to, and whether somebody there has it in hand. */
export interface MoveContext {
  level?: Level
  taken?: boolean
}

export type Move = { legal: true; standing: TicketStanding; changed: boolean } | { legal: false; reason: string }

interface Rule {
  action: TicketAction
  from: readonly TicketStatus[]
  /** `desk`: the operators' own; `unit`: any level of a unit or the provincial office; any step when absent. */
  where?: 'desk' | 'unit' | 'office'
  /** The same standing when absent. */
  to?: (from: TicketStanding, context: MoveContext) => Omit<TicketStanding, 'progress'>
}

const onDesk = () => ({ status: 'processing', step: 'operator' }) as const
const atLevel = (_: TicketStanding, { level = 'focal-point', taken = false }: MoveContext) =>
  ({ status: taken ? 'processing' : 'waiting', step: level }) as const
const over = (status: 'completed' | 'refused' | 'withdrawn') => (from: TicketStanding) => ({ status, step: from.step })
/** A promised date stands whoever has it in hand. */
const inHand =
  (taken: boolean) =>
  ({ status, step }: TicketStanding): Omit<TicketStanding, 'progress'> => ({ status: status === 'scheduled' ? status : taken ? 'processing' : 'waiting', step })

const draft: readonly TicketStatus[] = ['draft']
const processing: readonly TicketStatus[] = ['processing']
const atUnit: readonly TicketStatus[] = ['waiting', 'processing', 'scheduled']

/** Everything that may happen; what is not listed is refused. */
const rules: readonly Rule[] = [
  { action: 'edit', from: draft },
  { action: 'edit', from: processing, where: 'desk' },
  { action: 'save-petition', from: draft, to: onDesk },
  { action: 'save-petition', from: processing, where: 'desk' },
  { action: 'refuse', from: draft, to: over('refused') },
  { action: 'refuse', from: processing, where: 'desk', to: over('refused') },
  { action: 'attach-to', from: draft, to: over('withdrawn') },
  { action: 'discard', from: draft, to: over('withdrawn') },
  { action: 'request-info', from: draft },
  { action: 'request-info', from: processing, where: 'desk' },
  { action: 'answer-now', from: processing, where: 'desk', to: over('completed') },
  { action: 'forward', from: processing, where: 'desk', to: atLevel },
  { action: 'withdraw', from: atUnit, to: over('withdrawn') },
  { action: 'take', from: atUnit, where: 'unit', to: inHand(true) },
  { action: 'give-back', from: atUnit, where: 'unit', to: inHand(false) },
  { action: 'pass-on', from: atUnit, where: 'unit', to: inHand(false) },
  { action: 'edit-facts', from: atUnit, where: 'unit' },
  { action: 'coordinate', from: atUnit, where: 'unit' },
  { action: 'save-result', from: atUnit, where: 'unit' },
  { action: 'extend', from: atUnit, where: 'unit', to: ({ step }) => ({ status: 'scheduled', step }) },
  { action: 'pause', from: atUnit, where: 'unit' },
  { action: 'resume', from: atUnit, where: 'unit' },
  { action: 'return', from: atUnit, where: 'unit', to: (from, context) => (context.level ? atLevel(from, context) : onDesk()) },
  { action: 'assign', from: atUnit, where: 'office', to: atLevel },
  { action: 'hand-in', from: atUnit, where: 'unit', to: onDesk },
  { action: 'move-up', from: atUnit, where: 'unit', to: atLevel },
  { action: 'unit-closed', from: atUnit, where: 'unit', to: (from, context) => (context.level ? atLevel(from, context) : onDesk()) },
  { action: 'send-back', from: processing, where: 'desk', to: atLevel },
  { action: 'approve', from: processing, where: 'desk' },
  { action: 'tell-citizen', from: processing, where: 'desk', to: over('completed') },
  { action: 'reopen', from: ['completed', 'refused'], to: onDesk },
  { action: 'comment', from: [...draft, ...atUnit, 'completed', 'refused', 'withdrawn'] },
  { action: 'urge', from: atUnit },
]

const overWords: Partial<Record<TicketStatus, string>> = {
  completed: 'Phiếu đã hoàn thành, không sửa được nữa',
  refused: 'Phiếu đã bị từ chối, không sửa được nữa',
  withdrawn: 'Phiếu đã được rút, không sửa được nữa',
}

/** Applies an action to a standing; an unlisted one is refused with the reason in Vietnamese. */
export function move(standing: TicketStanding, action: TicketAction, context: MoveContext = {}): Move {
  const rule = rules.find((r) => r.action === action && r.from.includes(standing.status) && isWhere(r.where, standing.step))
  if (!rule) return { legal: false, reason: reasonAgainst(standing, action) }
  if (!rule.to) return { legal: true, standing, changed: false }
  const next = { ...rule.to(standing, context), progress: standing.progress ?? 'not-due' }
  return { legal: true, standing: next, changed: next.status !== standing.status || next.step !== standing.step }
}

/** Is the ticket still to be dealt with? A draft counts: somebody has to finish it. */
export function isOpen(status: TicketStatus): boolean {
  return overWords[status] === undefined
}

function isWhere(where: Rule['where'], step: TicketStep): boolean {
  if (where === 'desk') return step === 'operator'
  if (where === 'office') return step === 'provincial-office'
  return where === undefined || step !== 'operator'
}

function reasonAgainst({ status, step }: TicketStanding, action: TicketAction): string {
  if (action === 'edit' || action === 'save-petition') return overWords[status] ?? 'Phiếu đang ở đơn vị xử lý, nhân viên trực không sửa được'
  if (!isOpen(status)) return `${(overWords[status] as string).split(',')[0]}, không làm được việc này nữa`
  if (status === 'draft') return 'Phiếu nháp chưa được lưu thành phản ánh, chưa làm được việc này'
  if (step === 'operator') return 'Phiếu đang ở tổng đài, đơn vị chưa làm được việc này'
  return action === 'assign' ? 'Chỉ VP UBND tỉnh đang giữ phiếu mới giao được' : 'Phiếu đang ở đơn vị xử lý, chưa làm được việc này'
}

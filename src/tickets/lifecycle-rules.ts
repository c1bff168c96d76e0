// A ticket's life: (standing, action) → standing, or why not. Pure; the services throw the refusal.
//
//   draft ──save-petition──► processing (step operator, progress not-due) ──► later: waiting, scheduled,
//     │ ▲                      │ ▲                                            completed, refused, withdrawn
//     └─┘ edit                 └─┘ edit, save-petition (the same petition saved again)
//
// draft: an intake draft (Chờ tiếp nhận), without a tracking code, may be unfinished.
// processing at step operator: a petition (Đang xử lý, Nhân viên trực), with its code, still on the operators' desk.
// Every other standing belongs to a unit or is over: the operators' desk no longer changes it.
import type { TicketProgress, TicketStatus, TicketStep } from '../contract/values.ts'

/** Status and progress are two axes; the step says whose desk the ticket lies on. */
export interface TicketStanding {
  status: TicketStatus
  step: TicketStep
  progress: TicketProgress | null
}

/** `edit` changes what is written, `save-petition` makes a petition of a draft. */
export type TicketAction = 'edit' | 'save-petition'

export type Move = { legal: true; standing: TicketStanding; changed: boolean } | { legal: false; reason: string }

interface Rule {
  action: TicketAction
  from: TicketStatus
  /** Any step when absent. */
  step?: TicketStep
  /** The same standing when absent. */
  to?: TicketStanding
}

const petition: TicketStanding = { status: 'processing', step: 'operator', progress: 'not-due' }

/** Everything that may happen; what is not listed is refused. Later transitions are further rows. */
const rules: readonly Rule[] = [
  { action: 'edit', from: 'draft' },
  { action: 'edit', from: 'processing', step: 'operator' },
  { action: 'save-petition', from: 'draft', to: petition },
  { action: 'save-petition', from: 'processing', step: 'operator' },
]

const overWords: Partial<Record<TicketStatus, string>> = {
  completed: 'Phiếu đã hoàn thành, không sửa được nữa',
  refused: 'Phiếu đã bị từ chối, không sửa được nữa',
  withdrawn: 'Phiếu đã được rút, không sửa được nữa',
}

/** Applies an action to a standing; an unlisted one is refused with the reason in Vietnamese. */
export function move(standing: TicketStanding, action: TicketAction): Move {
  const rule = rules.find((r) => r.action === action && r.from === standing.status && (r.step === undefined || r.step === standing.step))
  if (!rule) return { legal: false, reason: overWords[standing.status] ?? 'Phiếu đang ở đơn vị xử lý, nhân viên trực không sửa được' }
  return { legal: true, standing: rule.to ?? standing, changed: rule.to !== undefined }
}

/** Is the ticket still to be dealt with? A draft counts: somebody has to finish it. */
export function isOpen(status: TicketStatus): boolean {
  return overWords[status] === undefined
}

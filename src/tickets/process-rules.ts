// Quy trình: the steps a petition passed, where it is, and what comes if nobody answers (Đ10-11). Pure.
import type { ProcessStep, Slip } from '../contract/slips.ts'
import type { TicketStanding } from './lifecycle-rules.ts'

interface Story {
  standing: TicketStanding
  reportedAt: string
  createdBy: string | null
  /** Oldest first, of the present cycle. */
  slips: readonly Slip[]
  answeredAt: string | null
}

const closeWords: Record<string, string> = {
  returned: 'Trả lại nhân viên trực',
  reassigned: 'Giao đơn vị khác',
  completed: 'Trả kết quả',
  withdrawn: 'Rút phiếu',
  'main-finished': 'Đơn vị chính đã xong',
}

/** The drawing, from the operator to the citizen. */
export function processOf({ standing, reportedAt, createdBy, slips, answeredAt }: Story): ProcessStep[] {
  const main = slips.filter(({ part }) => part === 'main')
  const { status, step } = standing
  const over = status === 'completed' || status === 'refused' || status === 'withdrawn'
  const atDesk = step === 'operator' && !over
  const first: ProcessStep = {
    step: 'operator',
    unitName: 'Tổng đài 1022',
    personName: createdBy,
    from: reportedAt,
    to: main[0]?.createdAt ?? null,
    state: main.length > 0 || over ? 'passed' : 'current',
    outcome: main.length > 0 ? 'Chuyển phiếu' : status === 'refused' ? 'Từ chối' : status === 'withdrawn' ? 'Rút phiếu' : over ? 'Trả lời ngay' : null,
    late: false,
  }
  const steps = [first, ...slips.flatMap((slip) => termSteps(slip))]
  const last = main.at(-1)
  if (last && atDesk) steps.push(...deskSteps(last, main))
  if (last && !atDesk && !over) steps.push(...toCome(last))
  if (status !== 'refused' && status !== 'withdrawn')
    steps.push({
      step: 'citizen',
      unitName: null,
      personName: null,
      from: null,
      to: answeredAt,
      state: status === 'completed' ? 'passed' : 'to-come',
      outcome: status === 'completed' ? 'Đã báo người dân' : 'Báo kết quả cho người dân',
      late: false,
    })
  return steps
}

/** Each level a slip was at; the last is where it is, while its clock goes. */
function termSteps(slip: Slip): ProcessStep[] {
  return slip.terms.map((term, index): ProcessStep => {
    const isLast = index === slip.terms.length - 1
    const goes = isLast && (slip.state === 'running' || slip.state === 'paused' || slip.state === 'lapsed')
    const ended = slip.closeCause === null || !isLast ? null : (closeWords[slip.closeCause] ?? null)
    return {
      step: slip.part === 'coordinating' ? 'coordination' : term.level,
      unitName: term.unitName,
      personName: isLast ? slip.handlerName : null,
      from: term.receivedAt,
      to: term.endedAt,
      // Only the main unit's step is where the petition is; beside it others work.
      state: goes && slip.part === 'main' ? 'current' : goes ? 'to-come' : 'passed',
      outcome: goes
        ? slip.leftWords
        : (ended ?? (slip.state === 'stopped' && isLast ? 'Trả kết quả' : term.lapsedAt ? 'Trễ hạn, chuyển cấp trên' : 'Yêu cầu làm lại')),
      late: term.lapsedAt !== null,
    }
  })
}

/** Back on the operators' desk: returned, or with a result to check and to tell. */
function deskSteps(last: Slip, main: readonly Slip[]): ProcessStep[] {
  const checking = last.state === 'stopped'
  const done = last.closeCause === 'completed'
  return [
    {
      step: 'operator',
      unitName: 'Tổng đài 1022',
      personName: null,
      from: last.closedAt ?? last.terms.at(-1)?.endedAt ?? null,
      to: null,
      state: 'current',
      outcome: checking ? 'Kiểm tra kết quả' : done ? 'Báo người dân' : main.length > 0 ? 'Chọn lại đơn vị' : null,
      late: false,
    },
  ]
}

/** The levels above, with the condition under which it gets there. */
function toCome({ level, dueAt, part }: Slip): ProcessStep[] {
  if (part !== 'main') return []
  const above = level === 'focal-point' ? (['unit-head', 'provincial-office'] as const) : level === 'unit-head' ? (['provincial-office'] as const) : []
  return above.map((step, index) => ({
    step,
    unitName: null,
    personName: null,
    from: index === 0 ? dueAt : null,
    to: null,
    state: 'to-come',
    outcome: index === 0 ? 'Nếu quá hạn mà chưa có kết quả' : 'Nếu cấp trước cũng quá hạn',
    late: false,
  }))
}

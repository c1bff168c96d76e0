// Quy trình: the steps a petition passed, where it is, and what comes if nobody answers (Đ10-11). Pure.
import type { ProcessStep, Result, Slip } from '../contract/slips.ts'
import type { TicketStatus } from '../contract/values.ts'
import type { TicketStanding } from './lifecycle-rules.ts'

type Checked = Pick<Result, 'slipId' | 'handedInAt' | 'sentBackAt' | 'approvedAt' | 'checkedBy'>

interface Story {
  standing: TicketStanding
  reportedAt: string
  createdBy: string | null
  /** Oldest first, of the present cycle. */
  slips: readonly Slip[]
  /** What the units handed in, and what became of it. */
  results: readonly Checked[]
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
export function processOf({ standing, reportedAt, createdBy, slips, results, answeredAt }: Story): ProcessStep[] {
  const main = slips.filter(({ part }) => part === 'main')
  const { status, step } = standing
  const over = status === 'completed' || status === 'refused' || status === 'withdrawn'
  const atDesk = step === 'operator' && !over
  const first: ProcessStep = {
    ...deskStep,
    personName: createdBy,
    from: reportedAt,
    to: main[0]?.createdAt ?? null,
    state: main.length > 0 || over ? 'passed' : 'current',
    outcome: main.length > 0 ? 'Chuyển phiếu' : over ? overWords(status) : null,
  }
  const steps = [first, ...asTheyBegan(slips.flatMap((slip) => [...deskBetween(main, slip), ...termSteps(slip, results)]))]
  const last = main.at(-1)
  if (last && atDesk) steps.push(...backAtDesk(last))
  if (last && over && leftUnit(last)) steps.push({ ...deskStep, from: last.closedAt, to: answeredAt, outcome: overWords(status) })
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

/** Whoever helped did so before the result was checked; those who still help are drawn beside what is to come. */
function asTheyBegan(steps: readonly ProcessStep[]): ProcessStep[] {
  const begun = steps.filter(({ state }) => state !== 'to-come')
  const inOrder = begun.toSorted(({ from: a }, { from: b }) => Date.parse(a ?? '') - Date.parse(b ?? '') || 0)
  return [...inOrder, ...steps.filter(({ state }) => state === 'to-come')]
}

/** At the hotline: by an operator, unless said otherwise. */
const deskStep: ProcessStep = {
  step: 'operator',
  unitName: 'Tổng đài 1022',
  personName: null,
  from: null,
  to: null,
  state: 'passed',
  outcome: null,
  late: false,
}

const overWords = (status: TicketStatus): string => (status === 'refused' ? 'Từ chối' : status === 'withdrawn' ? 'Rút phiếu' : 'Trả lời ngay')

/** It came back from the unit without a result. */
const leftUnit = ({ closeCause }: Slip): boolean => closeCause === 'returned' || closeCause === 'reassigned'

/** Before a further slip that the desk sent: it lay there again since the one before came back. */
function deskBetween(main: readonly Slip[], slip: Slip): ProcessStep[] {
  const before = main[main.indexOf(slip) - 1]
  if (!before || slip.from.unitName !== null) return []
  return [{ ...deskStep, personName: slip.from.personName, from: before.closedAt, to: slip.createdAt, outcome: 'Chuyển phiếu' }]
}

/** Each level a slip was at; the last is where it is, while its clock goes. What was handed in is checked before it goes on. */
function termSteps(slip: Slip, results: readonly Checked[]): ProcessStep[] {
  const handedIn = results.filter(({ slipId, handedInAt }) => slipId === slip.id && handedInAt !== null)
  return slip.terms.flatMap((term, index): ProcessStep[] => {
    const next = slip.terms[index + 1]
    const goes = !next && (slip.state === 'running' || slip.state === 'paused' || slip.state === 'lapsed')
    // A result that is sent back begins another term at its level; time alone moves a slip to another one.
    const answered = next ? next.level === term.level : slip.state === 'stopped' || slip.closeCause === 'completed' || handedIn.length > 0
    const step: ProcessStep = {
      step: slip.part === 'coordinating' ? 'coordination' : term.level,
      unitName: term.unitName,
      personName: next ? null : slip.handlerName,
      from: term.receivedAt,
      to: term.endedAt,
      // Only the main unit's step is where the petition is; beside it others work.
      state: goes && slip.part === 'main' ? 'current' : goes ? 'to-come' : 'passed',
      outcome: goes ? slip.leftWords : answered ? 'Trả kết quả' : next ? 'Trễ hạn, chuyển cấp trên' : endWords(slip),
      late: term.lapsedAt !== null,
    }
    const result = answered && slip.part === 'main' ? handedIn.shift() : undefined
    return result ? [step, checkStep(result, slip)] : [step]
  })
}

const endWords = ({ part, closeCause }: Slip): string | null =>
  part === 'coordinating' && closeCause === 'returned' ? 'Trả lại đơn vị chính' : closeCause && (closeWords[closeCause] ?? null)

/** The supervisor looks at what was handed in (34a). */
function checkStep({ handedInAt, sentBackAt, approvedAt, checkedBy }: Checked, slip: Slip): ProcessStep {
  // The petition may have been withdrawn before anybody looked.
  const to = sentBackAt ?? approvedAt ?? slip.closedAt
  return {
    ...deskStep,
    step: 'result-check',
    personName: checkedBy,
    from: handedInAt,
    to,
    state: to === null ? 'current' : 'passed',
    outcome: sentBackAt ? 'Yêu cầu làm lại' : approvedAt ? 'Duyệt kết quả' : endWords(slip),
  }
}

/** Back on the operators' desk: returned, or with a result to tell. While it is checked, that is where it is. */
function backAtDesk(last: Slip): ProcessStep[] {
  if (last.state === 'stopped') return []
  return [{ ...deskStep, from: last.closedAt, state: 'current', outcome: last.closeCause === 'completed' ? 'Báo người dân' : 'Chọn lại đơn vị' }]
}

/** The levels above, with the condition under which it gets there, and the check of the result. */
function toCome({ level, dueAt }: Slip): ProcessStep[] {
  const above = level === 'focal-point' ? (['unit-head', 'provincial-office'] as const) : level === 'unit-head' ? (['provincial-office'] as const) : []
  const levels = above.map(
    (step, index): ProcessStep => ({
      ...deskStep,
      step,
      unitName: null,
      from: index === 0 ? dueAt : null,
      state: 'to-come',
      outcome: index === 0 ? 'Nếu quá hạn mà chưa có kết quả' : 'Nếu cấp trước cũng quá hạn',
    }),
  )
  return [...levels, { ...deskStep, step: 'result-check', state: 'to-come', outcome: 'Khi đơn vị trả kết quả' }]
}

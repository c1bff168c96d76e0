// Transfer slips (phiếu chuyển), results, comments and the process as they cross the wire. Moments are ISO, lengths in ms of working time.
import { z } from 'zod'
import { TicketStep } from './values.ts'

/** Whose turn a slip's clock runs for; one at a time, in this order (Đ11). */
export const levels = ['focal-point', 'unit-head', 'provincial-office'] as const
export const Level = z.enum(levels)
export type Level = z.infer<typeof Level>

/** running; paused while the citizen is asked; lapsed: late, not yet moved up; stopped: result handed in; closed. */
export const slipStates = ['running', 'paused', 'lapsed', 'stopped', 'closed'] as const
export const SlipState = z.enum(slipStates)
export type SlipState = z.infer<typeof SlipState>

export const closeCauses = ['returned', 'completed', 'reassigned', 'merged', 'withdrawn', 'refused', 'main-finished'] as const
export const CloseCause = z.enum(closeCauses)

export const TimeUnit = z.enum(['day', 'hour', 'minute'])
export const Amount = z.object({ amount: z.number('Nhập số nguyên').int('Nhập số nguyên').min(1, 'Phải lớn hơn 0').max(1_000_000), unit: TimeUnit })

/** One level's turn, past or present (Đ12.1: every level's receipt and handling times). */
export const SlipTerm = z.object({
  no: z.number().int(),
  level: Level,
  unitName: z.string(),
  receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** Past its end without a response: stays for ever. */
  lapsedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})

export const SlipExtension = z.object({
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  amount: z.number().int(),
  unit: TimeUnit,
  endsAt: z.iso.datetime(),
  reason: z.string(),
})

export const Slip = z.object({
  id: z.uuid(),
  /** Phiếu chuyển số n. */
  number: z.number().int(),
  part: z.enum(['main', 'coordinating']),
  state: SlipState,
  level: Level,
  /** Counted up at every change of hands: an act names the one its page showed. */
  termNo: z.number().int(),
  from: z.object({ unitName: z.string().nullable(), personName: z.string().nullable() }),
  unitId: z.uuid(),
  unitName: z.string(),
  /** Whose turn it is: the unit, or the provincial office at the last level. */
  holderUnitId: z.uuid(),
  holderUnitName: z.string(),
  /** The sub-unit it was passed to inside the unit (§8). */
  withinUnitId: z.uuid().nullable(),
  withinUnitName: z.string().nullable(),
  handlerId: z.uuid().nullable(),
  handlerName: z.string().nullable(),
  handlerTitle: z.string().nullable(),
  takenAt: z.iso.datetime().nullable(),
  note: z.string(),
  createdAt: z.iso.datetime(),
  /** Of the present term: the holder's receipt, the first working moment that counts, its end, and the end by law without any pause. */
  receivedAt: z.iso.datetime(),
  startsAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  lawDueAt: z.iso.datetime(),
  allowedMs: z.number(),
  /** Working time left now; below zero: so much too late. */
  leftMs: z.number(),
  /** The same in words: "còn 2 giờ 15 phút làm việc". */
  leftWords: z.string(),
  late: z.boolean(),
  scheduled: z.boolean(),
  paused: z.boolean(),
  moveUpAt: z.iso.datetime().nullable(),
  /** The working stretches of the present term, for drawing its ruler. */
  spans: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
  terms: z.array(SlipTerm),
  extensions: z.array(SlipExtension),
  closedAt: z.iso.datetime().nullable(),
  closeCause: CloseCause.nullable(),
  /** Why it was returned. */
  closeReason: z.string().nullable(),
})
export type Slip = z.infer<typeof Slip>

export const Result = z.object({
  id: z.uuid(),
  slipId: z.uuid().nullable(),
  unitId: z.uuid(),
  unitName: z.string(),
  content: z.string(),
  writtenBy: z.string(),
  updatedAt: z.iso.datetime(),
  handedInAt: z.iso.datetime().nullable(),
  sentBackAt: z.iso.datetime().nullable(),
  sentBackReason: z.string().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  checkedBy: z.string().nullable(),
})
export type Result = z.infer<typeof Result>

/** Ý kiến xử lý. */
export const TicketComment = z.object({
  id: z.uuid(),
  kind: z.enum(['comment', 'urge', 'request-info']),
  author: z.string(),
  authorTitle: z.string().nullable(),
  unitName: z.string().nullable(),
  at: z.iso.datetime(),
  text: z.string(),
})
export type TicketComment = z.infer<typeof TicketComment>

export const deskTaskKinds = ['draft', 'new', 'more-info', 'returned-slip', 'result-check', 'tell-citizen'] as const
export const DeskTaskKind = z.enum(deskTaskKinds)
export type DeskTaskKind = z.infer<typeof DeskTaskKind>

/** Calls to a citizen who did not answer: how many of how many, and from when on the next one counts. */
export const CitizenTries = z.object({ made: z.number().int(), most: z.number().int(), nextFrom: z.iso.datetime() })
export type CitizenTries = z.infer<typeof CitizenTries>

/** What lies on the operators' desk, with its target in hotline hours. */
export const DeskTask = z.object({
  kind: DeskTaskKind,
  since: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  missed: z.boolean(),
  /** Of telling the citizen, while it is open; null before the first try. */
  tries: CitizenTries.nullable(),
})

/** Quy trình: the steps passed and to come; `current` is drawn in red. */
export const ProcessStep = z.object({
  step: z.enum([...TicketStep.options, 'result-check', 'citizen']),
  unitName: z.string().nullable(),
  personName: z.string().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  state: z.enum(['passed', 'current', 'to-come', 'skipped']),
  /** What ended it: chuyển phiếu, trễ hạn chuyển lên, chuyển trả …; in Vietnamese. */
  outcome: z.string().nullable(),
  late: z.boolean(),
})
export type ProcessStep = z.infer<typeof ProcessStep>

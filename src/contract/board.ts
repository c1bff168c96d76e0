// The supervisor's live board, the figures of a day, and the calls behind each figure.
import { z } from 'zod'
import { CallId, QueueMarks } from './calls.ts'
import { AgentState, CallOutcome, Disposition, dispositions, MonitorMode, PauseReason, Rating } from './values.ts'

/**
 * What a call counts as. open: not decided yet. short: hung up so soon that it says nothing about the service.
 * out-of-hours: never offered to anybody. flow-out: left the queue for a message or a call-back, or by one of its limits.
 */
export const callFates = ['answered', 'abandoned', 'flow-out', 'short', 'out-of-hours', 'open'] as const
export const CallFate = z.enum(callFates)
export type CallFate = z.infer<typeof CallFate>

/** What the calls answered in time are a share of: all that were offered, or those that did not flow out. */
export const serviceLevelFormulas = ['offered', 'answered-or-abandoned'] as const
export const ServiceLevelFormula = z.enum(serviceLevelFormulas)

/** The choices that decide figures; they stand on the screen beside them. */
export const FigureRules = z.object({
  targetSeconds: z.number(),
  formula: ServiceLevelFormula,
  /** Who hung up before this long in the queue is not counted as offered. */
  shortAbandonSeconds: z.number(),
})
export type FigureRules = z.infer<typeof FigureRules>

const count = z.number().int()
/** Null where there is nothing to divide by. */
const share = z.number().nullable()
const ms = z.number().nullable()

export const Figures = z.object({
  /** answered + abandoned + flowOut. */
  offered: count,
  answered: count,
  abandoned: count,
  flowOut: count,
  flowOutTo: z.object({ voicemail: count, overflow: count, 'turned-away': count, interrupted: count }),
  short: count,
  outOfHours: count,
  open: count,
  answeredInTime: count,
  serviceLevel: share,
  abandonment: share,
  /** Mean wait of the answered. */
  meanWaitMs: ms,
  longestWaitMs: ms,
  /** Answered calls that are over: what the handling time is a mean of. */
  handled: count,
  meanHandlingMs: ms,
  meanTalkMs: ms,
  meanHoldMs: ms,
  meanWrapUpMs: ms,
  /** Answered calls whose callers were asked to rate the operator; rated = satisfied + acceptable + dissatisfied. */
  ratingAsked: count,
  rated: count,
  satisfied: count,
  acceptable: count,
  dissatisfied: count,
  /** satisfied ÷ rated. */
  satisfaction: share,
  busyMs: z.number(),
  freeMs: z.number(),
  /** busy ÷ (busy + free). */
  occupancy: share,
})
export type Figures = z.infer<typeof Figures>

export const DayFigures = z.object({
  /** A day of Asia/Ho_Chi_Minh. */
  day: z.iso.date(),
  asOf: z.iso.datetime(),
  rules: FigureRules,
  total: Figures,
  /** From the first hour in which something was to the last. A call belongs to the hour in which it arrived. */
  hours: z.array(Figures.extend({ hour: count })),
  /** Answered calls that are over, by what they were about; null: not chosen. The most frequent first. */
  dispositions: z.array(z.object({ disposition: Disposition.nullable(), calls: count })),
})
export type DayFigures = z.infer<typeof DayFigures>

/** No call is older than the hotline, and none comes from the far future: a day beyond has no moment the database knows. */
const figuresDay = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'Chọn ngày từ năm 2000 đến 2099')

export const DayQuery = z.object({ day: figuresDay.optional() })

/** The figures whose calls can be listed; `longest` are the offered ones, the longest wait first. */
export const figureNames = [
  'offered',
  'answered',
  'in-time',
  'abandoned',
  'flow-out',
  'short',
  'out-of-hours',
  'handled',
  'longest',
  'rated',
  'dissatisfied',
] as const
export const FigureName = z.enum(figureNames)
export type FigureName = z.infer<typeof FigureName>

/** Which calls behind a figure: of the day, of one hour, of one operator. */
export const FigureListQuery = DayQuery.extend({
  figure: FigureName,
  hour: z.coerce.number().int().min(0).max(23).optional(),
  /** Only calls that were about this; `none`: nobody said. */
  disposition: z.enum([...dispositions, 'none']).optional(),
  agentId: z.uuid().optional(),
})
export type FigureListQuery = z.infer<typeof FigureListQuery>
export const FigureCallsQuery = FigureListQuery.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
})
export type FigureCallsQuery = z.infer<typeof FigureCallsQuery>

export const FigureCall = z.object({
  callId: CallId,
  arrivedAt: z.iso.datetime(),
  /** For who only watches over the service, with most of its digits hidden. */
  number: z.string().nullable(),
  fate: CallFate,
  outcome: CallOutcome.nullable(),
  waitMs: z.number(),
  inTime: z.boolean(),
  talkMs: z.number(),
  holdMs: z.number(),
  wrapUpMs: z.number(),
  rating: Rating.nullable(),
  disposition: Disposition.nullable(),
  agentName: z.string().nullable(),
  ticketId: z.uuid().nullable(),
  /** Is there a recording to hear, and to score? */
  recorded: z.boolean(),
})
export type FigureCall = z.infer<typeof FigureCall>

export const FigureCalls = z.object({ items: z.array(FigureCall), total: count, page: count, pageSize: count })
export type FigureCalls = z.infer<typeof FigureCalls>

/** A day of one operator: his calls, and his time by what he did. */
export const AgentFigures = z.object({
  agentId: z.uuid(),
  name: z.string(),
  /** Of a call that was passed on the last who answered it. */
  answered: count,
  handled: count,
  talkMs: z.number(),
  holdMs: z.number(),
  wrapUpMs: z.number(),
  meanHandlingMs: ms,
  /** Everything but offline. */
  onDutyMs: z.number(),
  readyMs: z.number(),
  busyMs: z.number(),
  occupancy: share,
  pausedMs: z.number(),
  paused: z.array(z.object({ reason: PauseReason, ms: z.number() })),
  /** Rings nobody answered. */
  missed: count,
  rated: count,
  satisfied: count,
  acceptable: count,
  dissatisfied: count,
})
export type AgentFigures = z.infer<typeof AgentFigures>
export const DayAgents = z.object({ day: z.iso.date(), asOf: z.iso.datetime(), agents: z.array(AgentFigures) })
export type DayAgents = z.infer<typeof DayAgents>

/** What a supervisor sends to move a caller who waits: `seen` is how often he saw it moved, so that of two the second is told. */
export const MoveBody = z.object({ callId: CallId, seen: count.min(0) })
export const GiveBody = MoveBody.extend({ agentId: z.uuid() })
export const MovedCall = z.object({ callId: CallId, moves: count })
export type MovedCall = z.infer<typeof MovedCall>

/**
 * fallback: the dialplan has the caller while no controller was there. rating: he is asked about his operator. message: he speaks after
 * the tone. closed: he hears that the hotline is closed.
 */
export const BoardCall = z.object({
  callId: CallId,
  /** Null for the wall, which shows nobody's number, and for a caller who hides it. */
  number: z.string().nullable(),
  name: z.string().nullable(),
  status: z.enum(['queued', 'ringing', 'talking', 'held', 'fallback', 'rating', 'message', 'closed']),
  /** Into the queue, answered, or asked to rate; of a message the time he came. */
  since: z.iso.datetime(),
  heldSince: z.iso.datetime().nullable(),
  /** Since when its operator keeps the talk out of the recording. */
  recordingPausedSince: z.iso.datetime().nullable(),
  agentId: z.uuid().nullable(),
  /** He has talked already and lost his agent: he goes first. */
  returned: z.boolean(),
  /** The branch of the menu he chose; null for who chose none. Nothing for the wall. */
  branch: z.string().nullable(),
  /** How often supervisors have moved it, and who was the last; nobody for the wall. */
  moves: count,
  movedBy: z.string().nullable(),
  ...QueueMarks.shape,
  /** Supervisors with a hand in it; `since` is null while his telephone still rings. Nobody for the wall. */
  monitors: z.array(z.object({ supervisorId: z.uuid(), name: z.string(), mode: MonitorMode, since: z.iso.datetime().nullable() })),
})
export type BoardCall = z.infer<typeof BoardCall>

export const BoardAgent = z.object({
  agentId: z.uuid(),
  name: z.string(),
  state: AgentState,
  pauseReason: PauseReason.nullable(),
  since: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  callId: CallId.nullable(),
  phoneReachable: z.boolean(),
  /** What comes after the call that is on. */
  next: z.enum(['paused', 'offline']).nullable(),
  /** The supervisor who set it so. */
  setBy: z.string().nullable(),
})
export type BoardAgent = z.infer<typeof BoardAgent>

/** A supervisor sets an agent's state; what comes in the middle of a call waits for its end. */
export const SetAgentBody = z.object({
  agentId: z.uuid(),
  to: z.discriminatedUnion('state', [
    z.object({ state: z.literal('ready') }),
    z.object({ state: z.literal('offline') }),
    z.object({ state: z.literal('paused'), reason: PauseReason }),
  ]),
})
export type SetAgentBody = z.infer<typeof SetAgentBody>
export const SetAgentAnswer = z.object({ state: AgentState, next: z.enum(['paused', 'offline']).nullable() })
export type SetAgentAnswer = z.infer<typeof SetAgentAnswer>

/** Everything that is going on now. */
export const BoardState = z.object({
  /** Counts the changes: a page that missed one asks for the whole again. */
  seq: count,
  serverTime: z.iso.datetime(),
  telephony: z.boolean(),
  wrapupSeconds: z.number(),
  /** Callers who hear the greeting. */
  greeting: count,
  /** In the order in which they are served; those at whom a telephone rings first. */
  waiting: z.array(BoardCall),
  calls: z.array(BoardCall),
  /** Nobody's call any more, and not over: rating, leaving a message, hearing that it is closed. No figure counts them as waiting or talking. */
  leaving: z.array(BoardCall),
  agents: z.array(BoardAgent),
})
export type BoardState = z.infer<typeof BoardState>

const listChange = <R extends z.ZodType>(row: R) =>
  z.object({ gone: z.array(z.string()), put: z.array(row), /** All ids, where rows changed places. */ order: z.array(z.string()).optional() })
export interface ListChange<R> {
  gone: string[]
  put: R[]
  order?: string[] | undefined
}

/** What became different since the board `from`: board-change-rules.ts makes and applies it. */
export const BoardChange = z.object({
  from: count,
  seq: count,
  serverTime: z.iso.datetime(),
  telephony: z.boolean().optional(),
  wrapupSeconds: z.number().optional(),
  greeting: count.optional(),
  waiting: listChange(BoardCall).optional(),
  calls: listChange(BoardCall).optional(),
  leaving: listChange(BoardCall).optional(),
  agents: listChange(BoardAgent).optional(),
})
export type BoardChange = z.infer<typeof BoardChange>

// The figures of a day, from its calls and from what the agents did. Pure. docs/decisions/0025-figures.md says why so.
import type { CallFate, DayFigures, FigureName, FigureRules, Figures } from '../contract/board.ts'
import type { AgentState, CallOutcome, Disposition, PauseReason, Rating } from '../contract/values.ts'

/** All times are milliseconds since the epoch. */
export interface CountedCall {
  callId: string
  arrivedAt: number
  queuedAt: number | null
  answeredAt: number | null
  endedAt: number | null
  outcome: CallOutcome | null
  talkMs: number
  holdMs: number
  rating: Rating | null
  ratingAsked: boolean
  /** Who answered, the last one of a call that was passed on. */
  agentId: string | null
  disposition: Disposition | null
}

export interface CountedInterval {
  state: AgentState
  startedAt: number
  endedAt: number | null
  callId: string | null
  agentId: string
  pauseReason: PauseReason | null
}

/** A call with all that is counted of it. */
export interface CountedAs extends CountedCall {
  hour: number
  fate: CallFate
  waitMs: number
  inTime: boolean
  wrapUpMs: number
}

const HOUR_MS = 3_600_000
/** Gia Lai keeps UTC+7 all year. */
const ZONE_MS = 7 * HOUR_MS

/** Busy with a caller or his ticket. */
const busyStates: readonly AgentState[] = ['on-call', 'wrap-up']
/** There for the next caller; a telephone that rings is no work yet. */
const freeStates: readonly AgentState[] = ['ready', 'ringing']

/** The day in Gia Lai, as `2026-11-27`. */
export const dayOf = (at: number): string => new Date(at + ZONE_MS).toISOString().slice(0, 10)
/** From the day's first moment to the next day's. */
export function spanOfDay(day: string): { from: number; to: number } {
  const from = Date.parse(`${day}T00:00:00.000Z`) - ZONE_MS
  return { from, to: from + 24 * HOUR_MS }
}
const hourOf = (at: number): number => new Date(at + ZONE_MS).getUTCHours()

/** How long the caller waited, or waits: from the queue on, for greeting and recording notice are no wait for an agent. */
export function waitOf(call: CountedCall, now: number): number {
  // Whoever hung up in the greeting never waited.
  if (call.queuedAt === null && call.answeredAt === null) return 0
  return Math.max(0, (call.answeredAt ?? call.endedAt ?? now) - (call.queuedAt ?? call.arrivedAt))
}

/** What a call counts as. */
export function fateOf(call: CountedCall, rules: FigureRules, now: number): CallFate {
  // Cut off later or not: somebody answered him.
  if (call.answeredAt !== null) return 'answered'
  switch (call.outcome) {
    case null:
      return 'open'
    case 'answered':
      return 'answered'
    case 'abandoned':
      return waitOf(call, now) < rules.shortAbandonSeconds * 1000 ? 'short' : 'abandoned'
    case 'out-of-hours':
      return 'out-of-hours'
    case 'voicemail':
      // Without a place in the queue before it, the message was left to a closed hotline.
      return call.queuedAt === null ? 'out-of-hours' : 'flow-out'
    case 'turned-away':
    case 'overflow':
    case 'interrupted':
      return 'flow-out'
  }
}

/** Says of each call what it counts as. */
export function countCalls(calls: readonly CountedCall[], intervals: readonly CountedInterval[], rules: FigureRules, now: number): CountedAs[] {
  const wrapUps = new Map<string, number>()
  for (const { state, callId, startedAt, endedAt } of intervals)
    if (state === 'wrap-up' && callId) wrapUps.set(callId, (wrapUps.get(callId) ?? 0) + Math.max(0, (endedAt ?? now) - startedAt))
  return calls.map((call) => {
    const fate = fateOf(call, rules, now)
    const waitMs = waitOf(call, now)
    return {
      ...call,
      hour: hourOf(call.arrivedAt),
      fate,
      waitMs,
      inTime: fate === 'answered' && waitMs <= rules.targetSeconds * 1000,
      wrapUpMs: wrapUps.get(call.callId) ?? 0,
    }
  })
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
const divide = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** The figures of calls that are counted already, and of the agents' time between two moments. */
export function figuresOf(calls: readonly CountedAs[], intervals: readonly CountedInterval[], rules: FigureRules, span: { from: number; to: number }): Figures {
  const of = (fate: CallFate) => calls.filter((call) => call.fate === fate)
  const [answered, abandoned, flowOut] = [of('answered'), of('abandoned'), of('flow-out')]
  const offered = [...answered, ...abandoned, ...flowOut]
  const answeredInTime = answered.filter((call) => call.inTime).length
  const handled = answered.filter((call) => call.endedAt !== null)
  const meanOf = (part: (call: CountedAs) => number) => divide(sum(handled.map(part)), handled.length)
  const ratedAs = (rating: Rating) => answered.filter((call) => call.rating === rating).length
  const [satisfied, acceptable, dissatisfied] = [ratedAs(1), ratedAs(2), ratedAs(3)]
  const rated = satisfied + acceptable + dissatisfied
  const flowOutTo = (outcome: CallOutcome) => flowOut.filter((call) => call.outcome === outcome).length
  const spent = (states: readonly AgentState[]) =>
    sum(
      intervals
        .filter((interval) => states.includes(interval.state))
        .map(({ startedAt, endedAt }) => Math.max(0, Math.min(endedAt ?? span.to, span.to) - Math.max(startedAt, span.from))),
    )
  const [busyMs, freeMs] = [spent(busyStates), spent(freeStates)]
  return {
    offered: offered.length,
    answered: answered.length,
    abandoned: abandoned.length,
    flowOut: flowOut.length,
    flowOutTo: {
      voicemail: flowOutTo('voicemail'),
      overflow: flowOutTo('overflow'),
      'turned-away': flowOutTo('turned-away'),
      interrupted: flowOutTo('interrupted'),
    },
    short: of('short').length,
    outOfHours: of('out-of-hours').length,
    open: of('open').length,
    answeredInTime,
    serviceLevel: divide(answeredInTime, rules.formula === 'offered' ? offered.length : answered.length + abandoned.length),
    abandonment: divide(abandoned.length, offered.length),
    meanWaitMs: divide(sum(answered.map((call) => call.waitMs)), answered.length),
    longestWaitMs: offered.length > 0 ? offered.reduce((longest, call) => Math.max(longest, call.waitMs), 0) : null,
    handled: handled.length,
    meanHandlingMs: meanOf((call) => call.talkMs + call.holdMs + call.wrapUpMs),
    meanTalkMs: meanOf((call) => call.talkMs),
    meanHoldMs: meanOf((call) => call.holdMs),
    meanWrapUpMs: meanOf((call) => call.wrapUpMs),
    ratingAsked: answered.filter((call) => call.ratingAsked).length,
    rated,
    satisfied,
    acceptable,
    dissatisfied,
    satisfaction: divide(satisfied, rated),
    busyMs,
    freeMs,
    occupancy: divide(busyMs, busyMs + freeMs),
  }
}

/** What the handled calls were about, the most frequent first; those of which nobody said it last. */
export function byDisposition(calls: readonly CountedAs[]): DayFigures['dispositions'] {
  const counts = new Map<Disposition | null, number>()
  for (const { disposition, ...call } of calls)
    if (call.fate === 'answered' && call.endedAt !== null) counts.set(disposition, (counts.get(disposition) ?? 0) + 1)
  return [...counts]
    .map(([disposition, count]) => ({ disposition, calls: count }))
    .sort(
      (a, b) =>
        Number(a.disposition === null) - Number(b.disposition === null) || b.calls - a.calls || String(a.disposition).localeCompare(String(b.disposition)),
    )
}

/** A whole day: in all, and hour by hour. What has not happened yet is not counted. */
export function figuresOfDay(
  day: string,
  calls: readonly CountedAs[],
  intervals: readonly CountedInterval[],
  rules: FigureRules,
  now: number,
): Pick<DayFigures, 'total' | 'hours' | 'dispositions'> {
  const { from, to } = spanOfDay(day)
  const upTo = (end: number) => Math.min(end, Math.max(from, now))
  // Looked through once, not once an hour: a day has tens of thousands of them.
  const touching: CountedInterval[][] = Array.from({ length: 24 }, () => [])
  for (const interval of intervals) {
    const first = Math.max(0, Math.floor((interval.startedAt - from) / HOUR_MS))
    const last = Math.min(23, Math.floor(((interval.endedAt ?? now) - from) / HOUR_MS))
    for (let hour = first; hour <= last; hour += 1) touching[hour]?.push(interval)
  }
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const start = from + hour * HOUR_MS
    const inHour = calls.filter((call) => call.hour === hour)
    return { hour, calls: inHour.length, ...figuresOf(inHour, touching[hour] ?? [], rules, { from: upTo(start), to: upTo(start + HOUR_MS) }) }
  })
  const busy = (at: (typeof hours)[number]) => at.calls > 0 || at.busyMs + at.freeMs > 0
  const [first, last] = [hours.findIndex(busy), hours.findLastIndex(busy)]
  return {
    total: figuresOf(calls, intervals, rules, { from, to: upTo(to) }),
    dispositions: byDisposition(calls),
    hours: first < 0 ? [] : hours.slice(first, last + 1).map(({ calls: _, ...figures }) => figures),
  }
}

const behind: Record<FigureName, (call: CountedAs) => boolean> = {
  offered: ({ fate }) => fate === 'answered' || fate === 'abandoned' || fate === 'flow-out',
  answered: ({ fate }) => fate === 'answered',
  'in-time': ({ inTime }) => inTime,
  abandoned: ({ fate }) => fate === 'abandoned',
  'flow-out': ({ fate }) => fate === 'flow-out',
  short: ({ fate }) => fate === 'short',
  'out-of-hours': ({ fate }) => fate === 'out-of-hours',
  handled: ({ fate, endedAt }) => fate === 'answered' && endedAt !== null,
  longest: (call) => behind.offered(call),
  rated: ({ fate, rating }) => fate === 'answered' && rating !== null,
  dissatisfied: ({ fate, rating }) => fate === 'answered' && rating === 3,
}

/** The calls behind a figure, newest first, or the longest wait first: the same calls that were counted. */
export function callsBehind(calls: readonly CountedAs[], figure: FigureName, hour?: number, disposition?: Disposition | 'none', agentId?: string): CountedAs[] {
  const order = (a: CountedAs, b: CountedAs) => (figure === 'longest' ? b.waitMs - a.waitMs : 0) || b.arrivedAt - a.arrivedAt || (a.callId < b.callId ? -1 : 1)
  const isAbout = (call: CountedAs) => disposition === undefined || (call.disposition ?? 'none') === disposition
  const isHis = (call: CountedAs) => agentId === undefined || call.agentId === agentId
  return calls.filter((call) => behind[figure](call) && (hour === undefined || call.hour === hour) && isAbout(call) && isHis(call)).sort(order)
}

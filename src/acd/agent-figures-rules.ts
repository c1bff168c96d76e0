// A day's figures of each operator, from the same calls and the same time as the day's. Pure. docs/decisions/0034-quality-scoring-and-figures-by-operator.md
import type { AgentFigures } from '../contract/board.ts'
import { type AgentState, type PauseReason, pauseReasons } from '../contract/values.ts'
import { type CountedAs, type CountedInterval, spanOfDay } from './figures-rules.ts'

const divide = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/**
 * Of everybody who was on duty or answered a call: the calls he answered (the last one, where a call was passed on), his time by states
 * cut at the day's ends, and the rings he let pass. What has not happened yet is not counted.
 */
export function figuresByAgent(day: string, calls: readonly CountedAs[], intervals: readonly CountedInterval[], now: number): Omit<AgentFigures, 'name'>[] {
  const { from, to: end } = spanOfDay(day)
  const to = Math.min(end, Math.max(from, now))
  const within = ({ startedAt, endedAt }: CountedInterval) => Math.max(0, Math.min(endedAt ?? to, to) - Math.max(startedAt, from))
  const callsOf = grouped(
    calls.filter(({ fate, agentId }) => fate === 'answered' && agentId !== null),
    ({ agentId }) => agentId ?? '',
  )
  const timeOf = grouped(
    intervals.filter((interval) => within(interval) > 0),
    ({ agentId }) => agentId,
  )
  const missedBy = grouped(
    intervals.filter(({ state, startedAt }) => state === 'not-responding' && startedAt >= from && startedAt < to),
    ({ agentId }) => agentId,
  )
  return [...new Set([...callsOf.keys(), ...timeOf.keys()])].map((agentId) => {
    const answered = callsOf.get(agentId) ?? []
    const time = timeOf.get(agentId) ?? []
    const spent = (states: readonly AgentState[], reason?: PauseReason) =>
      sum(time.filter((one) => states.includes(one.state) && (reason === undefined || one.pauseReason === reason)).map(within))
    const handled = answered.filter(({ endedAt }) => endedAt !== null)
    const ratedAs = (rating: number) => answered.filter((call) => call.rating === rating).length
    const [satisfied, acceptable, dissatisfied] = [ratedAs(1), ratedAs(2), ratedAs(3)]
    const rated = satisfied + acceptable + dissatisfied
    const [busyMs, freeMs] = [spent(['on-call', 'wrap-up']), spent(['ready', 'ringing'])]
    return {
      agentId,
      answered: answered.length,
      handled: handled.length,
      talkMs: sum(answered.map(({ talkMs }) => talkMs)),
      holdMs: sum(answered.map(({ holdMs }) => holdMs)),
      wrapUpMs: spent(['wrap-up']),
      meanHandlingMs: divide(sum(handled.map(({ talkMs, holdMs, wrapUpMs }) => talkMs + holdMs + wrapUpMs)), handled.length),
      onDutyMs: sum(time.map(within)),
      readyMs: freeMs,
      busyMs,
      occupancy: divide(busyMs, busyMs + freeMs),
      pausedMs: spent(['paused']),
      paused: pauseReasons.map((reason) => ({ reason, ms: spent(['paused'], reason) })).filter(({ ms }) => ms > 0),
      missed: missedBy.get(agentId)?.length ?? 0,
      ...{ rated, satisfied, acceptable, dissatisfied },
    }
  })
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

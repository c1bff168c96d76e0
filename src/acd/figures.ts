// Figures of a day and the calls behind them, by the choices the installation has made.
import { agentTimeOf, callsArrived, factsOfCalls } from '../calls/day-records.ts'
import type { DayAgents, DayFigures, FigureCall, FigureCalls, FigureCallsQuery, FigureListQuery, FigureRules } from '../contract/board.ts'
import { maskPhone } from '../contract/phone-number.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { figuresByAgent } from './agent-figures-rules.ts'
import { type CountedAs, type CountedInterval, callsBehind, countCalls, dayOf, figuresOfDay, spanOfDay } from './figures-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  rules: FigureRules
  /** How people are called. */
  namesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

interface Day {
  day: string
  readAt: number
  calls: CountedAs[]
  intervals: CountedInterval[]
}

/** However many boards ask, a day is read at most once in this time. */
const FRESH_MS = 1000
/** A file of a day's calls: more than any hotline of a province has. */
const FILE_ROWS = 20_000

export type FigureService = ReturnType<typeof createFigures>

/** Makes the service. */
export function createFigures({ db, clock, rules, namesOf }: Deps) {
  let kept: { day: string; at: number; read: Promise<Day> } | null = null

  const read = async (day: string, readAt: number): Promise<Day> => {
    const { from, to } = spanOfDay(day)
    const [calls, intervals] = await Promise.all([callsArrived(db, new Date(from), new Date(to)), agentTimeOf(db, new Date(from), new Date(to))])
    return { day, readAt, calls: countCalls(calls, intervals, rules, readAt), intervals }
  }
  const fresh = (wanted: string | undefined): Promise<Day> => {
    const now = clock.now().getTime()
    const day = wanted ?? dayOf(now)
    if (kept?.day === day && now >= kept.at && now - kept.at < FRESH_MS) return kept.read
    const mine = { day, at: now, read: read(day, now) }
    kept = mine
    // What failed is asked again at once.
    mine.read.catch(() => {
      if (kept === mine) kept = null
    })
    return mine.read
  }

  return {
    /** A day's figures, today's if none is named. */
    async ofDay(wanted?: string): Promise<DayFigures> {
      const { day, readAt, calls, intervals } = await fresh(wanted)
      return { day, asOf: new Date(readAt).toISOString(), rules, ...figuresOfDay(day, calls, intervals, rules, readAt) }
    },

    /** The same day of each operator, by name. */
    async byAgent(wanted?: string): Promise<DayAgents> {
      const { day, readAt, calls, intervals } = await fresh(wanted)
      const figures = figuresByAgent(day, calls, intervals, readAt)
      const names = await namesOf(figures.map(({ agentId }) => agentId))
      const agents = figures.map((one) => ({ ...one, name: names.get(one.agentId) ?? '' })).sort((a, b) => a.name.localeCompare(b.name, 'vi'))
      return { day, asOf: new Date(readAt).toISOString(), agents }
    },

    /** The calls behind a figure, by pages. */
    async calls({ page, pageSize, ...wish }: FigureCallsQuery, { masked }: { masked: boolean }): Promise<FigureCalls> {
      const found = callsBehind((await fresh(wish.day)).calls, wish.figure, wish.hour, wish.disposition, wish.agentId)
      return { items: await shown(found.slice((page - 1) * pageSize, page * pageSize), masked), total: found.length, page, pageSize }
    },

    /** All of them, for a file. */
    async allCalls(
      { day, figure, hour, disposition, agentId }: FigureListQuery,
      { masked }: { masked: boolean },
    ): Promise<{ day: string; calls: FigureCall[] }> {
      const read = await fresh(day)
      return { day: read.day, calls: await shown(callsBehind(read.calls, figure, hour, disposition, agentId).slice(0, FILE_ROWS), masked) }
    },
  }

  async function shown(calls: readonly CountedAs[], masked: boolean): Promise<FigureCall[]> {
    const facts = await factsOfCalls(
      db,
      calls.map(({ callId }) => callId),
    )
    return calls.map(({ callId, arrivedAt, fate, outcome, waitMs, inTime, talkMs, holdMs, wrapUpMs, rating, disposition }) => {
      const { callerNumber = null, callerRaw = '', agentName = null, ticketId = null, recorded = false } = facts.get(callId) ?? {}
      const number = masked ? maskPhone(callerNumber) : (callerNumber ?? (callerRaw || null))
      return {
        ...{ callId, arrivedAt: new Date(arrivedAt).toISOString(), number, fate, outcome, waitMs, inTime },
        ...{ talkMs, holdMs, wrapUpMs, rating, disposition, agentName, ticketId, recorded },
      }
    })
  }
}

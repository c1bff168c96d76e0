// Figures of a day and the calls behind them, by the choices the installation has made.
import { agentTimeOf, callsArrived, factsOfCalls } from '../calls/day-records.ts'
import type { DayFigures, FigureCalls, FigureCallsQuery, FigureRules } from '../contract/board.ts'
import { maskPhone } from '../contract/phone-number.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { type CountedAs, type CountedInterval, callsBehind, countCalls, dayOf, figuresOfDay, spanOfDay } from './figures-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  rules: FigureRules
}

interface Day {
  day: string
  readAt: number
  calls: CountedAs[]
  intervals: CountedInterval[]
}

/** However many boards ask, a day is read at most once in this time. */
const FRESH_MS = 1000

export type FigureService = ReturnType<typeof createFigures>

/** Makes the service. */
export function createFigures({ db, clock, rules }: Deps) {
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

    /** The calls behind a figure, by pages. */
    async calls({ day, figure, hour, disposition, page, pageSize }: FigureCallsQuery, { masked }: { masked: boolean }): Promise<FigureCalls> {
      const found = callsBehind((await fresh(day)).calls, figure, hour, disposition)
      const shown = found.slice((page - 1) * pageSize, page * pageSize)
      const facts = await factsOfCalls(
        db,
        shown.map(({ callId }) => callId),
      )
      const items = shown.map(({ callId, arrivedAt, fate, outcome, waitMs, inTime, talkMs, holdMs, wrapUpMs, rating, disposition: about }) => {
        const { callerNumber = null, callerRaw = '', agentName = null, ticketId = null } = facts.get(callId) ?? {}
        const number = masked ? maskPhone(callerNumber) : (callerNumber ?? (callerRaw || null))
        return {
          callId,
          arrivedAt: new Date(arrivedAt).toISOString(),
          number,
          fate,
          outcome,
          waitMs,
          inTime,
          talkMs,
          holdMs,
          wrapUpMs,
          rating,
          disposition: about,
          agentName,
          ticketId,
        }
      })
      return { items, total: found.length, page, pageSize }
    },
  }
}

// Working time counted minute by minute, straight from the calendar as it was entered. Shares nothing with the engine: it is what the
// engine is measured against.
import type { Calendar } from '../../src/deadlines/calendar-rules.ts'

const MINUTE = 60_000
const YEAR = 366 * 24 * 60 * MINUTE

/** Counts by the minutes of a calendar; those of a day are worked out once. */
export function minuteCounter(calendar: Calendar) {
  const chain: Calendar[] = []
  for (let one: Calendar | null = calendar; one; one = one.parent) chain.push(one)
  // From the top down: what a child cancels is gone for its own children too.
  let exceptions: Calendar['exceptions'] = []
  for (const one of [...chain].reverse()) exceptions = [...exceptions.filter(({ id }) => !one.cancels.includes(id)), ...one.exceptions]
  const days = new Map<number, boolean[]>()

  const weekOf = (date: string): readonly { open: number; close: number }[] => {
    for (const one of chain)
      for (const version of one.weeks)
        if (date >= version.from && (version.to === null || date <= version.to)) {
          const sunday0 = new Date(`${date}T12:00:00Z`).getUTCDay()
          return version.week[(sunday0 === 0 ? 7 : sunday0) as 1]
        }
    return []
  }
  const minutesOf = (date: string): boolean[] => {
    let planned = weekOf(date)
    let off = false
    for (const exception of exceptions) {
      if (exception.kind === 'make-up' && exception.date === date) planned = exception.frames
      if (exception.kind === 'swap' && exception.workDay === date) planned = exception.frames ?? weekOf(exception.dayOff)
      if (exception.kind === 'holiday' && exception.date === date) off = true
      if (exception.kind === 'swap' && exception.dayOff === date) off = true
    }
    const near = exceptions.filter((exception) => exception.kind === 'closure' && exception.from.date <= date && date <= exception.to.date)
    return Array.from({ length: 1_440 }, (_, minute) => {
      const stamp = `${date} ${String(minute).padStart(4, '0')}`
      const closed = near.some(
        (exception) =>
          exception.kind === 'closure' &&
          stamp >= `${exception.from.date} ${String(exception.from.minute).padStart(4, '0')}` &&
          stamp < `${exception.to.date} ${String(exception.to.minute).padStart(4, '0')}`,
      )
      return !off && !closed && planned.some(({ open, close }) => minute >= open && minute < close)
    })
  }
  const isWorked = (moment: number): boolean => {
    const minutesHere = Math.floor((moment + 7 * 60 * MINUTE) / MINUTE)
    const day = Math.floor(minutesHere / 1_440)
    const minutes = days.get(day) ?? minutesOf(new Date(day * 1_440 * MINUTE).toISOString().slice(0, 10))
    days.set(day, minutes)
    return minutes[minutesHere - day * 1_440] as boolean
  }
  return {
    isWorked,
    /** When so much work is done; 'never' when a year passes without any. */
    add(from: number, workMs: number): number | 'never' {
      let [moment, left, lastWorked] = [from, workMs, from]
      for (;;) {
        const end = (Math.floor(moment / MINUTE) + 1) * MINUTE
        if (isWorked(moment)) {
          if (moment - lastWorked > YEAR) return 'never'
          if (left <= end - moment) return moment + left
          left -= end - moment
          lastWorked = end
        } else if (moment - lastWorked > YEAR) return 'never'
        moment = end
      }
    },
    between(from: number, to: number): number {
      let [moment, sum] = [from, 0]
      while (moment < to) {
        const end = Math.min(to, (Math.floor(moment / MINUTE) + 1) * MINUTE)
        if (isWorked(moment)) sum += end - moment
        moment = end
      }
      return sum
    },
  }
}

// Which special days a year has, and those of the parent that do not hold here. Pure.
import type { CalendarContent, CalendarView } from '../../../../src/contract/calendars.ts'

export type Exception = CalendarContent['exceptions'][number]

export const kindOf = (exception: Exception) => (exception.kind === 'swap' ? 'swapped-off' : exception.kind === 'make-up' ? 'made-up' : exception.kind)

/** The day it is listed under: the first. */
export const dayOf = (exception: Exception) =>
  exception.kind === 'swap' ? exception.dayOff : exception.kind === 'closure' ? exception.from.date : exception.date

const lastDayOf = (exception: Exception) =>
  exception.kind === 'swap' ? exception.workDay : exception.kind === 'closure' ? exception.to.date : dayOf(exception)

/** Those that touch a year, the first first. */
export function ofYear(exceptions: readonly Exception[], year: number): Exception[] {
  const touches = (exception: Exception) => {
    const years = [dayOf(exception), lastDayOf(exception)].map((date) => Number(date.slice(0, 4)))
    return Math.min(...years) <= year && year <= Math.max(...years)
  }
  return exceptions.filter(touches).sort((a, b) => dayOf(a).localeCompare(dayOf(b)))
}

/** The proposals for days that have nothing yet, what is not saved included. */
export function stillProposed(proposals: CalendarView['proposals'], exceptions: readonly Exception[]): CalendarView['proposals'] {
  const taken = new Set(exceptions.map(dayOf))
  return proposals.filter(({ exception }) => !taken.has(dayOf(exception)))
}

/** The calendar in which a day of the parent holds or does not. */
export function withInherited(content: CalendarContent, id: string, holds: boolean): CalendarContent {
  const others = content.cancels.filter((one) => one !== id)
  return { ...content, cancels: holds ? others : [...others, id].sort() }
}

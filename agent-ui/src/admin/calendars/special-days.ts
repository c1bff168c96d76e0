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

/** What a day will be, or will no longer be, once the calendar is saved. */
export interface UnsavedDay {
  kind: Exclude<CalendarView['days'][number]['kind'], 'work' | 'rest'>
  name: string
  gone: boolean
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Every day a special day lies on, as what. */
function daysOf(exception: Exception): [date: string, kind: UnsavedDay['kind']][] {
  if (exception.kind === 'swap')
    return [
      [exception.dayOff, 'swapped-off'],
      [exception.workDay, 'made-up'],
    ]
  if (exception.kind !== 'closure') return [[exception.date, exception.kind === 'make-up' ? 'made-up' : 'holiday']]
  const { from, to } = exception
  const days: [string, UnsavedDay['kind']][] = []
  // A closure until midnight does not reach into the day that begins then.
  for (let date = from.date; date < to.date || (date === to.date && to.minute > 0); date = nextDay(date)) days.push([date, 'closure'])
  return days
}

/** The days of changes not saved yet, those of the parent that are to hold or no longer hold included. */
export function unsavedDays(saved: CalendarContent, draft: CalendarContent, inherited: readonly Exception[]): ReadonlyMap<string, UnsavedDay> {
  const holding = ({ exceptions, cancels }: CalendarContent) => [...exceptions, ...inherited.filter(({ id }) => !cancels.includes(id))]
  const keyed = (exceptions: readonly Exception[]) => new Map(exceptions.map((exception) => [JSON.stringify(exception), exception]))
  const [before, after] = [keyed(holding(saved)), keyed(holding(draft))]
  const days = (exceptions: ReadonlyMap<string, Exception>, others: ReadonlyMap<string, Exception>, gone: boolean) =>
    [...exceptions]
      .filter(([key]) => !others.has(key))
      .flatMap(([, exception]) => daysOf(exception).map(([date, kind]): [string, UnsavedDay] => [date, { kind, name: exception.name, gone }]))
  // What a day will be is shown over what it was.
  return new Map([...days(before, after, true), ...days(after, before, false)])
}

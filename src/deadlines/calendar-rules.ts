// What a working calendar is, and which hours a day has. Pure. A calendar has weeks valid for some time, dated exceptions, and may
// stand on a parent's: its own weeks replace the parent's while they are valid, exceptions add up, and it may cancel the parent's.
//
// A day's hours: the week's frames → none on a holiday or a day swapped away → those given for a day worked instead → minus closures.
import { type CivilDate, DAY_MINUTES, parseDate, type Weekday, weekdayOf } from './civil-time-rules.ts'

/** Half-open, in minutes of the day: [open, close); 1440 is 24:00, so a day that ends at midnight loses nothing. */
export interface Frame {
  open: number
  close: number
}

export type Week = Readonly<Record<Weekday, readonly Frame[]>>

/** Both days belong to it; without `to` it goes on. */
export interface WeekVersion {
  from: CivilDate
  to: CivilDate | null
  week: Week
}

export interface CivilMinute {
  date: CivilDate
  minute: number
}

/** The id is what a child names to cancel it. */
export type DayException = { id: string; name: string } & (
  | { kind: 'holiday'; date: CivilDate }
  /** A working day is off and another day is worked instead, in these frames or, with null, in those of the day off. */
  | { kind: 'swap'; dayOff: CivilDate; workDay: CivilDate; frames: readonly Frame[] | null }
  /** A day worked in these frames, without another being off for it. */
  | { kind: 'make-up'; date: CivilDate; frames: readonly Frame[] }
  /** Offices closed for a storm: from one minute to another, over several days when need be. */
  | { kind: 'closure'; from: CivilMinute; to: CivilMinute }
)

export interface Calendar {
  /** Changes with every change of this calendar; kept with each deadline computed by it. */
  version: string
  parent: Calendar | null
  weeks: readonly WeekVersion[]
  exceptions: readonly DayException[]
  /** Ids of exceptions of the parents that do not hold here. */
  cancels: readonly string[]
}

/** A calendar with its parents taken in, looked up by day. */
export interface ResolvedCalendar {
  version: string
  weeks: readonly { from: number; to: number; week: Week }[]
  daysOff: ReadonlySet<number>
  worked: ReadonlyMap<number, readonly Frame[]>
  closures: ReadonlyMap<number, readonly Frame[]>
}

/** The exceptions that hold: the parents' that are not cancelled, then its own. */
export function exceptionsOf(calendar: Calendar): readonly DayException[] {
  const inherited = calendar.parent ? exceptionsOf(calendar.parent) : []
  return [...inherited.filter(({ id }) => !calendar.cancels.includes(id)), ...calendar.exceptions]
}

/** The cancels that still name a day of the parents: one the parent has dropped since would have every later change refused. */
export function heldCancels({ parent, cancels }: Calendar): readonly string[] {
  const inherited = new Set(parent ? exceptionsOf(parent).map(({ id }) => id) : [])
  return cancels.filter((id) => inherited.has(id))
}

/** Names the state of the whole chain: a change of a parent is a change here too. */
export function versionOf(calendar: Calendar): string {
  return calendar.parent ? `${versionOf(calendar.parent)}/${calendar.version}` : calendar.version
}

/** Takes the parents in. Never fails: what the check would refuse is left out, for deadlines must go on when a parent changed. */
export function resolve(calendar: Calendar): ResolvedCalendar {
  const weeks = weeksOf(calendar)
  const daysOff = new Set<number>()
  const worked = new Map<number, readonly Frame[]>()
  const closures = new Map<number, Frame[]>()
  for (const exception of exceptionsOf(calendar)) {
    if (exception.kind === 'holiday') withDay(exception.date, (day) => daysOff.add(day))
    if (exception.kind === 'make-up') withDay(exception.date, (day) => worked.set(day, tidy(exception.frames)))
    if (exception.kind === 'swap')
      withDay(exception.dayOff, (off) =>
        withDay(exception.workDay, (day) => {
          daysOff.add(off)
          worked.set(day, tidy(exception.frames ?? weekFrames(weeks, off)))
        }),
      )
    if (exception.kind === 'closure') {
      const { from, to } = exception
      withDay(from.date, (first) => withDay(to.date, (last) => addClosure(closures, { first, minute: from.minute }, { last, minute: to.minute })))
    }
  }
  return { version: versionOf(calendar), weeks, daysOff, worked, closures }
}

/** The hours of a day, in order and apart from each other. A holiday wins over a day worked instead: nobody works one by mistake. */
export function framesOn(calendar: ResolvedCalendar, day: number): readonly Frame[] {
  if (calendar.daysOff.has(day)) return []
  const planned = calendar.worked.get(day) ?? weekFrames(calendar.weeks, day)
  const closed = calendar.closures.get(day)
  return closed ? closed.reduce(without, planned) : planned
}

/** Its own weeks first, for the first that holds on a day counts. */
function weeksOf(calendar: Calendar): ResolvedCalendar['weeks'] {
  const own = calendar.weeks.flatMap((version) => {
    const [from, to] = [parseDate(version.from), version.to === null ? Number.POSITIVE_INFINITY : parseDate(version.to)]
    if (from === null || to === null) return []
    const week = Object.fromEntries(Object.entries(version.week).map(([weekday, frames]) => [weekday, tidy(frames)])) as unknown as Week
    return [{ from, to, week }]
  })
  return calendar.parent ? [...own, ...weeksOf(calendar.parent)] : own
}

function weekFrames(weeks: ResolvedCalendar['weeks'], day: number): readonly Frame[] {
  return weeks.find(({ from, to }) => day >= from && day <= to)?.week[weekdayOf(day)] ?? []
}

function withDay(date: CivilDate, then: (day: number) => void): void {
  const day = parseDate(date)
  if (day !== null) then(day)
}

function addClosure(closures: Map<number, Frame[]>, from: { first: number; minute: number }, to: { last: number; minute: number }): void {
  for (let day = from.first; day <= to.last; day += 1) {
    const span = { open: day === from.first ? from.minute : 0, close: day === to.last ? to.minute : DAY_MINUTES }
    if (span.open < span.close) closures.set(day, [...(closures.get(day) ?? []), span])
  }
}

/** Sorted, inside the day, overlaps joined. */
function tidy(frames: readonly Frame[]): readonly Frame[] {
  const inside = frames
    .map(({ open, close }) => ({ open: Math.max(0, open), close: Math.min(DAY_MINUTES, close) }))
    .filter(({ open, close }) => open < close)
    .sort((a, b) => a.open - b.open)
  const apart: Frame[] = []
  for (const frame of inside) {
    const last = apart.at(-1)
    if (last && frame.open < last.close) last.close = Math.max(last.close, frame.close)
    else apart.push({ ...frame })
  }
  return apart
}

function without(frames: readonly Frame[], closed: Frame): readonly Frame[] {
  return frames.flatMap(({ open, close }) =>
    [
      { open, close: Math.min(close, closed.open) },
      { open: Math.max(open, closed.close), close },
    ].filter((rest) => rest.open < rest.close),
  )
}

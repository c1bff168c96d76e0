// What is wrong with a calendar, before it is saved. Pure. The codes are stable; the words are for the administrator. What is wrong
// in a parent is the parent's to mend, but a child is checked against what it inherits.
import { type Calendar, type DayException, exceptionsOf, type Frame, framesOn, resolve } from './calendar-rules.ts'
import { type CivilDate, DAY_MINUTES, dateText, minuteText, parseDate } from './civil-time-rules.ts'

export const calendarProblemCodes = [
  'date-unknown',
  'minute-invalid',
  'frame-order',
  'frames-overlap',
  'frames-missing',
  'version-order',
  'versions-overlap',
  'id-duplicate',
  'holiday-duplicate',
  'swap-same-day',
  'swap-in-holiday',
  'swap-duplicate',
  'swap-day-not-worked',
  'swap-day-already-worked',
  'closure-order',
  'closure-duplicate',
  'cancel-unknown',
] as const
export type CalendarProblemCode = (typeof calendarProblemCodes)[number]

/** `where`: the part of the calendar, as a path: weeks[0].5, exceptions[3], cancels[0]. */
export interface CalendarProblem {
  code: CalendarProblemCode
  where: string
  message: string
}

type Say = (code: CalendarProblemCode, where: string, message: string) => void

const weekdayWords = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật']

/** Everything wrong with a calendar; nothing when it may be saved. */
export function checkCalendar(calendar: Calendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const say: Say = (code, where, message) => void problems.push({ code, where, message })
  checkWeeks(calendar, say)
  const sound = calendar.exceptions.map((exception, index) => checkException(exception, `exceptions[${index}]`, say))
  checkCancels(calendar, say)
  // Days are compared only when each of them is one.
  if (sound.every(Boolean)) checkDays(calendar, say)
  return problems
}

function checkWeeks({ weeks }: Calendar, say: Say): void {
  const spans = weeks.map(({ from, to, week }, index) => {
    const where = `weeks[${index}]`
    for (const [weekday, frames] of Object.entries(week)) checkFrames(frames, `${where}.${weekday}`, weekdayWords[Number(weekday)] ?? weekday, say)
    const first = knownDay(from, where, say)
    const last = to === null ? Number.POSITIVE_INFINITY : knownDay(to, where, say)
    if (first === null || last === null) return null
    if (last < first) say('version-order', where, `Lịch tuần kết thúc ${dateText(to ?? '')} trước ngày bắt đầu ${dateText(from)}`)
    return { first, last, from, where }
  })
  const known = spans.filter((span) => span !== null).sort((a, b) => a.first - b.first)
  for (const [index, span] of known.entries()) {
    const next = known[index + 1]
    if (next && next.first <= span.last)
      say('versions-overlap', next.where, `Lịch tuần từ ${dateText(next.from)} chồng lên lịch tuần từ ${dateText(span.from)}`)
  }
}

function checkFrames(frames: readonly Frame[], where: string, whose: string, say: Say): boolean {
  const before = frames.length
  const sound = frames.filter(({ open, close }) => {
    if (![open, close].every((minute) => Number.isInteger(minute) && minute >= 0 && minute <= DAY_MINUTES)) {
      say('minute-invalid', where, `${whose}: giờ phải từ 00:00 đến 24:00`)
      return false
    }
    if (close <= open) say('frame-order', where, `${whose}: ca ${frameText({ open, close })} kết thúc không sau giờ bắt đầu`)
    return close > open
  })
  const sorted = [...sound].sort((a, b) => a.open - b.open)
  for (const [index, frame] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && next.open < frame.close) say('frames-overlap', where, `${whose}: ca ${frameText(next)} chồng lên ca ${frameText(frame)}`)
  }
  return sound.length === before
}

/** Are its own dates and minutes sound? */
function checkException(exception: DayException, where: string, say: Say): boolean {
  switch (exception.kind) {
    case 'holiday':
      return knownDay(exception.date, where, say) !== null
    case 'make-up': {
      if (exception.frames.length === 0) say('frames-missing', where, `Ngày làm bù ${dateText(exception.date)} chưa có giờ làm việc`)
      const sound = checkFrames(exception.frames, where, `Ngày làm bù ${dateText(exception.date)}`, say)
      return knownDay(exception.date, where, say) !== null && sound
    }
    case 'swap': {
      const days = [knownDay(exception.dayOff, where, say), knownDay(exception.workDay, where, say)]
      if (exception.frames?.length === 0) say('frames-missing', where, `Ngày làm bù ${dateText(exception.workDay)} chưa có giờ làm việc`)
      const apart = days[0] !== days[1]
      if (!apart && days[0] !== null) say('swap-same-day', where, `Hoán đổi ${dateText(exception.dayOff)} với chính ngày đó`)
      const sound = exception.frames === null || checkFrames(exception.frames, where, `Ngày làm bù ${dateText(exception.workDay)}`, say)
      return !days.includes(null) && apart && sound
    }
    case 'closure': {
      const { from, to } = exception
      const [first, last] = [knownDay(from.date, where, say), knownDay(to.date, where, say)]
      if (![from.minute, to.minute].every((minute) => Number.isInteger(minute) && minute >= 0 && minute <= DAY_MINUTES)) {
        say('minute-invalid', where, 'Đóng cửa đột xuất: giờ phải từ 00:00 đến 24:00')
        return false
      }
      if (first === null || last === null) return false
      const inOrder = last * DAY_MINUTES + to.minute > first * DAY_MINUTES + from.minute
      if (!inOrder) say('closure-order', where, `Đóng cửa từ ${minuteText(from.minute)} ${dateText(from.date)} kết thúc không sau lúc bắt đầu`)
      return inOrder
    }
  }
}

function checkCancels(calendar: Calendar, say: Say): void {
  const inherited = new Set(calendar.parent ? exceptionsOf(calendar.parent).map(({ id }) => id) : [])
  for (const [index, id] of calendar.cancels.entries())
    if (!inherited.has(id)) say('cancel-unknown', `cancels[${index}]`, 'Lịch cấp trên không có ngày ngoại lệ được bỏ qua')
}

/** Exceptions against each other, the inherited ones included; said of its own ones only. */
function checkDays(calendar: Calendar, say: Say): void {
  const held = exceptionsOf({ ...calendar, exceptions: [] })
  const seen: Seen = { ids: new Set(), holidays: new Set(), moved: new Set(), closures: [] }
  for (const exception of held) checkAgainst(exception, seen, () => undefined)
  const holidays = new Set(exceptionsOf(calendar).flatMap((exception) => (exception.kind === 'holiday' ? [exception.date] : [])))
  const week = resolve(withoutExceptions(calendar))
  for (const [index, exception] of calendar.exceptions.entries()) {
    const tell: Tell = (code, message) => say(code, `exceptions[${index}]`, message)
    checkAgainst(exception, seen, tell)
    for (const date of movedDays(exception))
      if (holidays.has(date)) tell('swap-in-holiday', `Ngày ${dateText(date)} là ngày nghỉ lễ, không hoán đổi hay làm bù được`)
    if (exception.kind !== 'swap') continue
    const isWorked = (date: CivilDate): boolean => framesOn(week, parseDate(date) ?? 0).length > 0
    if (!isWorked(exception.dayOff)) tell('swap-day-not-worked', `Ngày ${dateText(exception.dayOff)} vốn không làm việc, không có gì để hoán đổi`)
    // A Saturday half worked may be worked in full, but then its hours must be said.
    if (isWorked(exception.workDay) && exception.frames === null)
      tell('swap-day-already-worked', `Ngày ${dateText(exception.workDay)} vốn đã làm việc, hãy ghi rõ giờ làm bù`)
  }
}

type Tell = (code: CalendarProblemCode, message: string) => void
interface Seen {
  ids: Set<string>
  holidays: Set<CivilDate>
  /** Days swapped or made up. */
  moved: Set<CivilDate>
  closures: { from: number; to: number }[]
}

/** Twice the same among those seen before; it is seen from now on. */
function checkAgainst(exception: DayException, seen: Seen, tell: Tell): void {
  if (seen.ids.has(exception.id)) tell('id-duplicate', 'Hai ngày ngoại lệ có cùng mã')
  seen.ids.add(exception.id)
  for (const date of movedDays(exception)) {
    if (seen.moved.has(date)) tell('swap-duplicate', `Ngày ${dateText(date)} đã được hoán đổi hoặc làm bù`)
    seen.moved.add(date)
  }
  if (exception.kind === 'holiday') {
    if (seen.holidays.has(exception.date)) tell('holiday-duplicate', `Ngày nghỉ ${dateText(exception.date)} đã có`)
    seen.holidays.add(exception.date)
  }
  if (exception.kind === 'closure') {
    const span = { from: minuteOf(exception.from), to: minuteOf(exception.to) }
    if (seen.closures.some(({ from, to }) => span.from < to && from < span.to))
      tell('closure-duplicate', `Đợt đóng cửa từ ${minuteText(exception.from.minute)} ${dateText(exception.from.date)} trùng với đợt đã có`)
    seen.closures.push(span)
  }
}

function movedDays(exception: DayException): CivilDate[] {
  if (exception.kind === 'swap') return [exception.dayOff, exception.workDay]
  return exception.kind === 'make-up' ? [exception.date] : []
}

/** The weeks alone, the parents' too: a swap gives away a day that would have been worked. */
const withoutExceptions = (calendar: Calendar): Calendar => ({
  ...calendar,
  exceptions: [],
  parent: calendar.parent && withoutExceptions(calendar.parent),
})

const minuteOf = ({ date, minute }: { date: CivilDate; minute: number }): number => (parseDate(date) ?? 0) * DAY_MINUTES + minute
const frameText = ({ open, close }: Frame): string => `${minuteText(open)}-${minuteText(close)}`

function knownDay(date: CivilDate, where: string, say: Say): number | null {
  const day = parseDate(date)
  if (day === null) say('date-unknown', where, `Không có ngày "${date}"`)
  return day
}

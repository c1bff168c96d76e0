// Which days off a year should have, proposed to the administrator: nothing holds until he confirms it. Pure. Labour Code 2019, article
// 112 (11 days), article 111.3 (a holiday on a weekly day off is made up on the next working day), and what the government announced.
import { announcedFor } from './announced-holidays-rules.ts'
import type { DayException } from './calendar-rules.ts'
import { type CivilDate, dateOf, dayOfDate, parseDate, weekdayOf } from './civil-time-rules.ts'
import { hungKingsDay, tetDay } from './lunar-rules.ts'

export type HolidayKind = 'holiday' | 'substitute' | 'swap' | 'make-up'
/** law: fixed by the code; announced: by the government; from-memory: announced, but to be looked up; unconfirmed: a guess or a draft. */
export type Confidence = 'law' | 'announced' | 'from-memory' | 'unconfirmed'

export interface HolidayProposal {
  date: CivilDate
  /** In Vietnamese. */
  name: string
  kind: HolidayKind
  confidence: Confidence
  /** Ticked when proposed; it still takes the administrator's word. */
  on: boolean
  /** Of a swap the day worked instead, of a make-up day the day off: they are confirmed together. */
  pairedWith: CivilDate | null
}

/** Days before and after the first of the lunar year that are off, until the government says otherwise. */
const TET_DAYS = [-1, 0, 1, 2, 3]
const tetNames = ['Giao thừa Tết Nguyên đán', 'Mùng 1 Tết', 'Mùng 2 Tết', 'Mùng 3 Tết', 'Mùng 4 Tết']

/** The year's proposals in order of their dates. */
export function proposeHolidays(year: number): HolidayProposal[] {
  const announced = announcedFor(year)
  const said = new Set(announced.filter(({ kind }) => kind === 'holiday').map(({ date }) => date))
  const rest = [...fixedDays(year), ...tetDays(year, announced.length > 0), besideNationalDay(year)].filter(({ date }) => !said.has(date))
  // The announcement names the day beside 2/9 itself: no second one is guessed.
  const besides = ['09-01', '09-03'].map((day) => `${year}-${day}`)
  const holidays = [...rest.filter(({ date }) => !(besides.includes(date) && besides.some((day) => said.has(day)))), ...announced]
  return [...holidays, ...substitutes(holidays), ...cultureDay(year)].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** Confirmed proposals as exceptions of a calendar; half a swap is none. `idOf` names them. */
export function exceptionsFrom(confirmed: readonly HolidayProposal[], idOf: (proposal: HolidayProposal) => string): DayException[] {
  return confirmed.flatMap((proposal): DayException[] => {
    const { kind, date, name, pairedWith } = proposal
    if (kind === 'holiday' || kind === 'substitute') return [{ id: idOf(proposal), kind: 'holiday', date, name }]
    const paired = confirmed.some((other) => other.kind === 'make-up' && other.date === pairedWith && other.pairedWith === date)
    if (kind === 'make-up' || pairedWith === null || !paired) return []
    return [{ id: idOf(proposal), kind: 'swap', dayOff: date, workDay: pairedWith, frames: null, name }]
  })
}

const proposal = (date: CivilDate, name: string, more: Partial<HolidayProposal> = {}): HolidayProposal => ({
  date,
  name,
  kind: 'holiday',
  confidence: 'law',
  on: true,
  pairedWith: null,
  ...more,
})

function fixedDays(year: number): HolidayProposal[] {
  return [
    proposal(`${year}-01-01`, 'Tết Dương lịch'),
    proposal(dateOf(hungKingsDay(year)), 'Giỗ Tổ Hùng Vương'),
    proposal(`${year}-04-30`, 'Ngày Chiến thắng'),
    proposal(`${year}-05-01`, 'Ngày Quốc tế lao động'),
    proposal(`${year}-09-02`, 'Quốc khánh'),
  ]
}

/** The first three days are certain; which two go with them the government fixes each year. */
function tetDays(year: number, isAnnounced: boolean): HolidayProposal[] {
  if (isAnnounced) return []
  return TET_DAYS.map((offset, index) => {
    const certain = offset >= 0 && offset <= 2
    return proposal(dateOf(tetDay(year) + offset), tetNames[index] ?? '', { confidence: certain ? 'law' : 'unconfirmed' })
  })
}

/** The day before or after 2/9 that makes the longer break with a weekend; the government fixes it each year. */
function besideNationalDay(year: number): HolidayProposal {
  const day = dayOfDate(year, 9, 2)
  const after = [1, 4, 7].includes(weekdayOf(day))
  return proposal(dateOf(after ? day + 1 : day - 1), 'Quốc khánh (ngày liền kề)', { confidence: 'unconfirmed' })
}

/** 24/11, Day of Vietnamese Culture: proposed in 2026, enactment not confirmed; with its substitute when it falls on a weekend. */
function cultureDay(year: number): HolidayProposal[] {
  if (year < 2026) return []
  const off = { confidence: 'unconfirmed', on: false } as const
  const day = proposal(`${year}-11-24`, 'Ngày Văn hóa Việt Nam', off)
  return [day, ...substitutes([day]).map((substitute) => ({ ...substitute, ...off }))]
}

/** For each holiday on a Saturday or Sunday the next day that is neither, nor off already. */
function substitutes(proposals: readonly HolidayProposal[]): HolidayProposal[] {
  const taken = new Set(proposals.filter(({ kind }) => kind !== 'make-up').map(({ date }) => date))
  const isWeekend = (date: CivilDate): boolean => weekdayOf(parseDate(date) ?? 0) >= 6
  const holidays = proposals.filter(({ kind, date }) => kind === 'holiday' && isWeekend(date)).sort((a, b) => (a.date < b.date ? -1 : 1))
  return holidays.map(({ date, name, confidence }) => {
    let day = (parseDate(date) ?? 0) + 1
    while (isWeekend(dateOf(day)) || taken.has(dateOf(day))) day += 1
    taken.add(dateOf(day))
    return proposal(dateOf(day), `Nghỉ bù ${name}`, { kind: 'substitute', confidence })
  })
}

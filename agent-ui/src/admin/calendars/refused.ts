// A refused calendar: what is wrong, at the box or the row it is about. Pure.
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { dayOf, type Exception } from './special-days.ts'
import type { weekdays } from './weeks.ts'

type Weekday = (typeof weekdays)[number]

export interface RefusedCalendar {
  reason: string | undefined
  /** By the id of the special day. */
  rows: ReadonlyMap<string, string>
  week: ReadonlyMap<Weekday, string>
  /** Everything but the reason in sentences: a row may lie in a year that is not on the screen. */
  words: string[]
}

export const nothingRefused: RefusedCalendar = { reason: undefined, rows: new Map(), week: new Map(), words: [] }

const exceptionAt = /^(?:content\.)?exceptions[.[](\d+)/
const weekAt = /^(?:content\.)?weeks[.[](\d+)\]?\.(?:week\.)?([1-7])\b/
const spoken = (date: string) => date.split('-').reverse().join('/')
const naming = (exception: Exception | undefined, words: string) => {
  const day = exception && spoken(dayOf(exception))
  return !exception || !day || words.includes(day) ? words : `${day} ${exception.name}: ${words}`
}

/** What the server's fields say of a calendar that was sent, whose hours from a day on stand in the boxes. */
export function refusedCalendar(fields: Readonly<Record<string, string>>, sent: CalendarContent, from: string): RefusedCalendar {
  const rows = new Map<string, string>()
  const week = new Map<Weekday, string>()
  const words: string[] = []
  for (const [field, said] of Object.entries(fields)) {
    if (field === 'reason') continue
    const exception = sent.exceptions[Number(exceptionAt.exec(field)?.[1] ?? Number.NaN)]
    if (exception) rows.set(exception.id, rows.get(exception.id) ?? said)
    const [, index = '', day = ''] = weekAt.exec(field) ?? []
    if (day && sent.weeks[Number(index)]?.from === from) week.set(Number(day) as Weekday, said)
    words.push(naming(exception, said))
  }
  return { reason: fields['reason'], rows, week, words: [...new Set(words)] }
}

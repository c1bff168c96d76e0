// Weeks one after another: which holds on a day, and a calendar with a new one from a day on. Pure.
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { framesText, readFrames } from './frames-text.ts'

type WeekVersion = CalendarContent['weeks'][number]
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
export type WeekTexts = Record<(typeof weekdays)[number], string>

/** What stands in the fields, and from which day it shall hold; without texts the parent's hours hold. */
export interface WeekDraft {
  from: string
  texts: WeekTexts | null
}

const eveOf = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
const inOrder = (weeks: readonly WeekVersion[]) => [...weeks].sort((a, b) => a.from.localeCompare(b.from))
const holdsOn = (date: string) => (version: WeekVersion) => version.from <= date && (version.to === null || version.to >= date)
const sameTexts = (one: WeekTexts | null, other: WeekTexts | null) => JSON.stringify(one) === JSON.stringify(other)

function textsOn(content: CalendarContent, date: string): WeekTexts | null {
  const week = content.weeks.find(holdsOn(date))?.week
  return week ? (Object.fromEntries(weekdays.map((day) => [day, framesText(week[day])])) as WeekTexts) : null
}

/** The fields as they stand before anything is typed: the hours of that day. */
export const weekDraft = (content: CalendarContent, from: string): WeekDraft => ({ from, texts: textsOn(content, from) })

/** The same fields for another day, or after other weeks changed; hours nobody has typed in follow. */
export function draftMoved(draft: WeekDraft, from: string, before: CalendarContent, after = before): WeekDraft {
  return sameTexts(draft.texts, textsOn(before, draft.from)) ? weekDraft(after, from) : { ...draft, from }
}

/** The calendar with these hours from the draft's day until the next known week, or what is wrong. */
export function withWeek(content: CalendarContent, { from, texts }: WeekDraft, today: string): CalendarContent | 'badFrames' | 'weekPast' {
  if (!texts) return content
  const frames = weekdays.map((day) => [day, readFrames(texts[day])] as const)
  if (frames.some(([, read]) => read === null)) return 'badFrames'
  const week = Object.fromEntries(frames) as WeekVersion['week']
  const held = content.weeks.find(holdsOn(from))
  if (held && JSON.stringify(held.week) === JSON.stringify(week)) return content
  // Deadlines of before count by the hours of before.
  if (from < today) return 'weekPast'
  const next = inOrder(content.weeks).find((version) => version.from > from)
  const to = held ? held.to : next ? eveOf(next.from) : null
  const others = content.weeks.filter((version) => version !== held)
  const before = held && held.from < from ? [{ ...held, to: eveOf(from) }] : []
  return { ...content, weeks: inOrder([...others, ...before, { from, to, week }]) }
}

/** The calendar without the week that begins on a day; the one before it goes on instead. */
export function withoutWeek(content: CalendarContent, from: string): CalendarContent {
  const gone = content.weeks.find((version) => version.from === from)
  if (!gone) return content
  const weeks = content.weeks.filter((version) => version !== gone)
  return { ...content, weeks: weeks.map((version) => (version.to === eveOf(from) ? { ...version, to: gone.to } : version)) }
}

/** The weeks that hold today or later; one that began before today can no longer be taken away. */
export function listedWeeks(content: CalendarContent, today: string): { from: string; now: boolean; removable: boolean }[] {
  return inOrder(content.weeks)
    .filter(({ to }) => to === null || to >= today)
    .map(({ from }) => ({ from, now: from <= today, removable: from >= today }))
}

// The settings of deadlines with their defaults, each with where it comes from. Pure. "Đ" is an article of Quyết định 192/QĐ-UBND; †: the
// text is silent and this is our reading (1-service.md 34a). A province that reads it otherwise changes the setting, not the code.
import type { DeskTaskKind } from '../contract/slips.ts'
import { HOUR_MS, MINUTE_MS } from './civil-time-rules.ts'

export interface DeadlineSettings {
  /** Working time a focal point has from his receipt. */
  focalPointTermMs: number
  /** Working time the unit's head has from his own receipt. */
  unitHeadTermMs: number
  /** The head's term where he is the focal point himself: his level runs and is written down all the same. */
  onePersonHeadTermMs: number
  /** What the provincial office sets itself; a miss is shown and goes no further. */
  provincialOfficeTargetMs: number
  /** Working time of a coordinating unit's focal point; its head's is unitHeadTermMs. */
  coordinatorTermMs: number
  /** Does a coordinating unit's lapse move up to its own head? Never to the provincial office: the main unit owns the deadline. */
  coordinatorMovesUp: boolean
  /** A term used up exactly at a closing falls due at that closing, or at the next opening. */
  dueAtEdge: 'closing' | 'opening'
  /** Working time between a lapse and the move up; with 0 it moves at once in office hours, else at the next opening. */
  moveUpGraceMs: number
  /** Working time before the end of a term at which its holder is warned. */
  warnBeforeMs: readonly number[]
  /** How often a deadline may be extended (Hẹn xử lý), counted by ticket or by responsible unit. */
  extensionTimes: number
  extensionCountedBy: 'ticket' | 'unit'
  /** Longest extension, in days of the calendar. */
  extensionLongestDays: number
  /** Days of an extension are days of the calendar, or days on which there is work. */
  extensionDays: 'calendar' | 'working'
  /** An end outside office hours moves there. */
  extensionEndOutside: 'next-opening' | 'last-closing'
  /** An expired extension is late and goes to the next level, or is only marked. */
  extensionExpired: 'move-up' | 'mark-only'
  /** The system's own reminder: so long (of the clock on the wall) before the end of an extension. */
  reminderBeforeMs: number
  /** A reminder that would fall outside office hours comes before them, with so much working time left to act on it. */
  reminderMovedBeforeClosingMs: number
  /** A result sent back starts a new term, or the rest of the old one (at least an hour) goes on. */
  sentBackTerm: 'new' | 'rest'
  /** After so many returns as not ours a ticket goes to the provincial office by itself. */
  returnsToProvincialOffice: number
  /** May a term be paused while waiting for the citizen? The law knows no pause, and its clock stays on show. */
  pauseAllowed: boolean
  /** Working time an assignment may be paused in all. */
  pauseLongestMs: number
  /** The operators' own targets, in working time of the hotline. */
  deskTargetsMs: Record<DeskTaskKind | 'callback', number>
}

export const defaultSettings: DeadlineSettings = {
  focalPointTermMs: 8 * HOUR_MS,
  unitHeadTermMs: 8 * HOUR_MS,
  onePersonHeadTermMs: 8 * HOUR_MS,
  provincialOfficeTargetMs: 8 * HOUR_MS,
  coordinatorTermMs: 8 * HOUR_MS,
  coordinatorMovesUp: true,
  dueAtEdge: 'closing',
  moveUpGraceMs: 0,
  warnBeforeMs: [2 * HOUR_MS],
  extensionTimes: 1,
  extensionCountedBy: 'ticket',
  extensionLongestDays: 365,
  extensionDays: 'calendar',
  extensionEndOutside: 'next-opening',
  extensionExpired: 'move-up',
  reminderBeforeMs: 24 * HOUR_MS,
  reminderMovedBeforeClosingMs: 30 * MINUTE_MS,
  sentBackTerm: 'new',
  returnsToProvincialOffice: 2,
  pauseAllowed: false,
  pauseLongestMs: 16 * HOUR_MS,
  deskTargetsMs: {
    draft: 2 * HOUR_MS,
    new: 2 * HOUR_MS,
    'more-info': 8 * HOUR_MS,
    'returned-slip': 2 * HOUR_MS,
    'result-check': 4 * HOUR_MS,
    'tell-citizen': 4 * HOUR_MS,
    callback: HOUR_MS,
  },
}

/** What was kept laid over the defaults; a desk target that is not named has its default, whatever others are. */
export function overDefaults(content: Partial<Omit<DeadlineSettings, 'deskTargetsMs'>> & { deskTargetsMs?: Partial<DeadlineSettings['deskTargetsMs']> }) {
  const { deskTargetsMs, ...plain } = content
  return { ...defaultSettings, ...plain, deskTargetsMs: { ...defaultSettings.deskTargetsMs, ...deskTargetsMs } } satisfies DeadlineSettings
}

/** Where each default stands in the regulation; † alone where it does not. */
export const settingSources: Readonly<Record<keyof DeadlineSettings, string>> = {
  focalPointTermMs: 'Đ11.1',
  unitHeadTermMs: 'Đ11.2',
  onePersonHeadTermMs: 'Đ11.2, †34a',
  provincialOfficeTargetMs: '†34a',
  coordinatorTermMs: '†34',
  coordinatorMovesUp: '†34',
  dueAtEdge: '†34a',
  moveUpGraceMs: '†34a',
  warnBeforeMs: '†',
  extensionTimes: 'Đ11.3',
  extensionCountedBy: 'Đ11.3, †31',
  extensionLongestDays: '†',
  extensionDays: '†34a',
  extensionEndOutside: '†34a',
  extensionExpired: 'Đ11.4, †34a',
  reminderBeforeMs: 'Đ10.5',
  reminderMovedBeforeClosingMs: '†',
  sentBackTerm: '†34a',
  returnsToProvincialOffice: '†27',
  pauseAllowed: '†13',
  pauseLongestMs: '†13',
  deskTargetsMs: '†27, †34a',
}

/** A source in words an official understands: "†34a" and its like are the numbers of our own notes, which he does not have. */
export function sourceWords(source: string): string {
  const articles = [...source.matchAll(/Đ(\d+)\.(\d+)/g)].map(([, article, clause]) => `Điều ${article} khoản ${clause}`)
  if (articles.length === 0) return 'Đề xuất'
  const regulation = `Quy chế, ${articles.join(', ')}`
  return source.includes('†') ? `${regulation}; chỗ không nói rõ: đề xuất` : regulation
}

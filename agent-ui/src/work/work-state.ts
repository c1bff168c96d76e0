// Pure questions about rows of the work list.
import type { DueGroup, WorkItem } from '../../../src/contract/work.ts'
import type { HeldRow } from '../kit/held-rows.ts'

type Slip = NonNullable<WorkItem['slip']>
const SOON_MS = 2 * 3_600_000
const DAY_MS = 24 * 3_600_000

/** Nothing more is expected of the unit. */
export const isOver = ({ state }: Pick<Slip, 'state'>): boolean => state === 'stopped' || state === 'closed'

/** Under two working hours left. */
export const isSoon = ({ leftMs }: Pick<Slip, 'leftMs'>, late: boolean): boolean => !late && leftMs < SOON_MS

/** In the order of the list: the provincial office's reasons first, then by when it is due. */
export const groupNames = ['unowned', 'escalated', 'returned', 'late', 'today', 'tomorrow', 'later', 'none'] as const
export type GroupName = (typeof groupNames)[number]

/** The group a row belongs to: the provincial office sees first why it has it, everybody else when it is due. */
export const groupOf = ({ group, slip }: { group: DueGroup; slip: Pick<Slip, 'officeReason'> | null }): GroupName => slip?.officeReason ?? group

export interface Row extends HeldRow<WorkItem> {
  group: GroupName
}

export const rowsOf = (items: readonly WorkItem[]): Row[] => items.map((item) => ({ key: item.slip?.id ?? item.id, group: groupOf(item), item, gone: false }))

/** Rows in their groups; within a group in the order of the list. */
export function inGroups(rows: readonly Row[]): { name: GroupName; rows: Row[] }[] {
  return groupNames.map((name) => ({ name, rows: rows.filter(({ group }) => group === name) })).filter((group) => group.rows.length > 0)
}

/** The day of a deadline as the list says it: nothing for today, "tomorrow", or the date. Gia Lai keeps UTC+7 all year. */
export function dueDay(dueAt: string, now: number): 'today' | 'tomorrow' | 'other' {
  const day = (moment: number) => Math.floor((moment + 7 * 3_600_000) / DAY_MS)
  const ahead = day(Date.parse(dueAt)) - day(now)
  return ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : 'other'
}

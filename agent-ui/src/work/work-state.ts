// Pure questions about rows of the work list.
import type { DueGroup, WorkItem } from '../../../src/contract/work.ts'

type Slip = NonNullable<WorkItem['slip']>
const SOON_MS = 2 * 3_600_000

/** Nothing more is expected of the unit. */
export const isOver = ({ state }: Pick<Slip, 'state'>): boolean => state === 'stopped' || state === 'closed'

/** Under two working hours left. */
export const isSoon = ({ leftMs }: Pick<Slip, 'leftMs'>, late: boolean): boolean => !late && leftMs < SOON_MS

export type GroupName = DueGroup | 'unowned' | 'escalated' | 'returned'

/** The group a row belongs to: the provincial office sees first why it has it, everybody else when it is due. */
export const groupOf = ({ group, slip }: WorkItem): GroupName => slip?.officeReason ?? group

/** Rows in their groups, in the order in which the groups first appear. */
export function inGroups(items: readonly WorkItem[]): { name: GroupName; items: WorkItem[] }[] {
  const groups = new Map<GroupName, WorkItem[]>()
  for (const item of items) {
    const name = groupOf(item)
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return [...groups].map(([name, rows]) => ({ name, items: rows }))
}

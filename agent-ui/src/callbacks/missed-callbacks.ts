// Which call-backs are past their target. Pure.
import type { CallbackTask } from '../../../src/contract/callbacks.ts'

/** Done at the target itself is in time, as with every deadline. */
export const isMissed = ({ dueAt }: Pick<CallbackTask, 'dueAt'>, now: number): boolean => dueAt !== null && now > Date.parse(dueAt)

/** How many of the list are; none while it is not there yet. */
export const missedCallbacks = (tasks: readonly Pick<CallbackTask, 'dueAt'>[] | null, now: number): number =>
  tasks?.filter((task) => isMissed(task, now)).length ?? 0

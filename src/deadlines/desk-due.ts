// When something at the operators' desk should be done, by the settings and the hotline's hours of now.
import type { DeadlineBook } from './book.ts'
import { type DeskTask, deskTarget } from './desk-target-rules.ts'

/** The end of the target; null where the hotline has no hours to count in. */
export async function deskDue(book: DeadlineBook, task: DeskTask, since: Date): Promise<Date | null> {
  const target = deskTarget(task, since.getTime(), await book.settings(), await book.hotline())
  return target.ok ? new Date(target.due) : null
}

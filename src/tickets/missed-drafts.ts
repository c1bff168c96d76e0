// Drafts of missed calls: named so that the desk sees what they are, and closed by themselves while nobody has written in them.
import { hasMessage } from '../calls/call-records.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import { system, writeEvent } from './history.ts'
import { type LockedTicket, lockTicket } from './saving.ts'

export const MISSED_TITLE = 'Cuộc gọi nhỡ'

const isUntouched = ({ createdById, standing, form }: LockedTicket): boolean =>
  standing.status === 'draft' && createdById === null && form.content === '' && (form.title === '' || form.title === MISSED_TITLE)

/** Gives a draft nobody wrote in its name. Its version stays: whoever writes in it now writes over the name. */
export async function nameMissedDraft(tx: Transaction, ticketId: string): Promise<void> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket && isUntouched(ticket) && ticket.form.title === '') await tx.ticket.update({ where: { id: ticketId }, data: { title: MISSED_TITLE } })
}

/** Closes a draft nobody wrote in and nothing is attached to; true when it did. */
export async function dropMissedDraft({ logger }: Pick<TicketDeps, 'logger'>, tx: Transaction, ticketId: string, at: Date, why: string): Promise<boolean> {
  const ticket = await lockTicket(tx, ticketId)
  if (!ticket || !isUntouched(ticket)) return false
  if ((await tx.attachment.count({ where: { ticketId } })) > 0) return false
  // A message of the caller is no empty draft.
  if (await hasMessage(tx, ticketId)) return false
  await tx.ticket.update({ where: { id: ticketId }, data: { status: 'withdrawn', endedAt: at, updatedAt: at, version: { increment: 1 } } })
  await tx.deskTask.updateMany({ where: { ticketId, kind: 'draft', doneAt: null }, data: { doneAt: at } })
  await writeEvent(tx, { ticketId, actor: system, at }, 'discarded', why)
  logger.info('draft of a missed call closed', { ticketId })
  return true
}

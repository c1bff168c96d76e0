// Second phase of a ticket: the operator saves it as a petition and it gets its tracking code.
import type { TicketForm } from '../contract/tickets.ts'
import { takeCode } from './code-counter.ts'
import { type TicketDeps, transactionLimits } from './deps.ts'
import { draftDone, taskOf } from './desk-tasks.ts'
import { refuseIncomplete } from './drafts.ts'
import { changedFields, cleanForm } from './form-fields.ts'
import { actorOf, writeChanges, writeEvent } from './history.ts'
import { tellReceived } from './notices.ts'
import { legalMove, lockOrOpen, refuseStale, writeForm } from './saving.ts'
import type { Viewer } from './visibility-rules.ts'

/**
 * Saves the ticket as a petition. Saved again with the same words it changes nothing and keeps its code; with other
 * words each change goes into the history.
 */
export async function savePetition(deps: TicketDeps, id: string, body: { version: number; form: TicketForm }, viewer: Viewer): Promise<void> {
  const { db, clock, logger } = deps
  const form = cleanForm(body.form, true)
  refuseIncomplete(form)
  const now = clock.now()
  const toSend = await taskOf(deps, 'new', id)
  const saved = await db.$transaction(async (tx) => {
    const ticket = await lockOrOpen(deps, tx, id, { version: body.version, form }, viewer, now)
    const standing = legalMove(ticket, 'save-petition')
    // A draft keeps the spaces around what was typed; they make no other petition.
    const seen = { ...ticket, form: cleanForm(ticket.form, true) }
    refuseStale(seen, { version: body.version, form })
    const moment = { ticketId: id, actor: actorOf(viewer), at: now }
    if (ticket.standing.status !== 'draft') {
      if (changedFields(seen.form, form).length === 0) return null
      await writeChanges(tx, moment, ticket.form, form)
      await writeForm(deps, tx, ticket, form, viewer, { updatedAt: now })
      return { code: null }
    }
    const taken = ticket.code ?? (await takeCode(tx, now))
    await writeEvent(tx, moment, 'petition-saved', taken)
    await writeForm(deps, tx, ticket, form, viewer, { ...standing, code: taken, savedAt: now, updatedAt: now })
    await draftDone(tx, id, viewer.personId, now)
    await toSend(tx)
    await tellReceived(deps, tx, { id, code: taken, form, now })
    return { code: taken }
  }, transactionLimits)
  if (saved === null) return
  if (saved.code) logger.info('petition saved', { ticketId: id, code: saved.code })
  // At the desk no unit has a part in it: only the pages of those who read everything show it.
  deps.tell({ ticketId: id, unitIds: [] })
}

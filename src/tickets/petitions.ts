// Second phase of a ticket: the operator saves it as a petition and it gets its tracking code.
import type { TicketForm } from '../contract/tickets.ts'
import { type TicketDeps, type Transaction, transactionLimits } from './deps.ts'
import { refuseIncomplete } from './drafts.ts'
import { changedFields, cleanForm } from './form-fields.ts'
import { actorOf, writeChanges, writeEvent } from './history.ts'
import { legalMove, lockOrOpen, refuseStale, writeForm } from './saving.ts'
import { codeYear, trackingCode } from './tracking-code.ts'
import type { Viewer } from './visibility-rules.ts'

/**
 * Saves the ticket as a petition. Saved again with the same words it changes nothing and keeps its code; with other
 * words each change goes into the history.
 */
export async function savePetition({ db, clock, logger }: TicketDeps, id: string, body: { version: number; form: TicketForm }, viewer: Viewer): Promise<void> {
  const form = cleanForm(body.form, true)
  refuseIncomplete(form)
  const now = clock.now()
  const code = await db.$transaction(async (tx) => {
    const ticket = await lockOrOpen(tx, id, { version: body.version, form }, viewer, now)
    const standing = legalMove(ticket, 'save-petition')
    // A draft keeps the spaces around what was typed; they make no other petition.
    const seen = { ...ticket, form: cleanForm(ticket.form, true) }
    refuseStale(seen, { version: body.version, form })
    const moment = { ticketId: id, actor: actorOf(viewer), at: now }
    if (ticket.standing.status !== 'draft') {
      if (changedFields(seen.form, form).length === 0) return null
      await writeChanges(tx, moment, ticket.form, form)
      await writeForm(tx, ticket, form, viewer, { updatedAt: now })
      return null
    }
    const taken = ticket.code ?? (await takeCode(tx, now))
    await writeEvent(tx, moment, 'petition-saved', taken)
    await writeForm(tx, ticket, form, viewer, { ...standing, code: taken, savedAt: now, updatedAt: now })
    return taken
  }, transactionLimits)
  if (code) logger.info('petition saved', { ticketId: id, code })
}

/** Takes the year's next code. The counter's row stays locked until the transaction ends, so codes have no gaps and no doubles. */
async function takeCode(tx: Transaction, now: Date): Promise<string> {
  const year = codeYear(now)
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO code_counter (year, last) VALUES (${year}, 1)
    ON CONFLICT (year) DO UPDATE SET last = code_counter.last + 1
    RETURNING last`
  if (!row) throw new Error('the code counter answered nothing')
  return trackingCode(year, row.last)
}

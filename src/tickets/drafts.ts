// First phase of a ticket: a draft is opened by a call or by hand and saved as it is typed.
import { Refusal } from '../contract/errors.ts'
import { emptyTicketForm, missingForPetition, type TicketForm } from '../contract/tickets.ts'
import type { IntakeChannel } from '../contract/values.ts'
import { type TicketDeps, type Transaction, transactionLimits } from './deps.ts'
import { taskOf } from './desk-tasks.ts'
import { changedFields, cleanForm } from './form-fields.ts'
import { actorOf, system, writeChanges, writeEvent } from './history.ts'
import { legalMove, lockOrOpen, openRow, refuseStale, writeForm } from './saving.ts'
import type { Viewer } from './visibility-rules.ts'

/** A draft without a call: walk-in, phone entry. Answers its id. */
export async function newDraft(deps: TicketDeps, channel: IntakeChannel, viewer: Viewer): Promise<string> {
  const { db, clock, logger } = deps
  const id = crypto.randomUUID()
  const task = await taskOf(deps, 'draft', id)
  const now = clock.now()
  const form = { ...emptyTicketForm, channel }
  await db.$transaction(async (tx) => {
    await openRow(tx, { id, version: 0, form, createdById: viewer.personId, reportedAt: now, now }, async () => {
      await writeEvent(tx, { ticketId: id, actor: actorOf(viewer), at: now }, 'draft-opened')
      await task(tx)
    })
  }, transactionLimits)
  logger.info('draft opened', { ticketId: id })
  return id
}

export interface CallDraft {
  ticketId: string
  callId: string
  form: TicketForm
  /** When the call arrived: the petition's Ngày phản ánh. */
  reportedAt: Date
  createdById: string | null
}

/**
 * Opens the draft of a call, once however often it is asked. Where the page's first save came earlier, what was typed
 * stays and only the time of the call is put right. Give `tx` to do it inside a transaction of your own.
 */
export async function openDraftForCall(deps: TicketDeps, draft: CallDraft, tx?: Transaction): Promise<void> {
  const { db, clock, logger } = deps
  const now = clock.now()
  const task = await taskOf(deps, 'draft', draft.ticketId)
  const open = async (own: Transaction) => {
    const { ticketId: id, createdById, reportedAt } = draft
    await openRow(own, { id, version: 0, form: cleanForm(draft.form, false), createdById, reportedAt, now }, async () => {
      await writeEvent(own, { ticketId: id, actor: system, at: now }, 'draft-opened')
      await task(own)
      logger.info('draft opened', { ticketId: id, callId: draft.callId })
    })
    await own.ticket.updateMany({ where: { id, reportedAt: { gt: reportedAt } }, data: { reportedAt, updatedAt: now } })
  }
  await (tx ? open(tx) : db.$transaction(open, transactionLimits))
}

/**
 * Saves what was typed so far. A draft may be unfinished and leaves no history; a petition must stay complete (Đ8) and
 * each changed field is written down.
 */
export async function saveDraft(
  deps: TicketDeps,
  id: string,
  body: { version: number; form: TicketForm },
  viewer: Viewer,
): Promise<{ version: number; savedAt: string }> {
  const { db, clock } = deps
  const now = clock.now()
  const asTyped = { version: body.version, form: cleanForm(body.form, false) }
  const version = await db.$transaction(async (tx) => {
    // Opening it here is this save already: the next version, as if the writer had been quicker.
    const ticket = await lockOrOpen(deps, tx, id, { version: body.version + 1, form: asTyped.form }, viewer, now)
    const isDraft = ticket.standing.status === 'draft'
    const form = isDraft ? asTyped.form : cleanForm(body.form, true)
    // A page's last save as typed may arrive after the petition was saved with the same words: that is no edit.
    if (!isDraft && changedFields(ticket.form, form).length === 0) return ticket.version
    legalMove(ticket, 'edit')
    refuseStale(ticket, { version: body.version, form })
    if (changedFields(ticket.form, form).length === 0 && ticket.createdById !== null) return ticket.version
    if (!isDraft) {
      refuseIncomplete(form)
      await writeChanges(tx, { ticketId: id, actor: actorOf(viewer), at: now }, ticket.form, form)
    }
    return writeForm(deps, tx, ticket, form, viewer, { updatedAt: now })
  }, transactionLimits)
  return { version, savedAt: now.toISOString() }
}

/** Names every field that keeps the form from being a petition. */
export function refuseIncomplete(form: TicketForm): void {
  const fields = missingForPetition(form)
  if (Object.keys(fields).length > 0) throw new Refusal('invalid-input', 'Phiếu còn thiếu hoặc sai ở các mục sau', fields)
}

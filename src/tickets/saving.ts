// What saving a draft and saving a petition have in common: find or open the row, hold its lock, judge the version, write.
import { Refusal } from '../contract/errors.ts'
import type { TicketForm } from '../contract/tickets.ts'
import { TicketProgress, TicketStatus, TicketStep } from '../contract/values.ts'
import { unitNames } from '../directory/unit-names.ts'
import { Prisma } from '../platform/database/client.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import { taskOf } from './desk-tasks.ts'
import { changedFields, columnsOf, formOf, mayPublish, unpublished } from './form-fields.ts'
import { actorOf, writeEvent } from './history.ts'
import { move, type TicketAction, type TicketStanding } from './lifecycle-rules.ts'
import type { Viewer } from './visibility-rules.ts'

/** The ticket under its row lock: nobody else writes it before this transaction ends. */
export interface LockedTicket {
  id: string
  code: string | null
  version: number
  createdById: string | null
  standing: TicketStanding
  form: TicketForm
  publicText: string | null
}

/** Takes the ticket's row lock and reads it; null when there is no such ticket. */
export async function lockTicket(tx: Transaction, id: string): Promise<LockedTicket | null> {
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM ticket WHERE id = ${id}::uuid FOR UPDATE`
  if (locked.length === 0) return null
  const row = await tx.ticket.findUniqueOrThrow({ where: { id } })
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    createdById: row.createdById,
    standing: standingOf(row),
    form: formOf(row),
    publicText: row.publicText,
  }
}

/** Opens the ticket with `first` when the page was quicker than the call's writer, then locks it. */
export async function lockOrOpen(
  deps: TicketDeps,
  tx: Transaction,
  id: string,
  first: { version: number; form: TicketForm },
  viewer: Viewer,
  now: Date,
): Promise<LockedTicket> {
  const there = await lockTicket(tx, id)
  if (there) return there
  const task = await taskOf(deps, 'draft', id)
  await openRow(tx, { id, ...first, createdById: viewer.personId, reportedAt: now, now }, async () => {
    await writeEvent(tx, { ticketId: id, actor: actorOf(viewer), at: now }, 'draft-opened')
    await task(tx)
  })
  const opened = await lockTicket(tx, id)
  if (!opened) throw new Error(`ticket ${id} vanished while it was opened`)
  return opened
}

/** Inserts the row unless it is there; `onOpened` runs only for the one who inserted it. */
export async function openRow(
  tx: Transaction,
  row: { id: string; version: number; form: TicketForm; createdById: string | null; reportedAt: Date; now: Date },
  onOpened: () => Promise<void>,
): Promise<void> {
  await refuseUnknownChoices(tx, row.form)
  const { count } = await tx.ticket.createMany({
    skipDuplicates: true,
    data: [
      {
        ...formData(row.form),
        id: row.id,
        version: row.version,
        createdById: row.createdById,
        reportedAt: row.reportedAt,
        updatedAt: row.now,
      },
    ],
  })
  if (count === 1) await onOpened()
}

/** Applies the lifecycle; throws the refusal of an illegal action. */
export function legalMove(ticket: LockedTicket, action: TicketAction): TicketStanding {
  const next = move(ticket.standing, action)
  if (!next.legal) throw new Refusal('illegal-transition', next.reason)
  return next.standing
}

/**
 * Refuses to write over what the page has not seen. The same form again is never a conflict: the answer to the first
 * save may have been lost on its way.
 */
export function refuseStale(ticket: LockedTicket, body: { version: number; form: TicketForm }): void {
  if (body.version === ticket.version || changedFields(ticket.form, body.form).length === 0) return
  throw new Refusal('conflict', `Phiếu đã có bản mới hơn (bản ${ticket.version}). Những gì bạn gõ vẫn còn trên màn hình: xem bản mới rồi lưu lại.`, {
    version: String(ticket.version),
  })
}

/** Writes the form (and more) as the next version; answers that version. */
export async function writeForm(
  { outbox }: Pick<TicketDeps, 'outbox'>,
  tx: Transaction,
  ticket: LockedTicket,
  form: TicketForm,
  viewer: Viewer,
  more: Prisma.TicketUncheckedUpdateInput & { updatedAt: Date },
): Promise<number> {
  await refuseUnknownChoices(tx, form)
  const version = ticket.version + 1
  if (form.stateSecret && !ticket.form.stateSecret) await outbox.conceal(tx, ticket.id, ticket.form.title)
  if (ticket.publicText !== null && !mayPublish(form)) await writeEvent(tx, { ticketId: ticket.id, actor: actorOf(viewer), at: more.updatedAt }, 'unpublished')
  await tx.ticket.update({
    where: { id: ticket.id },
    data: { ...formData(form), version, createdById: ticket.createdById ?? viewer.personId, ...unpublished(form), ...more },
  })
  return version
}

/** A category or unit that does not exist is named as a bad field; the foreign key would only say that something is wrong. */
async function refuseUnknownChoices(tx: Transaction, form: TicketForm): Promise<void> {
  const fields: Record<string, string> = {}
  if (form.categoryId && !(await tx.category.findUnique({ where: { id: form.categoryId }, select: { id: true } })))
    fields['categoryId'] = 'Chuyên mục này không còn, chọn lại'
  if (form.reportedUnitId && !(await unitNames(tx, [form.reportedUnitId])).has(form.reportedUnitId)) fields['reportedUnitId'] = 'Đơn vị này không còn, chọn lại'
  if (Object.keys(fields).length > 0) throw new Refusal('invalid-input', 'Có mục chưa đúng', fields)
}

/** Columns for writing; SQL NULL, not JSON null, stands for no BCCI registration. */
export function formData(form: TicketForm) {
  return { ...columnsOf(form), bcci: form.bcci ?? Prisma.DbNull }
}

/** Reads the three axes of a row; a value outside the closed lists is a broken database and said so. */
export function standingOf(row: { status: string; step: string; progress: string | null }): TicketStanding {
  return {
    status: TicketStatus.parse(row.status),
    step: TicketStep.parse(row.step),
    progress: TicketProgress.nullable().parse(row.progress),
  }
}

// The ticket's history: who changed what, when. Only ever appended to.

import type { z } from 'zod'
import type { HistoryEntry, TicketForm } from '../contract/tickets.ts'
import { unitNames } from '../directory/unit-names.ts'
import type { Transaction } from './deps.ts'
import { fieldName, fieldWords, type Names } from './field-words.ts'
import { changedFields } from './form-fields.ts'
import { appendHistory } from './history-append.ts'
import { type Viewer, visibleValue } from './visibility-rules.ts'

/** What a history row says: the code in the table, the words people read. */
const actionWords = {
  'draft-opened': 'Mở phiếu nháp',
  'petition-saved': 'Lưu phiếu, cấp mã',
  'field-changed': 'Sửa',
} as const
export type HistoryAction = keyof typeof actionWords
const isAction = (code: string): code is HistoryAction => Object.hasOwn(actionWords, code)

/** A person, or the system itself when it acts without one. */
export interface Actor {
  id: string | null
  name: string
}
export const system: Actor = { id: null, name: 'Hệ thống' }
export const actorOf = (viewer: Viewer): Actor => ({ id: viewer.personId, name: viewer.name })

export interface Moment {
  ticketId: string
  actor: Actor
  at: Date
  /** The page's act, when there is one. */
  actId?: string
}

/** Writes one row for something that happened to the whole ticket. */
export async function writeEvent(tx: Transaction, moment: Moment, action: HistoryAction, newValue: string | null = null) {
  await appendHistory(tx, [{ ...plain(moment), action, field: null, oldValue: null, newValue }])
}

/** Writes a row for each field that differs. */
export async function writeChanges(tx: Transaction, moment: Moment, before: TicketForm, after: TicketForm) {
  const fields = changedFields(before, after)
  if (fields.length === 0) return
  const names = await namesBehind(tx, [before, after])
  await appendHistory(
    tx,
    fields.map((field) => ({
      ...plain(moment),
      action: 'field-changed' satisfies HistoryAction,
      field,
      oldValue: fieldWords(before, field, names),
      newValue: fieldWords(after, field, names),
    })),
  )
}

const plain = ({ ticketId, actor, at, actId }: Moment) => ({ ticketId, actorId: actor.id, actor: actor.name, at, actId: actId ?? null })

/** Names of the categories and units the forms point to. */
async function namesBehind(tx: Transaction, forms: readonly TicketForm[]): Promise<Names> {
  const ids = (field: 'categoryId' | 'reportedUnitId') => forms.map((form) => form[field]).filter((id) => id !== null)
  const categories = await tx.category.findMany({ where: { id: { in: ids('categoryId') } }, select: { id: true, name: true } })
  const units = await unitNames(tx, ids('reportedUnitId'))
  return new Map([...units, ...categories.map(({ id, name }) => [id, name] as const)])
}

interface HistoryRow {
  id: bigint
  at: Date
  actor: string
  action: string
  field: string | null
  oldValue: string | null
  newValue: string | null
}

/** The rows in words, as this viewer may read them. */
export function historyFor(
  viewer: Viewer,
  flags: Pick<TicketForm, 'stateSecret' | 'identityHidden'>,
  rows: readonly HistoryRow[],
): z.infer<typeof HistoryEntry>[] {
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    actor: row.actor,
    action: isAction(row.action) ? actionWords[row.action] : row.action,
    field: row.field === null ? null : fieldName(row.field),
    oldValue: visibleValue(viewer, flags, row.field, row.oldValue),
    newValue: visibleValue(viewer, flags, row.field, row.newValue),
  }))
}

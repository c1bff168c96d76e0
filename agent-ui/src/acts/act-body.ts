// From what was typed to what is sent, and back to the fields that were refused.
import { type ActType, TicketAct } from '../../../src/contract/acts.ts'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { actForms } from './act-forms.ts'
import { proposedReminder } from './reminder.ts'

export type ActValues = Record<string, unknown>

/** The slip an act is about: the one the viewer's units have, also as the sub-unit it was passed to (§8); the main one first. */
export function slipFor(ticket: Ticket, unitIds: readonly string[]): Slip | null {
  const open = ticket.slips.filter(({ state }) => state !== 'closed')
  const own = open.filter((slip) => [slip.unitId, slip.holderUnitId, slip.withinUnitId].some((id) => id !== null && unitIds.includes(id)))
  return own.find(({ part }) => part === 'main') ?? own[0] ?? open.find(({ part }) => part === 'main') ?? null
}

/** The result a supervisor decides about. */
export const resultToCheck = (ticket: Ticket) =>
  ticket.results.filter(({ handedInAt, sentBackAt, approvedAt }) => handedInAt && !sentBackAt && !approvedAt).at(-1) ?? null

/** The result still being written for a slip. */
export const draftResult = (ticket: Ticket, slip: Slip | null) => ticket.results.find(({ slipId, handedInAt }) => slipId === slip?.id && !handedInAt) ?? null

/** The coordinating units whose part would end unanswered when the main unit hands in its result. */
export const unansweredUnits = (ticket: Ticket, slip: Slip | null): string[] =>
  slip?.part === 'main' ? ticket.slips.filter(({ part, state }) => part === 'coordinating' && state !== 'closed').map(({ unitName }) => unitName) : []

/** Has whoever looks written a result of his slip that is not handed in yet? */
export const resultWritten = (ticket: Ticket, unitIds: readonly string[]): boolean =>
  (draftResult(ticket, slipFor(ticket, unitIds))?.content.trim() ?? '') !== ''

interface Parts {
  type: ActType
  actId: string
  ticket: Ticket
  slip: Slip | null
  values: ActValues
}

/** The body as the contract wants it, or the fields that are missing or wrong, in Vietnamese. */
export function actBody({ type, actId, ticket, slip, values }: Parts): { ok: true; act: TicketAct } | { ok: false; fields: Record<string, string> } {
  const parsed = TicketAct.safeParse({
    ...values,
    type,
    actId,
    version: ticket.version,
    ...(slip ? { slipId: slip.id, termNo: slip.termNo } : {}),
    ...(type === 'approve' || type === 'send-back' ? { resultId: resultToCheck(ticket)?.id } : {}),
  })
  if (parsed.success) return { ok: true, act: parsed.data }
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? 'form')] ??= issue.message
  return { ok: false, fields }
}

/** Fields a dialog shows beside those of its form. */
const shownBeside: Partial<Record<ActType, readonly string[]>> = {
  extend: ['amount', 'remindAfter', 'sooner'],
  approve: ['publicText'],
  'hand-in': ['withoutAnswers'],
}

/** What was refused about fields the dialog does not have, such as those of the petition's own form. */
export function strayErrors(type: ActType, errors: Record<string, string>): string[] {
  const shown = new Set([...(actForms[type]?.fields.map(({ name }) => name) ?? []), ...(shownBeside[type] ?? [])])
  return [...new Set(Object.entries(errors).flatMap(([name, words]) => (shown.has(name) ? [] : [words])))]
}

/** The server names the coordinating units one way; a dialog that asks for the main unit too names them another. */
export function errorsInPlace(type: ActType, { unitIds, ...errors }: Record<string, string>): Record<string, string> {
  if (unitIds === undefined) return errors
  const own = actForms[type]?.fields.some(({ name }) => name === 'coordinatingUnitIds')
  return { ...errors, [own ? 'coordinatingUnitIds' : 'unitIds']: unitIds }
}

/** What is judged together: who receives it may be a person or a unit, and no unit coordinates itself. */
const judgedWith: Readonly<Record<string, readonly string[]>> = { unitId: ['personId', 'coordinatingUnitIds'], personId: ['unitId'], amount: ['remindAfter'] }

/** The errors that still hold once these fields were changed: that of a changed field has done its work. */
export function errorsAfter(errors: Record<string, string>, changed: readonly string[]): Record<string, string> {
  const gone = new Set(changed.flatMap((name) => [name, ...(judgedWith[name] ?? [])]))
  return Object.fromEntries(Object.entries(errors).filter(([name]) => !gone.has(name)))
}

/** What a dialog begins with. */
export function firstValues(type: ActType, ticket: Ticket, slip: Slip | null): ActValues {
  const notifyNext = true
  switch (type) {
    case 'forward':
      return { notifyNext, unitId: ticket.form.reportedUnitId, coordinatingUnitIds: [], note: '' }
    case 'assign':
      return { notifyNext, unitId: null, coordinatingUnitIds: [], note: '' }
    case 'coordinate':
      return { notifyNext, unitIds: [], note: '' }
    case 'pass-on':
      return { notifyNext, personId: null, unitId: null, note: '' }
    case 'save-result': {
      const open = draftResult(ticket, slip)
      return { notifyNext, unitId: open?.unitId ?? slip?.unitId ?? null, content: open?.content ?? '' }
    }
    case 'approve':
      return { notifyNext, answer: resultToCheck(ticket)?.content ?? '', publicText: null }
    case 'tell-citizen':
      return { notifyNext, how: 'phone', note: '' }
    case 'extend':
      return { notifyNext, amount: 3, unit: 'day', remindAfter: proposedReminder({ amount: 3, unit: 'day' }), reminderChosen: false, reason: '' }
    case 'edit-facts': {
      const { title, categoryId, place, latitude, longitude } = ticket.form
      return { notifyNext, title, categoryId, place, latitude, longitude }
    }
    default:
      return { notifyNext }
  }
}

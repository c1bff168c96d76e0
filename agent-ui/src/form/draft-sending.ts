// Sending one draft: looks first where the server's form was never seen, keeps the operator's words in a conflict.
import { toE164 } from '../../../src/contract/phone-number.ts'
import type { Ticket, TicketForm } from '../../../src/contract/tickets.ts'
import { ApiError, api } from '../api/client.ts'

export interface OwnWords {
  form: TicketForm
  touched: readonly (keyof TicketForm)[]
  /** The server's version the form is in step with; null when the server's form was never seen. */
  version: number | null
}

export type Sending =
  | { kind: 'sent'; version: number; savedAt: string; form: TicketForm }
  /** It is a petition by now; `missed` are the fields whose own words are not in it. */
  | { kind: 'petition'; ticket: Ticket; missed: (keyof TicketForm)[] }
  | { kind: 'refused'; reason: string }
  /** No answer that settles it: try again later. */
  | { kind: 'waiting'; reason: string }

/** The requests it needs; the tests give their own. */
export interface DraftServer {
  save(ticketId: string, body: { version: number; form: TicketForm }): Promise<{ version: number; savedAt: string }>
  /** Null when there is no such ticket yet. */
  read(ticketId: string): Promise<Ticket | null>
  savePetition(ticketId: string, body: { version: number; form: TicketForm }): Promise<Ticket>
}

export const draftServer: DraftServer = {
  save: (id, body) => api('saveDraft', { params: { id }, body }),
  read: (id) =>
    api('ticket', { params: { id } }).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'not-found') return null
      throw error
    }),
  savePetition: (id, body) => api('saveTicket', { params: { id }, body }),
}

const lasting = new Set<ApiError['code']>(['invalid-input', 'forbidden', 'not-found', 'illegal-transition'])
const stale = new Set<ApiError['code']>(['conflict', 'illegal-transition'])
/** Two people who keep typing into one ticket could chase each other's versions; later is early enough then. */
const tries = 4

/** The server's form with the operator's own fields over it. */
export function mergeOwn(server: TicketForm, own: TicketForm, touched: Iterable<keyof TicketForm>): TicketForm {
  const merged: Record<string, unknown> = { ...server }
  for (const name of touched) merged[name] = own[name]
  return merged as TicketForm
}

const plain = (value: unknown): unknown => (typeof value === 'string' ? (toE164(value) ?? value.normalize('NFC').trim()) : JSON.stringify(value))

/** Fields in which the operator typed something the ticket does not say. */
export function missedWords(ticket: Ticket, own: TicketForm, touched: Iterable<keyof TicketForm>): (keyof TicketForm)[] {
  return [...touched].filter((name) => plain(ticket.form[name]) !== plain(own[name]))
}

/** Sends the draft; never throws. */
export async function sendDraft(server: DraftServer, ticketId: string, own: OwnWords): Promise<Sending> {
  let { form } = own
  let version = own.version
  try {
    for (let round = 0; round < tries; round += 1) {
      if (version === null || round > 0) {
        const ticket = await server.read(ticketId)
        if (ticket && ticket.status !== 'draft') return { kind: 'petition', ticket, missed: missedWords(ticket, own.form, own.touched) }
        version = ticket?.version ?? 0
        if (ticket) form = mergeOwn(ticket.form, own.form, own.touched)
      }
      const answer = await server.save(ticketId, { version, form }).catch((error: unknown) => {
        if (error instanceof ApiError && stale.has(error.code) && round + 1 < tries) return null
        throw error
      })
      if (answer) return { kind: 'sent', ...answer, form }
    }
    return { kind: 'waiting', reason: '' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    return { kind: error instanceof ApiError && lasting.has(error.code) ? 'refused' : 'waiting', reason }
  }
}

// Editing a petition at the desk: its words go to the server all at once, so that the history tells what was meant and not each key.
import type { Ticket, TicketForm } from '../../../src/contract/tickets.ts'
import { ApiError } from '../api/client.ts'
import { type DraftServer, missedWords } from './draft-sending.ts'

export interface OwnEdit {
  form: TicketForm
  touched: readonly (keyof TicketForm)[]
  version: number
  /** The petition as it was when the edit began; null when that is no longer known. */
  base: TicketForm | null
}

/** What somebody else saved meanwhile. */
export interface NewerPetition {
  form: TicketForm
  /** Fields both changed, in different words. */
  fields: readonly (keyof TicketForm)[]
}

export type Editing =
  | { kind: 'saved'; ticket: Ticket }
  /** Saved by somebody else meanwhile: nothing was written, the operator decides on what stands now. */
  | { kind: 'newer'; ticket: Ticket; newer: NewerPetition }
  /** It lies at the desk no longer; `missed` are the fields whose own words are not in it. */
  | { kind: 'gone'; ticket: Ticket; missed: (keyof TicketForm)[] }

/** What the own words would write over. */
export function newerThan({ form, touched, base }: Omit<OwnEdit, 'version'>, ticket: Ticket): NewerPetition {
  const different = missedWords(ticket, form, touched)
  return { form: ticket.form, fields: base ? missedWords(ticket, base, different) : different }
}

/** Saves the edit; throws what neither saves nor settles it. */
export async function saveEdit(server: DraftServer, ticketId: string, own: OwnEdit): Promise<Editing> {
  try {
    return { kind: 'saved', ticket: await server.savePetition(ticketId, { version: own.version, form: own.form }) }
  } catch (error) {
    if (!(error instanceof ApiError) || (error.code !== 'conflict' && error.code !== 'illegal-transition')) throw error
    const ticket = await server.read(ticketId)
    if (!ticket) throw error
    if (!ticket.mayEdit) return { kind: 'gone', ticket, missed: missedWords(ticket, own.form, own.touched) }
    return { kind: 'newer', ticket, newer: newerThan(own, ticket) }
  }
}

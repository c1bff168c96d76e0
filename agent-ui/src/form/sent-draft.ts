// A draft before an act on it: every word is at the server, and the version to act on is the newest.
import type { Ticket } from '../../../src/contract/tickets.ts'
import { api } from '../api/client.ts'
import { whyNotSent } from './draft-state.ts'
import type { TicketDraft } from './ticket-draft.ts'

/** Sends what is not sent yet and reads the draft; throws why it could not be sent. */
export async function sentDraft(draft: TicketDraft): Promise<Ticket> {
  if (!(await draft.flush())) throw whyNotSent(draft.state.get().save)
  return api('ticket', { params: { id: draft.state.get().ticketId } })
}

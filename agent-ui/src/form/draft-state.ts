// What the form shows of its draft, and what a failed save means.
import type { Ticket, TicketForm } from '../../../src/contract/tickets.ts'
import { ApiError } from '../api/client.ts'
import type { NewerPetition } from './petition-edit.ts'

export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'local'; reason: string }
  | { kind: 'refused'; reason: string }

export interface DraftState {
  ticketId: string
  form: TicketForm
  prefilled: readonly string[]
  save: SaveState
  missing: Record<string, string>
  /** Errors are shown only after the operator asked to save the petition. */
  errors: Record<string, string>
  submitting: boolean
  saved: Ticket | null
  /** Fields typed here that are not in the petition somebody else made of this draft meanwhile. */
  missed: readonly (keyof TicketForm)[]
  /** Saving as a petition was asked for while the server was away: it is offered again when the server is back. */
  wantsPetition: boolean
  /** A petition that is being edited: nothing is sent before it is saved. */
  editing: boolean
  /** What somebody else saved while it was being edited. */
  newer: NewerPetition | null
}

/** Was there no answer, as against a refusal? */
export function isAway(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.code === 'unavailable')
}

/** Why a draft did not reach the server: a refusal in the server's words, or that there was no answer. */
export function whyNotSent(save: SaveState): ApiError {
  const refused = save.kind === 'refused' && save.reason !== 'storage'
  return refused ? new ApiError('invalid-input', save.reason) : new ApiError('offline', '')
}

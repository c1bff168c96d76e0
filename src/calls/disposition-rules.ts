// What a call was about: who may say so until when, and what its ticket suggests. Pure.
import type { Disposition, RequestKind } from '../contract/values.ts'
import { callbackDay } from './callback-rules.ts'

/** What the ticket of a call says about it. */
export interface TicketOfCall {
  /** When it became a petition; null: it is a draft. */
  savedAt: Date | null
  requestKind: RequestKind
}

const ofKind: Record<RequestKind, Disposition> = { petition: 'petition', question: 'information', bcci: 'bcci' }

/** A petition saved from the call says what the call was; one that was there before was asked about. */
export function suggestDisposition(ticket: TicketOfCall | null, arrivedAt: Date): Disposition | null {
  if (!ticket?.savedAt) return null
  return ticket.savedAt < arrivedAt ? 'progress' : ofKind[ticket.requestKind]
}

/** Why this person may not say it now; null: he may. */
export function whyNoDisposition(
  call: { agentId: string | null; answeredAt: Date | null; arrivedAt: Date },
  personId: string,
  now: Date,
): 'unanswered' | 'not-yours' | 'too-late' | null {
  if (call.answeredAt === null) return 'unanswered'
  if (call.agentId !== personId) return 'not-yours'
  return callbackDay(now).getTime() > callbackDay(call.answeredAt).getTime() ? 'too-late' : null
}

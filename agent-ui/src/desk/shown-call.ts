// Which call the desk shows: the server's word about it, or, with the server away, what the telephone itself knows. Pure.
import type { CallView, ScreenPop } from '../../../src/contract/calls.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { emptyTicketForm } from '../../../src/contract/tickets.ts'
import type { RingFacts } from '../phone/hotline-call.ts'

/** `local`: known from the ring alone; the server's form of this ticket was not seen yet. `live`: it rings or rang while this page looked on. */
export type ShownPop = ScreenPop & { local: boolean; live: boolean }

export interface PhoneFacts {
  call: 'none' | 'ringing' | 'answering' | 'talking'
  ring: RingFacts | null
  since: string | null
}

/** The pop to show. The telephone's own call wins over the server's word about another one. */
export function shownPop(pop: ScreenPop | null, popIsLive: boolean, phone: PhoneFacts): ShownPop | null {
  const hotline = phone.call === 'none' ? null : (phone.ring?.hotline ?? null)
  if (!hotline || pop?.call.callId === hotline.callId) return pop && { ...pop, local: false, live: popIsLive }
  return localPop(hotline, phone)
}

function localPop({ callId, ticketId, again, out }: NonNullable<RingFacts['hotline']>, { call, ring, since }: PhoneFacts): ShownPop {
  const talking = call === 'talking'
  const at = since ?? new Date(0).toISOString()
  const view: CallView = {
    callId,
    status: talking ? 'talking' : 'ringing',
    direction: out ? 'out' : 'in',
    aboutTicket: false,
    dialing: null,
    booked: null,
    callerNumber: ring?.number ?? null,
    callerDisplay: ring?.display ?? '',
    arrivedAt: at,
    queuedAt: null,
    answeredAt: talking ? at : null,
    heldSince: null,
    endedAt: null,
    outcome: null,
    recordingId: null,
    recording: false,
    recordingPausedSince: null,
    recordingPauseRefused: false,
    ticketId,
    again: again === true && !talking,
    with: null,
    before: null,
    consult: null,
    branch: null,
    consultEnded: null,
  }
  const form = { ...emptyTicketForm, channel: 'hotline' as const, reporterPhone: formatPhone(ring?.number) }
  return { call: view, draft: { ticketId, version: 0, form, prefilled: [] }, caller: null, local: true, live: true }
}

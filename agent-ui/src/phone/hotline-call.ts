// What a ring tells about itself, without the server: which call, which ticket, who calls.
import { toE164 } from '../../../src/contract/phone-number.ts'

/** The header every ring to an operator carries: `<callId>;<ticketId>`, with `;asked` where a colleague asks about the call, `;again` where this operator lost it, `;out` where he calls out himself. */
export const hotlineCallHeader = 'X-Hotline-Call'

/** A ring that the supervisor himself asked for on the board: it is answered at once. */
export const monitorHeader = 'X-Hotline-Monitor'

export interface HotlineCall {
  callId: string
  ticketId: string
  /** A colleague asks: the ticket stays on his desk. */
  asked?: true
  /** The talk this operator was in when his page or network was lost: it is taken at once. */
  again?: true
  /** He calls out himself: he does not lift a receiver as well. */
  out?: true
}

export interface RingFacts {
  /** Null for a ring that is none of the hotline's (a test of the telephone). */
  hotline: HotlineCall | null
  /** E.164; null when the caller hides his number. */
  number: string | null
  display: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads the header; anything but two ids is no hotline call. */
export function parseHotlineCall(header: string | undefined): HotlineCall | null {
  const [callId = '', ticketId = '', how] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!uuid.test(callId) || !uuid.test(ticketId)) return null
  return { callId, ticketId, ...(how === 'asked' || how === 'again' || how === 'out' ? { [how]: true } : {}) }
}

/** The caller as the INVITE's From names him; a display name that only repeats the number says nothing. */
export function callerOf(from: { user: string; displayName: string }): Pick<RingFacts, 'number' | 'display'> {
  const number = toE164(from.user) ?? toE164(from.displayName)
  const display = from.displayName.trim()
  return { number, display: toE164(display) !== null || /^(anonymous|unknown)$/i.test(display) ? '' : display }
}

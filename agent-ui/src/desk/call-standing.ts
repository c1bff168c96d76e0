// Where the operator's call stands, told by page and telephone together. With the server away only the telephone counts.
import type { Desk } from './desk.tsx'

type Standing = Pick<Desk, 'state' | 'phone' | 'usesBrowserPhone'>

/** The server says so or the telephone does, whichever comes first. */
export function isRinging({ state, phone }: Standing): boolean {
  // His own telephone for a call out is no ring to answer.
  if (phone.call !== 'talking' && phone.ring?.hotline?.out) return false
  return phone.call === 'ringing' || phone.call === 'answering' || (state.link === 'connected' && state.agent?.state === 'ringing')
}

/** Is a call up that closing the page would disturb? A desk phone's call is not seen from here: the last word about it holds. */
export function isTalking({ state, phone, usesBrowserPhone }: Standing): boolean {
  return phone.call === 'talking' || (state.agent?.state === 'on-call' && (state.link === 'connected' || !usesBrowserPhone))
}

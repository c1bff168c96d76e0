// Where the operator's call stands, told by page and telephone together.
import type { Desk } from './desk.tsx'

/** The server says so or the telephone does, whichever comes first. */
export function isRinging(desk: Pick<Desk, 'state' | 'phone'>): boolean {
  return desk.state.agent?.state === 'ringing' || desk.phone.call === 'ringing' || desk.phone.call === 'answering'
}

/** Is a call up that closing the page would disturb? */
export function isTalking(desk: Pick<Desk, 'state' | 'phone'>): boolean {
  return desk.phone.call === 'talking' || desk.state.agent?.state === 'on-call'
}

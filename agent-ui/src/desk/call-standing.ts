// Where the operator's call stands, told by page and telephone together. With the server away only the telephone counts.
import type { CallView } from '../../../src/contract/calls.ts'
import { isPassedOn } from './consult-standing.ts'
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

/** A call out that nobody answered. */
export const isUnreached = (call: CallView | undefined): boolean => call?.direction === 'out' && call.status === 'ended' && call.answeredAt === null

/** The call this operator says in a word what it was about, while he writes it up; null where there is none. */
export function callToDescribe(desk: Desk, agent: Desk['state']['agent']): string | null {
  const call = desk.pop?.call
  // A call that went on belongs to whoever has it now; one that reached nobody was about nothing.
  return agent?.callId && !isPassedOn(call, agent.agentId) && !isUnreached(call) ? agent.callId : null
}

// Which part this desk has in a call with two operators. Pure.
import type { CallView } from '../../../src/contract/calls.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'

/** first: his call, he asks somebody. second: he is asked. null: one operator, or none. */
export function partIn(call: CallView | null | undefined, agentId: string | null | undefined): 'first' | 'second' | null {
  if (!call?.consult) return null
  return call.consult.agentId !== null && call.consult.agentId === agentId ? 'second' : 'first'
}

/** How a party of the call is called: an operator by his name, whoever is outside by his number; null when nobody knows. */
export const partyName = (party: CallView['with']): string | null => (party ? (party.number ? formatPhone(party.number) : party.name) : null)

/** Does the call go on without this operator: passed on, or his telephone was lost? */
export function isPassedOn(call: Pick<CallView, 'status' | 'with'> | null | undefined, agentId: string): boolean {
  return call !== null && call !== undefined && call.status !== 'ended' && call.with?.agentId !== agentId
}

/** Is the call in another operator's hands, whatever part this one has in it? */
export function isSomebodyElses(call: Pick<CallView, 'with'> | null | undefined, agentId: string | undefined): boolean {
  // A number outside has no desk: the ticket stays with who passed the call on.
  return agentId !== undefined && !!call?.with?.agentId && call.with.agentId !== agentId
}

// Which part this desk has in a call with two operators. Pure.
import type { CallView } from '../../../src/contract/calls.ts'

/** first: his call, he asks somebody. second: he is asked. null: one operator, or none. */
export function partIn(call: CallView | null | undefined, agentId: string | null | undefined): 'first' | 'second' | null {
  if (!call?.consult) return null
  return call.consult.agentId === agentId ? 'second' : 'first'
}

// The agent's state as the page may show it. Pure.
import { isRinging, isTalking } from './call-standing.ts'
import type { Desk } from './desk.tsx'

type Shown = Pick<Desk, 'state' | 'phone' | 'pop' | 'usesBrowserPhone'>

/**
 * The state to show: the telephone may ring before the server's word arrives, and holding is a state of its own. Without
 * the server it is what the telephone does here, or that nobody knows; never the last one heard of.
 */
export function shownState(desk: Shown) {
  const { link, agent } = desk.state
  if (link !== 'connected' && desk.phone.call === 'talking') return 'on-call' as const
  if (isRinging(desk) && !isTalking(desk)) return 'ringing' as const
  if (link === 'connecting' || (link === 'connected' && !agent)) return 'unknown' as const
  if (link !== 'connected') return link
  if (agent?.state === 'on-call' && desk.pop?.call.heldSince && !desk.pop.call.consult) return 'held' as const
  return agent?.state ?? ('unknown' as const)
}

/** Since when: the server's moment as long as it speaks of this call, else the telephone's own. */
export function shownSince(desk: Shown): string | null {
  const { agent, awaySince } = desk.state
  const state = shownState(desk)
  if (state === 'held') return desk.pop?.call.heldSince ?? null
  if (state === 'reconnecting' || state === 'standby') return awaySince
  const serversWord = agent?.state === state && (desk.state.link === 'connected' || agent.callId === desk.pop?.call.callId)
  return serversWord ? agent.since : (desk.phone.since ?? agent?.since ?? null)
}

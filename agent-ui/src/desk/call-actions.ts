// What the call keys and buttons do, in one place for both.
import { isRinging } from './call-standing.ts'
import type { Desk } from './desk.tsx'

const callIdOf = (desk: Desk) => desk.state.pop?.call.callId ?? desk.state.agent?.callId ?? null

/** Can the answer button do anything yet? The bell may ring before the telephone has its call. */
export const canAnswer = (desk: Desk) => desk.phone.call === 'ringing'

export function answer(desk: Desk): void {
  if (canAnswer(desk)) desk.softphone.answer()
}

/** Lets the ringing call go to somebody else. */
export function decline(desk: Desk): void {
  const callId = callIdOf(desk)
  if (desk.state.link === 'connected' && callId) void desk.act('call:decline', { callId })
  else desk.softphone.terminate()
}

/** Ends the call through the server; without a line to it the telephone itself hangs up. */
export async function hangUp(desk: Desk): Promise<void> {
  const callId = callIdOf(desk)
  const asked = desk.state.link === 'connected' && callId !== null && (await desk.act('call:hangup', { callId }))
  if (!asked) desk.softphone.terminate()
}

export function toggleHold(desk: Desk): void {
  const call = desk.state.pop?.call
  if (call) void desk.act(call.heldSince ? 'call:unhold' : 'call:hold', { callId: call.callId })
}

/** F4: let go while it rings, end while it talks. */
export function declineOrHangUp(desk: Desk): void {
  if (desk.state.agent?.state === 'on-call' || desk.phone.call === 'talking') void hangUp(desk)
  else if (isRinging(desk)) decline(desk)
}

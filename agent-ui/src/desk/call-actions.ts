// What the call keys and buttons do, in one place for both.
import { isRinging, isTalking } from './call-standing.ts'
import { partIn } from './consult-standing.ts'
import type { Desk } from './desk.tsx'

/** Who presses "end" waits no longer than this for the server; then the telephone itself does it. */
const patienceMs = 1_500

/** Can this call be asked about at the server at all? */
const callIdAtServer = (desk: Desk): string | null => {
  if (desk.state.link !== 'connected' || desk.pop?.local) return null
  return desk.pop?.call.callId ?? desk.state.agent?.callId ?? null
}

/** Can the answer button do anything yet? The bell may ring before the telephone has its call. */
export const canAnswer = (desk: Desk) => desk.phone.call === 'ringing'

export function answer(desk: Desk): void {
  if (canAnswer(desk)) desk.softphone.answer()
}

/** Lets the ringing call go to somebody else. */
export async function decline(desk: Desk): Promise<void> {
  const callId = callIdAtServer(desk)
  const asked = callId !== null && (await desk.act('call:decline', { callId }, { withinMs: patienceMs, quiet: true }))
  if (!asked) desk.softphone.terminate()
}

/** Ends the call through the server; without a line to it the telephone itself hangs up. */
export async function hangUp(desk: Desk): Promise<void> {
  const callId = callIdAtServer(desk)
  const asked = callId !== null && (await desk.act('call:hangup', { callId }, { withinMs: patienceMs, quiet: true }))
  if (!asked) desk.softphone.terminate()
}

/** Why holding does not work now; null when it does. */
export function whyNoHold(desk: Desk): 'away' | 'telephony' | null {
  if (desk.state.link !== 'connected') return 'away'
  return desk.state.telephony && !desk.pop?.local ? null : 'telephony'
}

export function toggleHold(desk: Desk): void {
  const call = desk.pop?.call
  if (!call || whyNoHold(desk) !== null) return
  const part = partIn(call, desk.state.agent?.agentId)
  // Who asks somebody goes back to the caller; who is asked holds nobody.
  if (part === 'first' && call.heldSince) void desk.act('call:consult-cancel', { callId: call.callId })
  else if (part !== 'second') void desk.act(call.heldSince ? 'call:unhold' : 'call:hold', { callId: call.callId })
}

/** Is the citizen of a call out still being dialled? */
export const isDialing = (desk: Desk): boolean => desk.state.link === 'connected' && desk.pop?.call.status === 'dialing'

/** Does the desk show where a number is typed to be called? */
export function canDial({ state }: Desk): boolean {
  const free = state.agent?.state === 'ready' || state.agent?.state === 'paused' || state.agent?.state === 'not-responding'
  return state.link === 'connected' && state.telephony && free
}

/** Can keys be pressed towards the other side now? */
export function canPressKeys(desk: Desk): boolean {
  const call = desk.pop?.call
  if (whyNoHold(desk) !== null || !call || partIn(call, desk.state.agent?.agentId) === 'second') return false
  return call.status === 'talking' || call.consult?.state === 'talking'
}

/** Calls a number, in any writing. Why not is shown in words; false then. */
export async function callOut(desk: Desk, number: string, about: { ticketId?: string; callbackId?: string } = {}): Promise<boolean> {
  desk.setNotice(null)
  return desk.act('call:dial', { number, ...about })
}

/** May this operator pause the recording, or resume it: his own call, which runs and is recorded? */
export function mayPauseRecording(desk: Desk): boolean {
  const call = desk.pop?.call
  return (
    whyNoHold(desk) === null && call !== undefined && (call.recording || call.recordingPausedSince !== null) && call.with?.agentId === desk.state.agent?.agentId
  )
}

/** The recorder writes silence, or sound again. */
export function togglePauseRecording(desk: Desk): void {
  const call = desk.pop?.call
  if (call && mayPauseRecording(desk)) void desk.act(call.recordingPausedSince ? 'recording:resume' : 'recording:pause', { callId: call.callId })
}

/** F4: let go while it rings, end while it talks. */
export function declineOrHangUp(desk: Desk): void {
  if (isTalking(desk)) void hangUp(desk)
  else if (isRinging(desk)) void decline(desk)
}

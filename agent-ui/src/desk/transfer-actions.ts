// What passing a call on does on this desk: its words go out first, and the ticket goes with the call.
import type { Desk } from './desk.tsx'

/** An operator's id, or a number outside. */
export type Recipient = string | { number: string }

/** How long the last words of the form are waited for; those not sent by then follow from this machine. */
const wordsMs = 1_500

/** Sends what was typed and not sent yet, so that whoever takes the call sees all of it. */
async function handOver(desk: Desk): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, wordsMs))
  await Promise.race([desk.bench.draft.get()?.flush(), limit])
}

/** The caller's ticket leaves this desk with the call; anything else that lies there stays. */
async function letGo(desk: Desk, ticketId: string): Promise<void> {
  if (desk.bench.ticketId === ticketId) await desk.bench.putAside()
}

/** The caller hears music while this operator is asked. Why not is shown in words; false then. */
export async function consultWith(desk: Desk, to: Recipient): Promise<boolean> {
  const call = desk.pop?.call
  if (!call) return false
  // Whoever is asked reads what is written so far.
  await handOver(desk)
  return desk.act('call:consult', { callId: call.callId, to })
}

/** The caller goes on with whoever was asked. */
export async function completeConsult(desk: Desk): Promise<void> {
  const call = desk.pop?.call
  if (!call) return
  await handOver(desk)
  const outside = call.consult?.number !== null
  if ((await desk.act('call:consult-complete', { callId: call.callId })) && !outside) await letGo(desk, call.ticketId)
}

/** The call goes to this operator or number outside, with null to the queue's head. Why not is shown in words; false then. */
export async function transferCall(desk: Desk, to: Recipient | null): Promise<boolean> {
  const call = desk.pop?.call
  if (!call) return false
  await handOver(desk)
  const done = await desk.act('call:transfer', { callId: call.callId, to })
  // Outside nobody has a form: whoever passed the call on writes it up.
  if (done && (to === null || typeof to === 'string')) await letGo(desk, call.ticketId)
  return done
}

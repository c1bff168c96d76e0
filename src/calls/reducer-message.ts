// Nobody can answer: the caller leaves a message. Part of the reducer. The dialplan's voicemail takes it, as it does for callers it
// served alone, so that a message is left, kept and brought in the same way whether the controller lives or not.
import type { CallEffect, CallState, Step } from './state.ts'

/** Is he asked for a message now: the hotline's hours are told him, or he waits and nobody is on duty. */
export const takesMessage = (state: CallState): boolean => state.takesMessages && (state.phase === 'closed-notice' || state.phase === 'queued')

/** Did he choose that branch of the menu? Then nobody has to be excused. */
const wishes = ({ choice, service }: CallState): boolean => service?.menu?.entries.find(({ key }) => key === choice?.key)?.action === 'message'

/** The caller goes to the dialplan's voicemail; its notes tell the end (fallback-calls.ts). */
export function takeMessage(state: CallState): Step {
  const waited = state.phase === 'queued'
  const asked: CallState = { ...state, phase: 'message', prompt: null }
  return { state: asked, effects: [askForMessage(state, state.prompt), ...(waited ? [{ type: 'queue-changed' } as const] : [])] }
}

/** What sends the caller there; asked for again while he is found where he was. */
export function askForMessage(state: CallState, cut: string | null): CallEffect {
  // Who never came to the queue called a closed hotline.
  const { channelId, hotlineNumber, queuedAt } = state
  return {
    type: 'take-message',
    channelId,
    exten: hotlineNumber,
    closed: queuedAt === null,
    ...(wishes(state) ? { chosen: true } : {}),
    ...(cut ? { after: cut } : {}),
  }
}

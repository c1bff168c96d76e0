// Beside talk and hold: the operator pauses the recording, e.g. while a number of an identity card is told. Part of the reducer.
// The recorder itself goes on and writes silence, so that the file stays as long as the call.
import { openPause, type RecordingPause, type RecordingPauseEnd } from './recording-rules.ts'
import type { CallEffect, CallState, Step } from './state.ts'
import { recordingName } from './state.ts'

const nothing = (state: CallState): Step => ({ state, effects: [] })
const nameOf = (state: CallState): string => recordingName(state.recordingId, state.arrivedAt)
const pause = (state: CallState, n: number): CallEffect => ({ type: 'recorder-pause', name: nameOf(state), n })
const resume = (state: CallState): CallEffect => ({ type: 'recorder-resume', name: nameOf(state) })

/** What does not run cannot be paused: where the recorder has not begun nothing changes. */
export function pauseRecording(state: CallState, agentId: string, now: number): Step {
  const { leg, recordingPauses = [] } = state
  if (!leg || openPause(state) || state.recordingStartedAt === null) return nothing(state)
  const n = (recordingPauses.at(-1)?.n ?? 0) + 1
  const from = Math.max(now, state.recordingStartedAt, recordingPauses.at(-1)?.to ?? 0)
  const begun: RecordingPause = { n, by: agentId, legId: leg.legId, from, to: null, end: null }
  return { state: { ...state, recordingPauses: [...recordingPauses, begun] }, effects: [pause(state, n), ...showTo(state)] }
}

export function resumeRecording(state: CallState, now: number): Step {
  return openPause(state) ? { state: ended(state, 'resumed', now), effects: [resume(state), ...showTo(state)] } : nothing(state)
}

/** Asterisk would not: what is said is in the file, and whoever asked is told so. Asked again after a reconnect it was silent until now. */
export function pauseRefused(state: CallState, n: number, now: number): Step {
  return openPause(state)?.n === n ? { state: ended(state, 'refused', now), effects: showTo(state) } : nothing(state)
}

/** The recorder runs; one that was asked for anew, after it broke off in a pause, is paused again. Of a call out it begins in the middle of what its operator sees. */
export function recordingStarted(state: CallState, now: number): Step {
  const isFirst = state.recordingStartedAt === null
  const started = isFirst ? { ...state, recordingStartedAt: now } : state
  const open = openPause(state)
  return { state: started, effects: [...(open ? [pause(state, open.n)] : []), ...(isFirst && state.direction === 'out' ? showTo(state) : [])] }
}

/** After a reconnect: what was asked of the recorder may never have reached it. */
export function recorderAsItShouldBe(state: CallState): CallEffect[] {
  if (!state.recordingPauses?.length) return []
  const open = openPause(state)
  return [open ? pause(state, open.n) : resume(state)]
}

/** After every step of a call: whose talk with the caller is over has nothing to keep from the recording any more. */
export function pausesFollow(step: Step, now: number): Step {
  const { state } = step
  const open = openPause(state)
  if (!open || (state.leg?.legId === open.legId && (state.phase === 'talking' || state.phase === 'held'))) return step
  return { state: ended(state, 'talk-over', state.endedAt ?? now), effects: [...step.effects, ...(state.phase === 'ended' ? [] : [resume(state)])] }
}

function ended(state: CallState, end: RecordingPauseEnd, now: number): CallState {
  return {
    ...state,
    recordingPauses: (state.recordingPauses ?? []).map((one) => (one.to === null ? { ...one, to: Math.max(one.from, now), end } : one)),
  }
}

/** His page shows it, and so does that of whoever is beside him. */
function showTo({ leg, consult }: CallState): CallEffect[] {
  return [leg, consult?.answeredAt ? consult : null].flatMap((one) => (one ? [{ type: 'show', agentId: one.agentId } as const] : []))
}

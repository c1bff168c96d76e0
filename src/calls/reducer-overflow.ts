// Beyond a limit of the queue a caller does not wait on: he leaves a message, or is told sorry and let go. Part of the reducer.
// Who is being rung, who was answered before and whom a supervisor moved are never sent out.
import { canBeCalledBack } from './callback-rules.ts'
import { isAtHead, waitingSince } from './rank-rules.ts'
import { promiseCallback } from './reducer-callback.ts'
import { takeMessage, takesMessage } from './reducer-message.ts'
import type { CallEvent, CallState, Step } from './state.ts'
import { playbackIdOf } from './state.ts'

/** What becomes of him. Whose number cannot be called leaves a message instead of being called back. */
function wayOut(state: CallState): 'message' | 'goodbye' | 'callback' {
  const wanted = state.service?.waiting.overflow
  if (wanted === 'callback' && state.callback?.to) return 'callback'
  return wanted === 'goodbye' || !takesMessage(state) ? 'goodbye' : 'message'
}

/** To call back is only promised where there is a number to call. */
const sorry = ({ callerNumber }: CallState): string[] => (canBeCalledBack(callerNumber) ? ['apology-goodbye'] : ['nobody-answers', 'goodbye'])

/** A limit is reached: out of the queue. */
export function overflow(state: CallState, { why }: Extract<CallEvent, { type: 'overflow' }>, now: number): Step {
  if (state.phase !== 'queued' || isAtHead(state)) return { state, effects: [] }
  const out: CallState = { ...state, overflowed: { at: now, why } }
  const way = wayOut(state)
  if (way === 'message') return takeMessage(out)
  if (way === 'callback') return promiseCallback(out)
  const playbackId = playbackIdOf(state.callId, 'goodbye')
  return {
    state: { ...out, phase: 'goodbye', prompt: playbackId },
    effects: [
      { type: 'play', channelId: state.channelId, playbackId, prompts: sorry(state), ...(state.prompt ? { after: state.prompt } : {}) },
      { type: 'queue-changed' },
    ],
  }
}

/** When he will have waited as long as one may. */
export function overflowDue(state: CallState): { at: number; event: CallEvent } | null {
  const longest = state.service?.waiting.longestSeconds ?? 0
  // Who is just asked whether he means to be called back answers first.
  if (state.phase !== 'queued' || longest === 0 || isAtHead(state) || state.callbackOffer?.stage === 'confirming') return null
  return { at: waitingSince(state) + longest * 1000, event: { type: 'overflow', why: 'longest' } }
}

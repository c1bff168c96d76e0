// Beside waiting: a supervisor moves a caller to the front of the queue, or to an operator. Part of the reducer.
import type { CallEvent, CallState, QueueMove, Step } from './state.ts'

/** How often the call was moved: whoever moves it says how often it was when he looked. */
export const movesOf = (call: Pick<CallState, 'moved'>): number => call.moved?.count ?? 0

/** The mark of one more move. */
export const movedAgain = (call: Pick<CallState, 'moved'>, by: string, now: number): QueueMove => ({ by, at: now, count: movesOf(call) + 1 })

/** Before everybody, whoever was moved there before him too. Of two who looked at the same queue the first one moves it. */
export function moveToFront(state: CallState, { by, seen }: Extract<CallEvent, { type: 'moved-front' }>, now: number): Step {
  if (state.phase !== 'queued' || movesOf(state) !== seen) return { state, effects: [] }
  return { state: { ...state, rank: -now, moved: movedAgain(state, by, now) }, effects: [{ type: 'queue-changed' }] }
}

// Third phase: talk and hold, and how their times are counted. Part of the reducer.
import type { CallState, Step } from './state.ts'
import { bridgeIdOf } from './state.ts'

/** Adds the present stretch to talk or hold time. */
export function closeStretch(state: CallState, now: number): CallState {
  if (state.stretchSince === null) return state
  const spent = Math.max(0, now - state.stretchSince)
  return state.phase === 'held'
    ? { ...state, holdMs: state.holdMs + spent, stretchSince: null }
    : { ...state, talkMs: state.talkMs + spent, stretchSince: null }
}

/** The caller leaves the bridge for music of his own: a mixing bridge does not pass hold on. The agent stays in it. */
export function hold(state: CallState, now: number): Step {
  if (state.phase !== 'talking' || !state.leg) return { state, effects: [] }
  const counted = closeStretch(state, now)
  return {
    state: { ...counted, phase: 'held', heldSince: now, stretchSince: now },
    effects: [
      { type: 'wait-with-music', channelId: state.channelId, leave: bridgeIdOf(state.callId, state.legCount) },
      { type: 'show', agentId: state.leg.agentId },
    ],
  }
}

/** Back to the agent. */
export function unhold(state: CallState, now: number): Step {
  if (state.phase !== 'held' || !state.leg) return { state, effects: [] }
  const counted = closeStretch(state, now)
  return {
    state: { ...counted, phase: 'talking', heldSince: null, stretchSince: now },
    effects: [
      { type: 'rejoin', bridgeId: bridgeIdOf(state.callId, state.legCount), channelId: state.channelId },
      { type: 'show', agentId: state.leg.agentId },
    ],
  }
}

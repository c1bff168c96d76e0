// While a caller waits: the operator he knows, and what is said to him of his place. Part of the reducer.
import type { CallEvent, CallState, Step } from './state.ts'
import { playbackIdOf } from './state.ts'
import { waitingWords } from './waiting-words-rules.ts'

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** The records told with whom he talked lately; nobody waited for it, and it counts as long as nobody has answered. */
export function knowAgent(state: CallState, { agentId }: Extract<CallEvent, { type: 'known-agent' }>): Step {
  const { phase, firstAnsweredAt, knownAgentId } = state
  const counts = phase !== 'closed-notice' && phase !== 'message' && phase !== 'goodbye' && phase !== 'callback' && firstAnsweredAt === null
  if (!counts || knownAgentId !== undefined) return nothing(state)
  return { state: { ...state, knownAgentId: agentId }, effects: phase === 'queued' ? [{ type: 'queue-changed' }] : [] }
}

/** He is told where he stands, over the music; never in the middle of other words, and each time once. */
export function announce(state: CallState, { n, position, estimateMinutes, also = [] }: Extract<CallEvent, { type: 'announce' }>, now: number): Step {
  if (state.phase !== 'queued' || state.prompt !== null || state.callbackOffer?.stage === 'confirming' || n !== (state.announced?.n ?? 0) + 1)
    return nothing(state)
  const playbackId = playbackIdOf(state.callId, `waiting-${n}`)
  const prompts = [...waitingWords({ first: n === 1, position, estimateMinutes }), ...also]
  return {
    state: { ...state, prompt: playbackId, announced: { at: now, n, position, estimateMinutes } },
    effects: [{ type: 'play', channelId: state.channelId, playbackId, prompts, music: true }],
  }
}

/** Who had an agent and has none any more waits from now on. */
export function waitsAgain(before: CallState | null, step: Step, now: number): Step {
  const { phase } = step.state
  const talked = before?.phase === 'talking' || before?.phase === 'held'
  return talked && (phase === 'queued' || phase === 'ringing') ? { ...step, state: { ...step.state, backSince: now } } : step
}

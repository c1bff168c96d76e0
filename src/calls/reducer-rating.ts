// Last phase: the agent has hung up and is free for his ticket, the caller rates him by key. Part of the reducer.
// The question is asked twice at most; whoever presses nothing, or wrong keys, is let go kindly.
import { type Rating, ratings } from '../contract/values.ts'
import { isOutside } from './reducer-outside.ts'
import { closeStretch } from './reducer-talk.ts'
import type { CallEvent, CallState, Step, Survey } from './state.ts'
import { bridgeIdOf, playbackIdOf } from './state.ts'

/** How long a key is waited for after the question, ms. */
export const KEY_MS = 7000
const MOST_ASKED = 2
/** Two presses are further apart than that, ms. */
const SAME_PRESS_MS = 50

const nothing = (state: CallState): Step => ({ state, effects: [] })
const ratingOf = (digit: string): Rating | null => ratings.find((rating) => String(rating) === digit) ?? null

/** Is the caller asked when this agent hangs up? */
export const asksRating = (state: CallState): boolean =>
  state.rates && state.leg !== null && !isOutside(state.leg) && (state.phase === 'talking' || state.phase === 'held')

/** The agent's part is over: he goes on with his ticket at once, the caller hears the question. */
export function askRating(state: CallState, now: number): Step {
  const { leg, channelId } = state
  if (!leg) return nothing(state)
  const bridgeId = bridgeIdOf(state.callId, state.legCount)
  const asked = say(
    { ...closeStretch(state, now), phase: 'rating', leg: null, heldSince: null, prompt: null },
    { stage: 'asking', askedAt: Math.max(now, state.firstAnsweredAt ?? 0), asked: 1, said: 0, dueAt: null, keyAt: null },
    ['rating-question'],
  )
  return {
    state: asked.state,
    effects: [
      { type: 'leave-talk', channelId, bridgeId },
      ...asked.effects,
      { type: 'cancel-leg', legId: leg.legId },
      { type: 'destroy-bridge', bridgeId },
      { type: 'agent-released', agentId: leg.agentId, phoneLost: false },
      { type: 'show', agentId: leg.agentId },
    ],
  }
}

/** A key: a rating is taken, even while good-bye is said already; any other key is said to be wrong. Before the talk's end keys mean nothing. */
export function keyPressed(state: CallState, { digit, pressedAt }: Extract<CallEvent, { type: 'key' }>): Step {
  if (state.phase !== 'rating' || !state.survey || isSamePress(state.survey, pressedAt)) return nothing(state)
  const survey = { ...state.survey, keyAt: pressedAt }
  const rating = ratingOf(digit)
  if (survey.stage === 'leaving') return rating !== null && state.rating === null ? { state: { ...state, survey, rating }, effects: [] } : nothing(state)
  if (rating !== null) return say({ ...state, rating }, { ...survey, stage: 'leaving' }, ['rating-thanks'])
  return again(state, survey, ['rating-wrong-key'])
}

const isSamePress = ({ keyAt }: Survey, pressedAt: number): boolean => keyAt !== null && Math.abs(pressedAt - keyAt) < SAME_PRESS_MS

/** Nothing was pressed after the question. */
export function nothingPressed(state: CallState, said: number): Step {
  const { survey } = state
  return state.phase === 'rating' && survey?.stage === 'waiting' && survey.said === said ? again(state, survey, []) : nothing(state)
}

/** What was said last is over: a key is waited for. Null after the last words: the call is over. */
export function questionOver(state: CallState, now: number): Step | null {
  const { survey } = state
  if (survey?.stage !== 'asking') return null
  return nothing({ ...state, prompt: null, survey: { ...survey, stage: 'waiting', dueAt: now + KEY_MS } })
}

/** Until when a key is waited for. */
export function ratingDue(state: CallState): { at: number; event: CallEvent } | null {
  const { survey } = state
  return state.phase === 'rating' && survey?.dueAt ? { at: survey.dueAt, event: { type: 'rating-timeout', said: survey.said } } : null
}

/** The question once more, or good-bye. */
function again(state: CallState, survey: Survey, first: readonly string[]): Step {
  return survey.asked < MOST_ASKED
    ? say(state, { ...survey, stage: 'asking', asked: survey.asked + 1 }, [...first, 'rating-question'])
    : say(state, { ...survey, stage: 'leaving' }, [...first, 'goodbye'])
}

function say(state: CallState, survey: Survey, prompts: readonly string[]): Step {
  const said = survey.said + 1
  const playbackId = playbackIdOf(state.callId, `rating-${said}`)
  return {
    state: { ...state, survey: { ...survey, said, dueAt: null }, prompt: playbackId },
    effects: [{ type: 'play', channelId: state.channelId, playbackId, prompts, ...(state.prompt ? { after: state.prompt } : {}) }],
  }
}

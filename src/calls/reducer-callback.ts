// Instead of waiting: the caller presses a key to be called back in his turn. Part of the reducer: the caller's side of it; what becomes of
// his place stands in reducer-booking.ts.
import type { CallbackOffer, CallEffect, CallEvent, CallState, Step } from './state.ts'
import { bridgeIdOf, playbackIdOf } from './state.ts'

/** The key that asks for it, and confirms it. */
export const CALLBACK_KEY = '1'
/** How long a confirmation is waited for after the words, ms. */
export const CONFIRM_MS = 8000
/** More often nobody is told that his number cannot be called. */
const MOST_SAID = 6
/** A timer may come a moment before its time: nobody would tell him again, ms. */
const EARLY_MS = 20
/** Two presses are further apart than that, ms. */
const SAME_PRESS_MS = 50

const nothing = (state: CallState): Step => ({ state, effects: [] })
const none: CallbackOffer = { stage: 'declined', said: 0, keyAt: null, dueAt: null }

/** From when on this caller may ask to be called back; null: never. Who has talked already goes first anyhow. */
export function callbackFrom({ service, callback, firstAnsweredAt, queuedAt }: CallState): number | null {
  const seconds = service?.waiting.callbackOfferSeconds ?? 0
  return seconds === 0 || !callback || firstAnsweredAt !== null || queuedAt === null ? null : queuedAt + seconds * 1000
}

/** When the offer is to be said, or the question whether he means it is over. A number that cannot be called is offered nothing. */
export function callbackDue(state: CallState): { at: number; event: CallEvent } | null {
  const { phase, callback, callbackOffer, prompt } = state
  if (phase !== 'queued') return null
  if (callbackOffer?.stage === 'confirming')
    return callbackOffer.dueAt === null ? null : { at: callbackOffer.dueAt, event: { type: 'callback-unconfirmed', said: callbackOffer.said } }
  const at = callbackFrom(state)
  return at === null || callbackOffer || prompt !== null || !callback?.to ? null : { at, event: { type: 'callback-offer-due' } }
}

/** He has waited long enough: he hears that he may be called back. */
export function offerCallback(state: CallState, now: number): Step {
  const due = callbackDue(state)
  return due?.event.type === 'callback-offer-due' && now >= due.at - EARLY_MS ? say(state, { ...none, stage: 'offered' }, ['callback-offer']) : nothing(state)
}

/** Asks whether he means it; for whoever may wait no longer, too. Where his number cannot be called he hears that and waits on. */
export function askCallback(state: CallState, offer: CallbackOffer = state.callbackOffer ?? none): Step {
  return state.callback?.to
    ? say(state, { ...offer, stage: 'confirming' }, ['callback-confirm'])
    : say(state, { ...offer, stage: 'declined' }, ['callback-cannot'])
}

/** A key of a caller who waits; null where it means nothing here. */
export function callbackKey(state: CallState, { digit, pressedAt }: Extract<CallEvent, { type: 'key' }>, now: number): Step | null {
  const from = callbackFrom(state)
  if (state.phase !== 'queued' || from === null || now < from) return null
  const before = state.callbackOffer ?? none
  if (before.keyAt !== null && Math.abs(pressedAt - before.keyAt) < SAME_PRESS_MS) return nothing(state)
  const offer: CallbackOffer = { ...before, keyAt: pressedAt, dueAt: null }
  if (before.stage === 'confirming') return digit === CALLBACK_KEY ? book(state, offer) : say(state, { ...offer, stage: 'declined' }, ['callback-wait-on'])
  return digit === CALLBACK_KEY && before.said < MOST_SAID ? askCallback(state, offer) : null
}

/** He was asked whether he means it, and said nothing: he waits on. */
export function callbackUnconfirmed(state: CallState, said: number): Step {
  const { callbackOffer: offer } = state
  if (offer?.stage !== 'confirming' || offer.said !== said) return nothing(state)
  return { state: { ...state, callbackOffer: { ...offer, stage: 'declined', dueAt: null } }, effects: [] }
}

/** The question is over: his answer is waited for. */
export function questionSaid(state: CallState, now: number): CallState {
  const { callbackOffer: offer } = state
  return offer?.stage === 'confirming' ? { ...state, callbackOffer: { ...offer, dueAt: now + CONFIRM_MS } } : state
}

/** His place is kept from now on; he is thanked and may hang up. */
function book(state: CallState, offer: CallbackOffer): Step {
  const { channelId, callId, legCount } = state
  const said = say({ ...state, phase: 'callback' }, { ...offer, stage: 'booked' }, ['callback-booked'], false)
  return {
    state: said.state,
    effects: [
      { type: 'book-callback' },
      // Should no controller be there in a moment, the dialplan must not queue him again.
      { type: 'leave-talk', channelId, bridgeId: bridgeIdOf(callId, legCount) },
      ...said.effects,
      { type: 'queue-changed' },
    ],
  }
}

/** Who may wait no longer is not asked: his place is kept, and he hears so. */
export const promiseCallback = (state: CallState): Step => book(state, state.callbackOffer ?? none)

/** After a reconnect: what was promised is promised again, under the same id. */
export const bookAgain = (): CallEffect[] => [{ type: 'book-callback' }]

function say(state: CallState, offer: CallbackOffer, prompts: readonly string[], music = true): Step {
  const said = offer.said + 1
  const playbackId = playbackIdOf(state.callId, `callback-${said}`)
  return {
    state: { ...state, callbackOffer: { ...offer, said, dueAt: null }, prompt: playbackId },
    effects: [
      { type: 'play', channelId: state.channelId, playbackId, prompts, ...(music ? { music: true } : {}), ...(state.prompt ? { after: state.prompt } : {}) },
    ],
  }
}

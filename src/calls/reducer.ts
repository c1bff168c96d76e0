// The call's rules: (state, event, now) → state and effects. Pure: no clock, no ids, no I/O.
// An event that does not fit the phase changes nothing: Asterisk may tell a thing twice or late.
import type { CallOutcome } from '../contract/values.ts'
import { monitorNumberOf } from './monitor-rules.ts'
import { arrive } from './reducer-arrival.ts'
import { book } from './reducer-booking.ts'
import { callbackKey, callbackUnconfirmed, offerCallback, questionSaid } from './reducer-callback.ts'
import { consultStep } from './reducer-consult.ts'
import { menuKey, menuSaid, menuUnanswered, toMenu, withoutMenu } from './reducer-menu.ts'
import { takeMessage, takesMessage } from './reducer-message.ts'
import { monitorLegStep, monitorStep, monitorsFollow } from './reducer-monitor.ts'
import { connectLeg, endOffer, offer, passToNext } from './reducer-offer.ts'
import { outboundStep, place } from './reducer-outbound.ts'
import { withoutOutside } from './reducer-outside.ts'
import { overflow } from './reducer-overflow.ts'
import { moveToFront } from './reducer-queue.ts'
import { askRating, asksRating, keyPressed, nothingPressed, questionOver } from './reducer-rating.ts'
import { pauseRecording, pauseRefused, pausesFollow, recordingStarted, resumeRecording } from './reducer-recording.ts'
import { isRescue, phoneLost, rescueStep } from './reducer-rescue.ts'
import { backFromFallback, fallbackEnded, foundLeg, leaveToFallback, resync } from './reducer-resync.ts'
import { closeStretch, hold, unhold } from './reducer-talk.ts'
import { transfer } from './reducer-transfer.ts'
import { announce, knowAgent, waitsAgain } from './reducer-waiting.ts'
import type { CallEffect, CallEvent, CallState, Step } from './state.ts'
import { bridgeIdOf, playbackIdOf } from './state.ts'

const nothing = (state: CallState): Step => ({ state, effects: [] })

/**
 * One step of a call. `state` is null only for `arrived`; any other event for an unknown call is refused by the
 * caller of this function. `now` is ms since the epoch.
 */
export function reduce(state: CallState | null, event: CallEvent, now: number): Step {
  return monitorsFollow(state, waitsAgain(state, pausesFollow(withoutOutside(step(state, event, now)), now), now))
}

function step(state: CallState | null, event: CallEvent, now: number): Step {
  if (event.type === 'arrived') return state ? nothing(state) : arrive(event, now)
  if (event.type === 'placed') return state ? nothing(state) : place(event, now)
  if (event.type === 'booked') return state ? nothing(state) : book(event, now)
  if (!state) throw new Error(`event ${event.type} before the call arrived`)
  if (state.phase === 'ended') return afterEnd(state, event, now)
  if ('legId' in event && monitorNumberOf(event.legId) > 0) return monitorLegStep(state, event, now)
  return outboundStep(state, event, now, answeredStep)
}

/** A call whose citizen is there: with two operators, and for one who lost his telephone, the same events mean something else. */
const answeredStep = (state: CallState, event: CallEvent, now: number): Step =>
  consultStep(state, withoutRescue(state, event), now, (at, told, when) => (isRescue(at) ? rescueStep(at, told, when, decide) : decide(at, told, when)))

/** Only the one who talks alone with the caller is rung again: of two operators the other goes on, and who still rings is no loss. */
const withoutRescue = (state: CallState, event: CallEvent): CallEvent =>
  event.type === 'phone-lost' && (state.consult || state.phase === 'ringing') ? { type: 'leg-lost', legId: event.legId } : event

/** What an event leads to in a call with one operator or none. */
function decide(state: CallState, event: CallEvent, now: number): Step {
  switch (event.type) {
    case 'prompt-finished':
      return promptFinished(state, event.playbackId, now)
    case 'agent-chosen':
      return state.phase === 'queued' ? offer(state, event, now) : nothing(state)
    case 'moved-front':
      return moveToFront(state, event, now)
    case 'leg-answered':
      return isOffered(state, event.legId) ? connectLeg(state, now) : strayLeg(state, event.legId)
    case 'leg-ended':
      return legEnded(state, event, now)
    case 'leg-lost':
      return legLost(state, event.legId, now)
    case 'phone-lost':
      return phoneLost(state, event, now)
    case 'ring-timeout':
      return isOffered(state, event.legId) ? passToNext(state, 'missed', now) : nothing(state)
    case 'nobody-on-duty':
      return state.phase === 'queued' && takesMessage(state) ? takeMessage(state) : nothing(state)
    case 'known-agent':
      return knowAgent(state, event)
    case 'announce':
      return announce(state, event, now)
    case 'overflow':
      return overflow(state, event, now)
    case 'decline':
      return state.phase === 'ringing' && state.leg?.agentId === event.agentId ? passToNext(state, 'declined', now) : nothing(state)
    case 'hold':
      return isTalking(state, event.agentId) ? hold(state, now) : nothing(state)
    case 'unhold':
      return isTalking(state, event.agentId) ? unhold(state, now) : nothing(state)
    case 'hangup':
      return isTalking(state, event.agentId) ? agentHungUp(state, now) : nothing(state)
    case 'transfer':
      return isTalking(state, event.agentId) ? transfer(state, event, now) : nothing(state)
    case 'key':
      if (state.phase === 'menu') return menuKey(state, event, now)
      return callbackKey(state, event, now) ?? keyPressed(state, event)
    case 'menu-timeout':
      return menuUnanswered(state, event.said, now)
    case 'callback-offer-due':
      return offerCallback(state, now)
    case 'callback-unconfirmed':
      return callbackUnconfirmed(state, event.said)
    case 'rating-timeout':
      return nothingPressed(state, event.said)
    case 'recording-started':
      return recordingStarted(state, now)
    case 'recording-pause':
      return isTalking(state, event.agentId) ? pauseRecording(state, event.agentId, now) : nothing(state)
    case 'recording-resume':
      return isTalking(state, event.agentId) ? resumeRecording(state, now) : nothing(state)
    case 'recording-pause-refused':
      return pauseRefused(state, event.n, now)
    case 'recording-finished':
      return nothing(recorded(state, event, now))
    case 'caller-gone':
      // The dialplan has him: its notes tell how it ended.
      return state.phase === 'fallback' || state.phase === 'message' ? nothing(state) : end(state, momentOf(state, event.at, now), [])
    case 'interrupted':
      // Who only rated his agent has had his talk.
      return end(state.phase === 'rating' || state.phase === 'callback' ? state : { ...state, outcome: 'interrupted' }, momentOf(state, event.at, now), [])
    case 'resynced':
      return resync(state, event)
    case 'leg-found':
      return foundLeg(state, event, now)
    case 'monitor-asked':
    case 'monitor-mode':
    case 'monitor-stopped':
    case 'monitor-unjoined':
      return monitorStep(state, event, now)
    case 'left-to-fallback':
      return state.phase === 'rating' || state.phase === 'callback' ? end(state, now, []) : leaveToFallback(state, now)
    case 'back-from-fallback':
      return backFromFallback(state, now)
    case 'fallback-ended':
      return fallbackEnded(state, event)
    default:
      return nothing(state)
  }
}

/** When something that is told late really happened: not after now, not before what is known already. */
const momentOf = (state: CallState, at: number | undefined, now: number): number =>
  at === undefined ? now : Math.min(now, Math.max(at, latestOf(state), state.stretchSince ?? 0))

/** The latest thing known of the call. A clock that was set back must not end it before that: no such call is on record. */
const latestOf = (state: CallState): number => Math.max(state.arrivedAt, state.queuedAt ?? 0, state.firstAnsweredAt ?? 0, state.survey?.askedAt ?? 0)

const isOffered = (state: CallState, legId: string): boolean => state.phase === 'ringing' && state.leg?.legId === legId
const isTalking = (state: CallState, agentId: string): boolean => (state.phase === 'talking' || state.phase === 'held') && state.leg?.agentId === agentId

/** Where nobody heard the recording start, its length tells when it did: without a start it would not be on record. */
const recorded = (state: CallState, event: Extract<CallEvent, { type: 'recording-finished' }>, now: number): CallState => ({
  ...state,
  recordingStartedAt: state.recordingStartedAt ?? Math.max(state.arrivedAt, (state.endedAt ?? now) - event.durationMs),
  recordingMs: event.durationMs,
  recordingBytes: event.bytes,
  recordingSha256: event.sha256,
})

/** The winner was bridged already, or the caller moved on: a leg that still answers is ended. */
function strayLeg(state: CallState, legId: string): Step {
  return state.leg?.legId === legId ? nothing(state) : { state, effects: [{ type: 'cancel-leg', legId }] }
}

function promptFinished(state: CallState, playbackId: string, now: number): Step {
  if (state.phase === 'greeting' && playbackId === playbackIdOf(state.callId, 'greeting')) return toMenu(state, now, playbackId)
  if (state.phase === 'menu') return menuSaid(state, playbackId, now)
  if (playbackId === state.prompt && state.phase === 'rating')
    return questionOver(state, now) ?? end(state, now, [{ type: 'hangup', channelId: state.channelId }])
  if (playbackId === state.prompt && (state.phase === 'callback' || state.phase === 'goodbye'))
    return end(state, now, [{ type: 'hangup', channelId: state.channelId }])
  if (playbackId === state.prompt) {
    const waits = state.phase === 'queued' || state.phase === 'ringing'
    return {
      state: questionSaid({ ...state, prompt: null }, now),
      effects: waits ? [{ type: 'wait-with-music', channelId: state.channelId, leave: null, after: playbackId }] : [],
    }
  }
  if (state.phase === 'closed-notice' && playbackId === playbackIdOf(state.callId, 'closed'))
    return takesMessage(state) ? takeMessage(state) : end(state, now, [{ type: 'hangup', channelId: state.channelId }])
  return nothing(state)
}

function legEnded(state: CallState, { legId, unseen, cause }: Extract<CallEvent, { type: 'leg-ended' }>, now: number): Step {
  if (state.leg?.legId !== legId) return nothing(state)
  if (state.phase === 'ringing') return passToNext(state, unseen ? 'interrupted' : 'missed', now, cause)
  // The agent hung up his phone: that ends the call, like the button on the page.
  return agentHungUp(state, now)
}

/** His part is over; the caller rates him, where that is asked, or is let go. */
const agentHungUp = (state: CallState, now: number): Step =>
  asksRating(state) ? askRating(state, now) : end(state, now, [{ type: 'hangup', channelId: state.channelId }])

/** The agent's page or phone vanished: the caller is never dropped for it, he goes to the head of the queue. */
function legLost(state: CallState, legId: string, now: number): Step {
  const leg = state.leg
  if (leg?.legId !== legId) return nothing(state)
  if (state.phase === 'ringing') return passToNext(state, 'phone-lost', now)
  const counted = closeStretch(state, now)
  const apology = playbackIdOf(state.callId, `apology-${state.legCount}`)
  return {
    state: { ...counted, phase: 'queued', leg: null, heldSince: null, rank: 0, prompt: apology },
    effects: [
      { type: 'wait-with-music', channelId: state.channelId, leave: bridgeIdOf(state.callId, state.legCount) },
      { type: 'play', channelId: state.channelId, playbackId: apology, prompts: ['apology-reconnect'], music: true },
      { type: 'cancel-leg', legId },
      { type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) },
      { type: 'agent-released', agentId: leg.agentId, phoneLost: true },
      { type: 'show', agentId: leg.agentId },
      { type: 'queue-changed' },
    ],
  }
}

/** How a call nobody answered ended. */
function outcomeUnanswered({ phase, overflowed }: CallState): CallOutcome {
  if (phase === 'closed-notice') return 'out-of-hours'
  if (phase === 'callback') return 'callback'
  return overflowed ? 'overflow' : 'abandoned'
}

/** Ends a call once; what is still up is taken down. */
function end(state: CallState, now: number, first: readonly CallEffect[]): Step {
  const counted = closeStretch(state, now)
  const outcome = state.outcome ?? (state.firstAnsweredAt !== null ? 'answered' : outcomeUnanswered(state))
  const effects: CallEffect[] = [...first]
  const leg = state.leg
  if (leg) {
    effects.push({ type: 'cancel-leg', legId: leg.legId })
    effects.push({ type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) })
    effects.push(
      state.phase === 'ringing'
        ? endOffer(leg.agentId, outcome === 'interrupted' ? 'interrupted' : 'caller-gone')
        : { type: 'agent-released', agentId: leg.agentId, phoneLost: false },
    )
  }
  effects.push({ type: 'closed' })
  if (leg && state.phase !== 'ringing') effects.push({ type: 'show', agentId: leg.agentId })
  if (state.phase === 'queued' || state.phase === 'ringing') effects.push({ type: 'queue-changed' })
  return { state: { ...withoutMenu(counted), phase: 'ended', leg: null, heldSince: null, endedAt: Math.max(now, latestOf(state)), outcome }, effects }
}

/** After the end only the recording's last word still counts; a leg that answers too late is ended. */
function afterEnd(state: CallState, event: CallEvent, now: number): Step {
  if (event.type === 'recording-finished') return nothing(recorded(state, event, now))
  if (event.type === 'recording-started' && state.recordingStartedAt === null && state.endedAt !== null)
    return nothing({ ...state, recordingStartedAt: state.endedAt })
  if (event.type === 'leg-answered') return { state, effects: [{ type: 'cancel-leg', legId: event.legId }] }
  return nothing(state)
}

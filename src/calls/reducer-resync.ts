// After a (re)connect, and around the dialplan's fallback: how a call goes on where it is. Part of the reducer.
import type { CallOutcome } from '../contract/values.ts'
import { entryRank } from './rank-rules.ts'
import { bookAgain } from './reducer-callback.ts'
import { withoutMenu } from './reducer-menu.ts'
import { askForMessage } from './reducer-message.ts'
import { connectLeg } from './reducer-offer.ts'
import { recorderAsItShouldBe } from './reducer-recording.ts'
import { closeStretch } from './reducer-talk.ts'
import type { CallEffect, CallEvent, CallState, Step } from './state.ts'
import { bridgeIdOf, legNumberOf, playbackIdOf, recordingName, snoopIdOf } from './state.ts'

type Event<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** Asks again for what Asterisk does not do (any more): the recorder, the music, the bridge. What is there is not touched. */
export function resync(state: CallState, event: Event<'resynced'>): Step {
  const { callId, channelId } = state
  if (state.phase === 'ended' || state.phase === 'fallback') return nothing(state)
  const effects: CallEffect[] = []
  if (!event.recording) effects.push({ type: 'record', channelId, snoopId: snoopIdOf(callId), name: recordingName(state.recordingId, state.arrivedAt) })
  // One that is asked for anew hears it when it has begun.
  else effects.push(...recorderAsItShouldBe(state))
  // The controller died between writing the arrival down and answering: the caller still hears the ringing tone.
  if (event.unanswered) effects.push({ type: 'answer', channelId })
  if (state.phase === 'message') return { state, effects: [...effects, askForMessage(state, null)] }
  if (state.phase === 'callback') effects.push(...bookAgain())
  const waits = state.phase === 'queued' || state.phase === 'ringing' || state.phase === 'held'
  // A hold that was asked for while nobody listened has not taken the caller out of the talk yet.
  const leave = state.phase === 'held' && event.joined ? bridgeIdOf(callId, state.legCount) : null
  if (waits && state.prompt === null) effects.push({ type: 'wait-with-music', channelId, leave })
  if (state.phase === 'menu' && state.menu?.stage === 'waiting' && state.prompt) {
    // Whether music is behind the words still nobody knows.
    effects.push({ type: 'wait-with-music', channelId, leave: null, after: state.prompt }, { type: 'queue-changed' })
    return { state: { ...state, prompt: null }, effects }
  }
  if (state.phase === 'rating') effects.push({ type: 'leave-talk', channelId, bridgeId: bridgeIdOf(callId, state.legCount) })
  if (state.phase === 'talking' && !event.joined && state.leg)
    effects.push({ type: 'connect', bridgeId: bridgeIdOf(callId, state.legCount), channelId, legId: state.leg.legId })
  if (state.leg) effects.push({ type: 'show', agentId: state.leg.agentId })
  effects.push({ type: 'queue-changed' })
  return { state, effects }
}

/** A leg nobody wrote down: the call takes it as its own if it has none, and lets it go otherwise. */
export function foundLeg(state: CallState, event: Event<'leg-found'>, now: number): Step {
  if (state.leg?.legId === event.legId) return nothing(state)
  const takesLegs = state.leg === null && (state.phase === 'queued' || state.phase === 'greeting' || state.phase === 'menu')
  // A number not above the count is that of a leg the call has given up already.
  if (!takesLegs || legNumberOf(event.legId) <= state.legCount) return { state, effects: [{ type: 'cancel-leg', legId: event.legId }] }
  const ringing: CallState = {
    ...withoutMenu(state),
    phase: 'ringing',
    prompt: state.phase === 'greeting' ? playbackIdOf(state.callId, 'greeting') : state.prompt,
    queuedAt: state.queuedAt ?? Math.max(now, state.arrivedAt),
    legCount: legNumberOf(event.legId),
    leg: { agentId: event.agentId, legId: event.legId, offeredAt: now, dueAt: event.dueAt, answeredAt: null },
  }
  const found: CallEffect = { type: 'agent-found', agentId: event.agentId, talking: event.answered, dueAt: event.dueAt }
  if (!event.answered) return { state: ringing, effects: [found, { type: 'pop', agentId: event.agentId }, { type: 'queue-changed' }] }
  const talking = connectLeg(ringing, now)
  return { ...talking, effects: talking.effects.map((effect) => (effect.type === 'agent-answered' ? found : effect)) }
}

/** The caller was sent to the dialplan's own queue while no controller was there: it has him now. */
export function leaveToFallback(state: CallState, now: number): Step {
  if (state.phase === 'ended' || state.phase === 'fallback' || state.phase === 'message') return nothing(state)
  const { leg } = state
  const effects: CallEffect[] = []
  if (leg) {
    effects.push({ type: 'cancel-leg', legId: leg.legId })
    effects.push({ type: 'destroy-bridge', bridgeId: bridgeIdOf(state.callId, state.legCount) })
    effects.push(
      state.phase === 'ringing'
        ? { type: 'offer-ended', agentId: leg.agentId, reason: 'interrupted' }
        : { type: 'agent-released', agentId: leg.agentId, phoneLost: false },
    )
  }
  effects.push({ type: 'queue-changed' })
  return {
    state: {
      ...withoutMenu(closeStretch(state, now)),
      phase: 'fallback',
      leg: null,
      heldSince: null,
      prompt: null,
      queuedAt: state.queuedAt ?? Math.max(now, state.arrivedAt),
    },
    effects,
  }
}

/** The dialplan offered the caller again and the controller has him: he keeps the place of his arrival. */
export function backFromFallback(state: CallState, now: number): Step {
  if (state.phase !== 'fallback') return nothing(state)
  return {
    state: { ...state, phase: 'queued', rank: entryRank(state), queuedAt: state.queuedAt ?? Math.max(now, state.arrivedAt) },
    effects: [{ type: 'wait-with-music', channelId: state.channelId, leave: null }, { type: 'queue-changed' }],
  }
}

/** Who has been answered before has not given up, and nobody gives up at a closed hotline. */
function outcomeOf({ phase, firstAnsweredAt, queuedAt, overflowed }: CallState, told: CallOutcome): CallOutcome {
  if (told !== 'abandoned') return told
  if (firstAnsweredAt !== null) return 'answered'
  // He did not give up: a limit took him out of the queue, and he left no message.
  if (overflowed) return 'overflow'
  return phase === 'message' && queuedAt === null ? 'out-of-hours' : told
}

/** The dialplan served the caller to the end; its figures are the call's. */
export function fallbackEnded(state: CallState, event: Event<'fallback-ended'>): Step {
  if (state.phase !== 'fallback' && state.phase !== 'message') return nothing(state)
  const known = Math.max(state.arrivedAt, state.queuedAt ?? 0, (state.firstAnsweredAt ?? 0) + state.talkMs + state.holdMs)
  return {
    state: {
      ...state,
      phase: 'ended',
      endedAt: Math.max(event.at, known),
      outcome: outcomeOf(state, event.outcome),
      firstAnsweredAt: state.firstAnsweredAt ?? event.answeredAt,
      lastAgentId: event.agentId ?? state.lastAgentId,
      talkMs: state.talkMs + event.talkMs,
    },
    effects: [{ type: 'closed' }, { type: 'queue-changed' }],
  }
}

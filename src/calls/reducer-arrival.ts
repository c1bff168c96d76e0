// First phase: arrival, greeting, queue. Part of the reducer.
import { nothingYet } from './new-call.ts'
import { entryRank } from './rank-rules.ts'
import { toMenu } from './reducer-menu.ts'
import type { CallEvent, CallState, Step } from './state.ts'
import { playbackIdOf, recordingName, snoopIdOf } from './state.ts'

type Arrived = Extract<CallEvent, { type: 'arrived' }>

/** A caller is there: answered and recorded from the first moment, then greeted, queued or told the hours. */
export function arrive(event: Arrived, now: number): Step {
  const { channelId, callId } = event
  const arrivedAt = Math.min(now, event.arrivedAt ?? now)
  const state: CallState = {
    ...nothingYet,
    callId,
    serverId: event.serverId,
    channelId,
    ticketId: event.ticketId,
    recordingId: event.recordingId,
    callerNumber: event.callerNumber,
    callerRaw: event.callerRaw,
    callerDisplay: event.callerDisplay,
    hotlineNumber: event.hotlineNumber,
    phase: event.open ? 'greeting' : 'closed-notice',
    arrivedAt,
    rank: Math.min(event.rank ?? arrivedAt, arrivedAt),
    ...(event.callback ? { callback: event.callback } : {}),
    ...(event.rank === undefined ? {} : { keptRank: event.rank }),
    takesMessages: event.takesMessages ?? false,
    rates: event.rates ?? false,
    ...(event.service ? { service: event.service } : {}),
  }
  const start = [
    { type: 'record', channelId, snoopId: snoopIdOf(callId), name: recordingName(event.recordingId, arrivedAt) },
    { type: 'answer', channelId },
  ] as const
  if (!event.open)
    return {
      state,
      effects: [...start, { type: 'play', channelId, playbackId: playbackIdOf(callId, 'closed'), prompts: ['closed'] }],
    }
  if (!event.greeting) {
    const queued = toMenu(state, now)
    return { state: queued.state, effects: [...start, { type: 'open-draft' }, ...queued.effects] }
  }
  return {
    state,
    effects: [
      ...start,
      { type: 'open-draft' },
      { type: 'play', channelId, playbackId: playbackIdOf(callId, 'greeting'), prompts: ['greeting', 'recording-notice'], music: true },
    ],
  }
}

/** Into the queue, on music. The place is that of the arrival, with the priority of his choice. `after` is the prompt that has just ended. */
export function toQueue(state: CallState, now: number, after?: string): Step {
  return {
    state: { ...state, phase: 'queued', rank: entryRank(state), queuedAt: state.queuedAt ?? Math.max(now, state.arrivedAt) },
    effects: [{ type: 'wait-with-music', channelId: state.channelId, leave: null, ...(after ? { after } : {}) }, { type: 'queue-changed' }],
  }
}

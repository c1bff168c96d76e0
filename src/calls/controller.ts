// Holds the calls that are up: each event goes through the journal and the reducer, then its effects run.
// JavaScript runs one event at a time to its end, and effects of a lane keep their order: a call's mailbox.
import type { Logger } from 'winston'
import type { Clock } from '../platform/clock.ts'
import type { Journal } from './journal.ts'
import { reduce } from './reducer.ts'
import type { CallEffect, CallEvent, CallState, OfferEnd } from './state.ts'
import { nextDue } from './timer-rules.ts'

/** What other rooms do when a call says so. */
export interface CallHooks {
  openDraft(call: CallState): void
  pop(call: CallState, agentId: string): void
  offerEnded(call: CallState, agentId: string, reason: OfferEnd): void
  agentAnswered(call: CallState, agentId: string): void
  /** asked: he was only asked by another operator. */
  agentReleased(call: CallState, agentId: string, phoneLost: boolean, asked: boolean): void
  show(call: CallState, agentId: string): void
  queueChanged(): void
  closed(call: CallState): void
  /** The caller asked to be called back: his place is kept. */
  bookCallback(call: CallState): void
  /** Nobody answered where this operator passed the call on to: it is his again, if he can take it. */
  recall(call: CallState, agentId: string): void
  /** The ended call is let go of: nobody will ask for it any more. */
  forgotten(call: CallState): void
  /** After a takeover: the agent has this call, whatever was known of him. */
  agentFound(call: CallState, agentId: string, talking: boolean, dueAt: number): void
  /** The agent lost this talk and is rung again. */
  agentRecalled(call: CallState, agentId: string, dueAt: number): void
  /** The call waits for this agent's telephone. */
  awaitPhone(call: CallState, agentId: string): void
}

/** The journal's body of one step; `seq` counts within the call. */
export interface CallStepRecord {
  seq: number
  event: CallEvent
  effects: readonly CallEffect[]
  state: CallState
}

/** A call as it was known before a restart or at another controller. */
export interface KnownCall {
  seq: number
  state: CallState
}

export interface CallController {
  /** Applies an event; while the controller may not act it waits for `resume` and the state stays as it is. */
  dispatch(callId: string, event: CallEvent): CallState | null
  get(callId: string): CallState | undefined
  /** The call of this caller's channel; two servers may give theirs the same name. */
  byChannel(channelId: string, serverId: string): CallState | undefined
  byRecording(recordingId: string): CallState | undefined
  all(): CallState[]
  /** The calls that have not ended. */
  open(): CallState[]
  /** Takes over what was going on; timers are armed, nothing is written or done. */
  restore(known: readonly KnownCall[]): void
  /** The controller may act (again): what waited happens now, in order. */
  resume(): void
}

interface ControllerDeps {
  journal: Journal
  clock: Clock
  logger: Logger
  hooks: CallHooks
  runMedia: (call: CallState, effect: CallEffect) => boolean
  /** May anything be decided now in a call of this server? No before the takeover is done, after a pause of the process, without the lease. */
  mayAct?: (serverId: string) => boolean
  /** Called after each step of a call, when all that it set off is on its way. */
  onStep?: () => void
  /** Ms an ended call stays known for its wrap-up. */
  keepMs?: number
}

/** Makes the controller; it knows no calls at first. */
export function createCallController(deps: ControllerDeps): CallController {
  const calls = new Map<string, { state: CallState; seq: number }>()
  const channels = new Map<string, string>()
  const channelKey = (channelId: string, serverId: string) => `${serverId} ${channelId}`
  const recordings = new Map<string, string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const waiting: { callId: string; event: CallEvent }[] = []
  /** Those that have not ended: looked through at every change, while the ended ones are many. */
  const open = new Map<string, CallState>()
  const mayAct = deps.mayAct ?? (() => true)
  const keepMs = deps.keepMs ?? 30 * 60_000

  const forget = (state: CallState) => {
    calls.delete(state.callId)
    channels.delete(channelKey(state.channelId, state.serverId))
    recordings.delete(state.recordingId)
    deps.hooks.forgotten(state)
  }

  const armTimer = (state: CallState, now: number) => {
    clearTimeout(timers.get(state.callId))
    timers.delete(state.callId)
    const due = nextDue(state)
    if (!due) return
    timers.set(
      state.callId,
      setTimeout(() => dispatch(state.callId, due.event), Math.max(0, due.at - now)),
    )
  }

  const dispatch = (callId: string, event: CallEvent): CallState | null => {
    const known = calls.get(callId)
    if (!mayAct(known?.state.serverId ?? (event.type === 'arrived' ? event.serverId : ''))) {
      waiting.push({ callId, event })
      return known?.state ?? null
    }
    if (!known && event.type !== 'arrived' && event.type !== 'placed' && event.type !== 'booked') return null
    const now = deps.clock.now().getTime()
    const { state, effects } = reduce(known?.state ?? null, event, now)
    if (known && state === known.state && effects.length === 0) return state
    const seq = (known?.seq ?? 0) + 1
    const record: CallStepRecord = { seq, event, effects, state }
    deps.journal.append('call', callId, now, record)
    remember({ state, seq })
    armTimer(state, now)
    for (const effect of effects) if (!deps.runMedia(state, effect)) runHook(deps.hooks, state, effect)
    if (state.phase === 'ended' && known?.state.phase !== 'ended') {
      deps.logger.info('call ended', { callId, ticketId: state.ticketId, outcome: state.outcome })
      setTimeout(() => forget(state), keepMs).unref()
    }
    deps.onStep?.()
    return state
  }
  const remember = ({ state, seq }: KnownCall) => {
    if (!calls.has(state.callId)) {
      channels.set(channelKey(state.channelId, state.serverId), state.callId)
      recordings.set(state.recordingId, state.callId)
    }
    calls.set(state.callId, { state, seq })
    if (state.phase === 'ended') open.delete(state.callId)
    else open.set(state.callId, state)
  }

  const find = (callId: string | undefined) => (callId ? calls.get(callId)?.state : undefined)
  return {
    dispatch,
    get: find,
    byChannel: (channelId, serverId) => find(channels.get(channelKey(channelId, serverId))),
    byRecording: (recordingId) => find(recordings.get(recordingId)),
    all: () => [...calls.values()].map((call) => call.state),
    open: () => [...open.values()],
    restore(known) {
      const now = deps.clock.now().getTime()
      for (const call of known) {
        remember(call)
        armTimer(call.state, now)
        if (call.state.phase === 'ended') setTimeout(() => forget(call.state), keepMs).unref()
      }
    },
    resume() {
      for (const { callId, event } of waiting.splice(0)) dispatch(callId, event)
    },
  }
}

function runHook(hooks: CallHooks, state: CallState, effect: CallEffect): void {
  switch (effect.type) {
    case 'open-draft':
      hooks.openDraft(state)
      return
    case 'pop':
      hooks.pop(state, effect.agentId)
      return
    case 'offer-ended':
      hooks.offerEnded(state, effect.agentId, effect.reason)
      return
    case 'agent-answered':
      hooks.agentAnswered(state, effect.agentId)
      return
    case 'agent-released':
      hooks.agentReleased(state, effect.agentId, effect.phoneLost, effect.asked ?? false)
      return
    case 'show':
      hooks.show(state, effect.agentId)
      return
    case 'queue-changed':
      hooks.queueChanged()
      return
    case 'closed':
      hooks.closed(state)
      return
    case 'book-callback':
      hooks.bookCallback(state)
      return
    case 'recall':
      hooks.recall(state, effect.agentId)
      return
    case 'agent-found':
      hooks.agentFound(state, effect.agentId, effect.talking, effect.dueAt)
      return
    case 'agent-recalled':
      hooks.agentRecalled(state, effect.agentId, effect.dueAt)
      return
    case 'await-phone':
      hooks.awaitPhone(state, effect.agentId)
      return
    default:
  }
}

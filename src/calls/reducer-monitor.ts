// Beside talk and hold: supervisors who listen, speak to the operator alone, or join. Part of the reducer.
import { type Monitor, type MonitorEnd, monitorBridgeId, monitorLegId, monitorNumberOf, monitorsOf, placeOf } from './monitor-rules.ts'
import type { CallEffect, CallEvent, CallState, Step } from './state.ts'

type MonitorEvent = Extract<CallEvent, { type: 'monitor-asked' | 'monitor-mode' | 'monitor-stopped' | 'monitor-unjoined' }>

const nothing = (state: CallState): Step => ({ state, effects: [] })
const isTalk = (state: CallState): boolean => state.phase === 'talking' || state.phase === 'held'

/** What a supervisor asks for, or what a reconnect found missing. */
export function monitorStep(state: CallState, event: MonitorEvent, now: number): Step {
  if (event.type === 'monitor-asked') return ask(state, event, now)
  const monitor = monitorsOf(state).find((one) => (event.type === 'monitor-unjoined' ? one.n === event.n : one.supervisorId === event.supervisorId))
  if (!monitor) return nothing(state)
  switch (event.type) {
    case 'monitor-mode':
      return setMode(state, monitor, event.mode)
    case 'monitor-stopped':
      return finish(state, [monitor], 'stopped')
    case 'monitor-unjoined':
      return monitor.answeredAt === null ? nothing(state) : { state, effects: [join(state, monitor)] }
  }
}

/** What is told of a supervisor's leg: it has ids of its own, and never ends the call. */
export function monitorLegStep(state: CallState, event: CallEvent & { legId: string }, now: number): Step {
  const monitor = monitorsOf(state).find(({ n }) => n === monitorNumberOf(event.legId))
  switch (event.type) {
    case 'leg-answered':
      if (!monitor) return { state, effects: [{ type: 'cancel-leg', legId: event.legId }] }
      return monitor.answeredAt === null ? answered(state, { ...monitor, answeredAt: now }) : nothing(state)
    case 'leg-ended':
      return monitor ? finish(state, [monitor], monitor.answeredAt === null ? 'not-answered' : 'hung-up') : nothing(state)
    case 'leg-lost':
      return monitor ? finish(state, [monitor], 'phone-lost') : nothing(state)
    default:
      return nothing(state)
  }
}

/**
 * After every step of a call: whose talk is over, or goes on at another agent's leg, is let go of; who speaks to both goes
 * with them where they meet in another bridge.
 */
export function monitorsFollow(before: CallState | null, step: Step): Step {
  const { state } = step
  const over = monitorsOf(state).filter(({ agentLegId }) => !isTalk(state) || state.leg?.legId !== agentLegId)
  const moved = monitorsOf(state).filter((one) => before?.legCount !== state.legCount && one.mode === 'barge' && one.answeredAt !== null && !over.includes(one))
  if (over.length === 0 && moved.length === 0) return step
  const left = over.length > 0 ? finish(state, over, 'talk-over') : nothing(state)
  return { state: left.state, effects: [...step.effects, ...moved.map((one) => join(state, one)), ...left.effects] }
}

/** His telephone rings first; nothing is heard or noted before he answers. */
function ask(state: CallState, { supervisorId, mode }: Extract<MonitorEvent, { type: 'monitor-asked' }>, now: number): Step {
  const { leg } = state
  // Nobody listens to his own talk, and nobody twice.
  if (!isTalk(state) || !leg || leg.agentId === supervisorId || monitorsOf(state).some((one) => one.supervisorId === supervisorId)) return nothing(state)
  const n = (state.monitorCount ?? 0) + 1
  const monitor: Monitor = { n, supervisorId, mode, agentLegId: leg.legId, ears: 1, askedAt: now, answeredAt: null }
  return {
    state: { ...state, monitorCount: n, monitors: [...monitorsOf(state), monitor] },
    effects: [{ type: 'monitor-ring', legId: monitorLegId(state.callId, n), supervisorId }],
  }
}

function answered(state: CallState, monitor: Monitor): Step {
  return { state: replaced(state, monitor), effects: [join(state, monitor), note(monitor, monitor.mode)] }
}

/** One ear for each mode: the former one is taken away first, so that nobody speaks where he no longer means to. */
function setMode(state: CallState, before: Monitor, mode: Monitor['mode']): Step {
  if (before.mode === mode) return nothing(state)
  const monitor: Monitor = { ...before, mode, ears: before.ears + 1 }
  const next = replaced(state, monitor)
  if (before.answeredAt === null) return { state: next, effects: [] }
  const former = placeOf(state, before)
  return {
    state: next,
    effects: [
      {
        ...join(state, monitor),
        ...(former.earId ? { leaveEarId: former.earId } : {}),
      },
      note(monitor, mode),
    ],
  }
}

function join(state: CallState, monitor: Monitor): Extract<CallEffect, { type: 'monitor-join' }> {
  return { type: 'monitor-join', ...placeOf(state, monitor), spiedLegId: monitor.agentLegId, whisper: monitor.mode === 'whisper' }
}

const note = ({ n, supervisorId }: Monitor, act: Monitor['mode'] | 'end', reason?: MonitorEnd): CallEffect => ({
  type: 'monitor-noted',
  n,
  supervisorId,
  act,
  ...(reason ? { reason } : {}),
})

function finish(state: CallState, over: readonly Monitor[], reason: MonitorEnd): Step {
  const effects = over.flatMap((monitor): CallEffect[] => [
    {
      type: 'monitor-end',
      legId: monitorLegId(state.callId, monitor.n),
      earId: placeOf(state, monitor).earId,
      bridgeId: monitorBridgeId(state.callId, monitor.n),
    },
    ...(monitor.answeredAt === null ? [] : [note(monitor, 'end', reason)]),
  ])
  // His telephone is free for callers again. The end of the call tells that by itself, and who hung up then had not lost his agent.
  const free: CallEffect[] = state.phase === 'ended' ? [] : [{ type: 'queue-changed' }]
  return { state: { ...state, monitors: monitorsOf(state).filter((one) => !over.includes(one)) }, effects: [...effects, ...free] }
}

const replaced = (state: CallState, monitor: Monitor): CallState => ({
  ...state,
  monitors: monitorsOf(state).map((one) => (one.n === monitor.n ? monitor : one)),
})

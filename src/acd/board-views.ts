// What goes on now, as a supervisor's board shows it. Pure.
import { type Monitor, monitorsOf } from '../calls/monitor-rules.ts'
import { outsideNumber } from '../calls/outbound-rules.ts'
import { openPause } from '../calls/recording-rules.ts'
import { isOffered } from '../calls/reducer-booking.ts'
import { movesOf } from '../calls/reducer-queue.ts'
import type { CallState } from '../calls/state.ts'
import type { BoardAgent, BoardCall, BoardState } from '../contract/board.ts'
import type { Agent } from './agent-rules.ts'
import { marksOf, noMarks } from './queue-marks.ts'
import { inQueueOrder } from './routing.ts'
import { branchOf } from './views.ts'

export interface BoardLook {
  now: number
  telephony: boolean
  wrapupMs: number
  /** Those that have not ended. */
  calls: readonly CallState[]
  agents: readonly Agent[]
  reachable: (agentId: string) => boolean
  nameOf: (callId: string) => string | null
}

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** Made once: comparing by a locale of its own each time costs more than all the rest of a board. */
const byName = new Intl.Collator('vi')
/** The caller is nobody's any more, and his call is not over. */
const leavingPhases: Partial<Record<CallState['phase'], 'rating' | 'message' | 'closed'>> = { rating: 'rating', message: 'message', 'closed-notice': 'closed' }

/** The whole board; for the `wall` without anything about callers. */
export function viewBoard(look: BoardLook, wall: boolean): Omit<BoardState, 'seq'> {
  const { calls, agents } = look
  /** In the hands of the dialplan a call does not say itself whether somebody talks; his state does. */
  const talkers = new Map(agents.flatMap((agent) => (agent.state === 'on-call' && agent.callId ? [[agent.callId, agent.agentId] as const] : [])))
  const isTalking = (call: CallState) =>
    (call.phase === 'dialing' && !isOffered(call)) ||
    call.phase === 'talking' ||
    call.phase === 'held' ||
    (call.phase === 'fallback' && talkers.has(call.callId))
  const isRung = (call: CallState) => call.phase === 'ringing' || isOffered(call)
  const isWaiting = (call: CallState) =>
    call.phase === 'queued' || call.phase === 'booked' || isRung(call) || (call.phase === 'fallback' && !talkers.has(call.callId))
  const show = (call: CallState): BoardCall => {
    const talking = isTalking(call)
    const leaves = leavingPhases[call.phase]
    const outside = outsideNumber(call.leg?.agentId)
    // A citizen who was called back and lost his operator is on the line.
    const place = call.phase === 'booked' || isOffered(call) ? call.booking : undefined
    const since = talking
      ? (call.leg?.answeredAt ?? call.firstAnsweredAt ?? call.arrivedAt)
      : (call.survey?.askedAt ?? place?.since ?? call.backSince ?? call.queuedAt ?? call.arrivedAt)
    return {
      callId: call.callId,
      number: wall ? null : (call.callerNumber ?? (call.callerRaw || null)),
      name: wall ? null : look.nameOf(call.callId),
      status: leaves ?? statusOf(call, talking),
      since: iso(since),
      heldSince: isoOrNull(call.heldSince),
      recordingPausedSince: isoOrNull(openPause(call)?.from ?? null),
      agentId: outside ? null : (call.leg?.agentId ?? talkers.get(call.callId) ?? (leaves === 'rating' ? call.lastAgentId : null)),
      outside: wall ? null : outside,
      direction: call.direction ?? 'in',
      booked: place ? { attempts: place.attempts, last: place.last, dueAt: place.dueAt === null ? null : iso(place.dueAt) } : null,
      returned: !talking && !leaves && call.firstAnsweredAt !== null,
      branch: wall ? null : branchOf(call),
      moves: movesOf(call),
      movedBy: wall || !call.moved ? null : nameIn(agents, call.moved.by),
      ...(wall || talking ? noMarks : marksOf(call, (agentId) => nameIn(agents, agentId) || null)),
      monitors: wall ? [] : monitorsOf(call).map((monitor) => viewMonitor(monitor, agents)),
    }
  }
  const waiting = calls.filter(isWaiting).map((call) => ({ ...call, queuedAt: call.queuedAt ?? call.arrivedAt }))
  const [ringing, queued] = [waiting.filter(isRung), waiting.filter((call) => !isRung(call))]
  return {
    serverTime: iso(look.now),
    telephony: look.telephony,
    wrapupSeconds: look.wrapupMs / 1000,
    greeting: calls.filter((call) => call.phase === 'greeting' || call.phase === 'menu').length,
    waiting: [...inQueueOrder(ringing), ...inQueueOrder(queued)].map(show),
    calls: calls
      .filter(isTalking)
      .map(show)
      .sort((a, b) => (a.since < b.since ? -1 : 1)),
    leaving: calls
      .filter(({ phase }) => leavingPhases[phase] !== undefined)
      .map(show)
      .sort((a, b) => (a.since < b.since ? -1 : 1)),
    agents: agents.map((agent) => viewBoardAgent(agent, look.reachable(agent.agentId))).sort((a, b) => byName.compare(a.name, b.name)),
  }
}

const nameIn = (agents: readonly Agent[], personId: string): string => agents.find(({ agentId }) => agentId === personId)?.name ?? ''

function viewMonitor({ supervisorId, mode, answeredAt }: Monitor, agents: readonly Agent[]): BoardCall['monitors'][number] {
  return { supervisorId, name: nameIn(agents, supervisorId), mode, since: answeredAt === null ? null : iso(answeredAt) }
}

function statusOf(call: CallState, talking: boolean): BoardCall['status'] {
  if (call.phase === 'fallback') return talking ? 'talking' : 'fallback'
  if (isOffered(call)) return 'ringing'
  if (call.phase === 'booked' || call.phase === 'dialing' || call.phase === 'talking' || call.phase === 'held' || call.phase === 'ringing') return call.phase
  return 'queued'
}

function viewBoardAgent(agent: Agent, phoneReachable: boolean): BoardAgent {
  return {
    agentId: agent.agentId,
    name: agent.name,
    state: agent.state,
    pauseReason: agent.pauseReason,
    since: iso(agent.since),
    dueAt: agent.dueAt === null ? null : iso(agent.dueAt),
    callId: agent.callId,
    phoneReachable,
    next: agent.after?.state ?? null,
    setBy: agent.setBy?.name ?? null,
  }
}

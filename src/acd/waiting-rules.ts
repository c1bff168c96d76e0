// Whom a limit of the queue sends away, and who is told now where he stands. Pure.
import { compareRank, isAtHead, waitingSince } from '../calls/rank-rules.ts'
import type { CallState } from '../calls/state.ts'
import { estimatedMs, spokenMinutes } from './wait-estimate-rules.ts'

/** How soon after he came into the queue a caller is first told, ms: whoever is served at once hears nothing of it. */
export const FIRST_MS = 5000
/** Of those who are due together so many are told in one look; the next look comes this much later. */
export const TOLD_AT_ONCE = 5
export const NEXT_LOOK_MS = 100
/** While other words are being said he is looked at again so much later. */
const SPEAKING_MS = 1000

/** Still for the first time on his way to an agent. */
const isNew = (call: CallState): boolean => call.firstAnsweredAt === null && (call.phase === 'queued' || call.phase === 'ringing' || call.phase === 'fallback')

/**
 * Who came when as many waited already as his settings allow. Those before him only become fewer: who was let in is never
 * sent away later. Who has talked already, or was moved, is no newcomer and takes nobody's place.
 */
export function comersBeyond(calls: readonly CallState[]): string[] {
  if (!calls.some(({ service }) => (service?.waiting.mostCallers ?? 0) > 0)) return []
  const queuedAt = (call: CallState) => call.queuedAt ?? call.arrivedAt
  const waiting = calls.filter(isNew).sort((a, b) => queuedAt(a) - queuedAt(b) || (a.callId < b.callId ? -1 : 1))
  return waiting.flatMap((call, before) => {
    const most = call.service?.waiting.mostCallers ?? 0
    return call.phase === 'queued' && most > 0 && before >= most && !isAtHead(call) ? [call.callId] : []
  })
}

export interface Announcement {
  callId: string
  n: number
  position: number | null
  estimateMinutes: number | null
}

export interface AnnouncementLook {
  calls: readonly CallState[]
  /** Those who take calls now: ready, rung, talking or writing up. */
  agents: number
  /** Null while it is not stable. */
  meanHandlingMs: number | null
  now: number
}

/** When this caller is to be told next, ms; null: never. */
export function tellAt(call: CallState): number | null {
  const every = call.service?.waiting.announceEverySeconds ?? 0
  if (call.phase !== 'queued' || every === 0 || call.callbackOffer?.stage === 'confirming') return null
  const said = call.announced?.at
  const since = waitingSince(call)
  return said !== undefined && said >= since ? said + every * 1000 : since + FIRST_MS
}

/** Who is told what now, and when to look again as long as nobody has been told; null while nobody who waits is to be told anything. */
export function announcements({ calls, agents, meanHandlingMs, now }: AnnouncementLook): { due: Announcement[]; again: number | null } {
  let again = Number.POSITIVE_INFINITY
  const dueCalls: { call: CallState; at: number }[] = []
  for (const call of calls) {
    const at = tellAt(call)
    if (at === null) continue
    if (at > now) again = Math.min(again, at)
    else if (call.prompt !== null) again = Math.min(again, now + SPEAKING_MS)
    else dueCalls.push({ call, at })
  }
  if (dueCalls.length > 0) again = now + NEXT_LOOK_MS
  // Who has waited longest for it hears it first.
  const told = dueCalls.sort((a, b) => a.at - b.at).slice(0, TOLD_AT_ONCE)
  const due = told.map(({ call }) => announcementFor(call, calls, agents, meanHandlingMs, now))
  return { due, again: again === Number.POSITIVE_INFINITY ? null : again }
}

function announcementFor(call: CallState, calls: readonly CallState[], agents: number, meanHandlingMs: number | null, now: number): Announcement {
  const place = positionOf(call, calls)
  const { position, estimate } = call.service?.waiting ?? { position: false, estimate: false }
  const minutes = estimate ? spokenMinutes(estimatedMs(place, agents, meanHandlingMs), place, call.announced, now) : null
  return { callId: call.callId, n: (call.announced?.n ?? 0) + 1, position: position ? place : null, estimateMinutes: minutes }
}

/** 1 is next: how many who wait stand before him, to be called back or on the line, and himself. */
export function positionOf(call: CallState, calls: readonly CallState[]): number {
  const ranked = (one: CallState) => ({ callId: one.callId, rank: one.rank, queuedAt: one.queuedAt ?? one.arrivedAt })
  const own = ranked(call)
  let place = 1
  for (const other of calls)
    if ((other.phase === 'queued' || other.phase === 'booked') && other.callId !== call.callId && compareRank(ranked(other), own) < 0) place += 1
  return place
}

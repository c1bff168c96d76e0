// What a recording holds besides sound: where it was paused, and who had the call when. Pure.
import type { CallState } from './state.ts'

/** resumed: at the press of a button. talk-over: the call ended, or the talk with this operator did. refused: Asterisk would not (any more). */
export type RecordingPauseEnd = 'resumed' | 'talk-over' | 'refused'

/** One stretch of silence that was asked for. Times are ms since the epoch. */
export interface RecordingPause {
  /** Counts within the call. */
  n: number
  /** The operator who asked for it, and his leg: the pause ends with that. */
  by: string
  legId: string
  from: number
  /** Null while it goes on. */
  to: number | null
  end: RecordingPauseEnd | null
}

/** The pause that goes on; null while everything is recorded. */
export function openPause(call: Pick<CallState, 'recordingPauses'>): RecordingPause | null {
  const last = call.recordingPauses?.at(-1)
  return last && last.to === null ? last : null
}

/** Was the last pause refused, so that whoever asked for it must be told? */
export const pauseWasRefused = (call: Pick<CallState, 'recordingPauses'>): boolean => call.recordingPauses?.at(-1)?.end === 'refused'

/**
 * Who is heard in a stretch of a call. greeting: the greeting, the hotline's hours, or last words. queue: music. talk: caller and operator. hold:
 * music, the operator keeps the call. consult: music, two operators talk unrecorded. conference: all three. rating: the question
 * after the talk. elsewhere: the dialplan has the caller.
 */
export type SegmentKind = 'greeting' | 'queue' | 'talk' | 'hold' | 'consult' | 'conference' | 'rating' | 'elsewhere' | 'over'

export interface SegmentMark {
  kind: SegmentKind
  /** The operator who has the call, and the one beside him. */
  agentId: string | null
  secondId: string | null
}

/** What begins, or goes on, with this state of the call. */
export function segmentOf(call: CallState): SegmentMark {
  const nobody = { agentId: null, secondId: null }
  const agentId = call.leg?.agentId ?? null
  const second = call.consult?.answeredAt ? call.consult.agentId : null
  switch (call.phase) {
    case 'greeting':
    case 'menu':
    case 'closed-notice':
    case 'goodbye':
      return { kind: 'greeting', ...nobody }
    case 'queued':
    case 'ringing':
      return { kind: 'queue', ...nobody }
    case 'talking':
      return { kind: second ? 'conference' : 'talk', agentId, secondId: second }
    case 'held':
      return { kind: second ? 'consult' : 'hold', agentId, secondId: second }
    case 'rating':
      return { kind: 'rating', ...nobody }
    case 'message':
    case 'fallback':
      return { kind: 'elsewhere', ...nobody }
    case 'ended':
      return { kind: 'over', ...nobody }
  }
}

const same = (one: SegmentMark, other: SegmentMark): boolean => one.kind === other.kind && one.agentId === other.agentId && one.secondId === other.secondId

/** Of marks in their order those that begin something new. */
export function changesOf<T extends SegmentMark>(marks: readonly T[]): T[] {
  return marks.filter((mark, i) => {
    const before = marks[i - 1]
    return !before || !same(before, mark)
  })
}

/** A stretch of a recording, in ms from its beginning. */
export interface Segment extends SegmentMark {
  fromMs: number
  toMs: number
}

/**
 * The stretches of a recording that began at `startedAt` and is `lengthMs` long, from the marks of its call in their order. What was
 * before the recorder ran, or is shorter than can be heard, is left out.
 */
export function segmentsOf(marks: readonly (SegmentMark & { at: number })[], startedAt: number, lengthMs: number): Segment[] {
  const changes = changesOf(marks)
  const within = (at: number) => Math.min(lengthMs, Math.max(0, at - startedAt))
  return changes.flatMap(({ kind, agentId, secondId, at }, i) => {
    const next = changes[i + 1]
    const [fromMs, toMs] = [within(at), next ? within(next.at) : lengthMs]
    return kind === 'over' || toMs - fromMs < SHORTEST_MS ? [] : [{ kind, agentId, secondId, fromMs, toMs }]
  })
}

/** Shorter than a syllable. */
const SHORTEST_MS = 100

/** Asterisk refuses at once what it refuses; what ends so later was silent until then, ms. */
const REFUSED_WITHIN_MS = 2000

/** A pause as a stretch of the recording; null where nothing of it is in the file. One that nobody ended lasts to the end. */
export function pausedStretch(
  pause: { from: number; to: number | null; end?: string | null },
  startedAt: number,
  lengthMs: number,
): { fromMs: number; toMs: number } | null {
  if (pause.end === 'refused' && pause.to !== null && pause.to - pause.from < REFUSED_WITHIN_MS) return null
  const within = (at: number) => Math.min(lengthMs, Math.max(0, at - startedAt))
  const [fromMs, toMs] = [within(pause.from), pause.to === null ? lengthMs : within(pause.to)]
  return toMs > fromMs ? { fromMs, toMs } : null
}

// What the bench says to its load processes and what they answer; all times are of the machine's one monotonic clock.

/** Milliseconds of CLOCK_MONOTONIC: the same for every process of this machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6

export interface LoadPlan {
  /** What the callers dial: the hotline, or the peer's number. */
  dial: string
  calls: number
  perSecond: number
  /** No new caller while so many are up. */
  atMost: number
  /** From the ring to the operator's answer, and from there to the caller's hanging up. */
  answerAfterMs: number
  talkMs: number
}

/** What became of one call, seen from its two telephones. */
export interface CallSample {
  caller: string
  invitedAt: number
  rangAt: number | null
  talkedAt: number | null
  endedAt: number | null
  /** Why it failed; null when it rang, was answered and ended as it should. */
  failure: string | null
}

/** What one desk was told about the caller at its telephone. */
export interface DeskSample {
  caller: string
  poppedAt: number
  /** When the ticket with what is known of the caller was there; the pop may bring it, or the event after it. */
  filledAt: number | null
}

export type ToTelephones = { type: 'run'; plan: LoadPlan } | { type: 'end' }
export type FromTelephones = { type: 'ready'; port: number } | { type: 'done'; samples: CallSample[] }
export type ToDesks = { type: 'open'; baseUrl: string; cookies: string[] } | { type: 'take' } | { type: 'end' }
export type FromDesks = { type: 'opened' } | { type: 'taken'; samples: DeskSample[] } | { type: 'failed'; reason: string }
export type ToMedia = { type: 'start'; slot: number; host: string; port: number } | { type: 'stop'; slot: number }
export type ToBoards = { type: 'open'; baseUrl: string; bareUrl: string; cookies: string[] } | { type: 'take' } | { type: 'end' }
export type FromBoards =
  | { type: 'opened' }
  | { type: 'taken'; seen: Record<string, number>[]; bytes: number[]; missed: number; waiting: number[] }
  | { type: 'failed'; reason: string }

// What no call has at its beginning, whoever began it. Part of the reducer.
import type { CallState } from './state.ts'

/** Nobody has been rung, nothing said, talked or recorded; not asked for a rating or a message unless the call says so. */
export const nothingYet = {
  queuedAt: null,
  leg: null,
  legCount: 0,
  passedBy: {},
  firstAnsweredAt: null,
  lastAgentId: null,
  heldSince: null,
  talkMs: 0,
  holdMs: 0,
  stretchSince: null,
  prompt: null,
  takesMessages: false,
  rates: false,
  survey: null,
  rating: null,
  recordingStartedAt: null,
  recordingMs: null,
  recordingBytes: null,
  recordingSha256: null,
  endedAt: null,
  outcome: null,
} as const satisfies Partial<CallState>

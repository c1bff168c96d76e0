// Reads a platform's journal and decides every call again: the same events must give the same effects.
import path from 'node:path'
import { decideAgain } from '../../src/calls/redecide-rules.ts'
import { journaledCalls } from '../../src/calls/replay.ts'
import type { CallEffect } from '../../src/calls/state.ts'

export interface ReplayedStep {
  callId: string
  event: string
  decided: readonly CallEffect[]
  again: readonly CallEffect[] | null
}

/** Every step of every call in `dataDir`, with the effects as they were decided then and as they are decided now. */
export function replayJournal(dataDir: string): ReplayedStep[] {
  return [...journaledCalls(path.join(dataDir, 'journal'))].flatMap(([callId, steps]) =>
    decideAgain(steps).steps.map(({ step, again }) => ({ callId, event: step.event.type, decided: step.effects, again })),
  )
}

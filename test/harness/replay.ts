// Reads a platform's journal and decides every call again: the same events must give the same effects.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { CallStepRecord } from '../../src/calls/controller.ts'
import type { JournalRecord } from '../../src/calls/journal.ts'
import { reduce } from '../../src/calls/reducer.ts'
import type { CallEffect, CallState } from '../../src/calls/state.ts'

export interface ReplayedStep {
  callId: string
  event: string
  decided: readonly CallEffect[]
  again: readonly CallEffect[]
}

/** Every step of every call in `dataDir`, with the effects as they were decided then and as they are decided now. */
export function replayJournal(dataDir: string): ReplayedStep[] {
  const folder = path.join(dataDir, 'journal')
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line.slice(line.indexOf(' ') + 1)) as JournalRecord)
  const states = new Map<string, CallState>()
  return records
    .filter((record) => record.kind === 'call')
    .map((record) => {
      const { event, effects } = record.body as CallStepRecord
      const step = reduce(states.get(record.subject) ?? null, event, record.at)
      states.set(record.subject, step.state)
      return { callId: record.subject, event: event.type, decided: effects, again: step.effects }
    })
}

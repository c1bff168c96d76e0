// The reducer and the journal alone: how many steps a second, beside writing the same bytes with nothing around it.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type JournalRecord, openJournal } from '../../src/calls/journal.ts'
import { lineOf } from '../../src/calls/journal-files.ts'
import { reduce } from '../../src/calls/reducer.ts'
import { type CallEvent, type CallState, legIdOf } from '../../src/calls/state.ts'
import { median, round, tell } from '../figures.ts'

const CALLS = 2000
const START = Date.UTC(2026, 0, 5, 1, 0, 0)

/** An ordinary call: recorded, offered, answered, hung up, measured. */
function eventsOf(callId: string): CallEvent[] {
  const agentId = '00000000-0000-4000-8000-0000000000a9'
  return [
    {
      type: 'arrived',
      ...{ callId, ticketId: callId, recordingId: callId, serverId: 'asterisk-1', channelId: callId },
      ...{ callerNumber: '+84900000014', callerRaw: '0900000014', callerDisplay: '', hotlineNumber: '1022', open: true, greeting: false },
    },
    { type: 'recording-started' },
    { type: 'agent-chosen', agentId, ringMs: 20_000 },
    { type: 'leg-answered', legId: legIdOf(callId, 1) },
    { type: 'caller-gone', cause: 16 },
    { type: 'recording-finished', durationMs: 60_000, bytes: 960_044, sha256: 'a'.repeat(64) },
  ]
}

/** Steps a second of `step`, which is given every event of every call. */
function perSecond(step: (callId: string, event: CallEvent, at: number) => void): number {
  let steps = 0
  const began = performance.now()
  for (let call = 0; call < CALLS; call += 1) {
    const callId = `00000000-0000-4000-8000-${String(call).padStart(12, '0')}`
    for (const event of eventsOf(callId)) step(callId, event, START + steps++)
  }
  return (steps * 1000) / (performance.now() - began)
}

/** Turn by turn: reducer alone, reducer and journal, the same lines written bare. */
export function journalAndReducer(runs: number): void {
  const ratios: number[] = []
  for (let run = 1; run <= runs; run += 1) {
    const folder = mkdtempSync(path.join(tmpdir(), 'h1022-bench-'))
    try {
      const decided = new Map<string, CallState>()
      const reducer = perSecond((callId, event, at) => void decided.set(callId, reduce(decided.get(callId) ?? null, event, at).state))
      const states = new Map<string, CallState>()
      const journal = openJournal(path.join(folder, 'journal'))
      const written: JournalRecord[] = []
      const ours = perSecond((callId, event, at) => {
        const { state, effects } = reduce(states.get(callId) ?? null, event, at)
        states.set(callId, state)
        written.push(journal.append('call', callId, at, { seq: 1, event, effects, state }))
      })
      journal.close()
      const lines = written.map(lineOf)
      const file = openSync(path.join(folder, 'bare'), 'w')
      const began = performance.now()
      for (const line of lines) writeSync(file, line)
      const bare = (lines.length * 1000) / (performance.now() - began)
      closeSync(file)
      const ratio = round(bare / ours)
      ratios.push(ratio)
      tell({
        bench: 'journal',
        run,
        peer: 'fs.writeSync',
        unit: 'steps/s',
        reducer: Math.round(reducer),
        ours: Math.round(ours),
        theirs: Math.round(bare),
        ratio,
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  tell({ bench: 'journal', median: { ratio: round(median(ratios)) } })
}

// Finds what is known of a call: its steps in the local journal and in PostgreSQL, either of which may be missing.
import { existsSync } from 'node:fs'
import type { Database } from '../platform/database/client.ts'
import type { CallStepRecord } from './controller.ts'
import type { JournalRecord } from './journal.ts'
import { readCheckpoint, readJournal } from './journal-files.ts'
import type { RecordedStep } from './redecide-rules.ts'
import { type CallFacts, factsOf } from './story-rules.ts'

/** Every whole record in a journal's folder, oldest first, with what the checkpoint kept of calls begun before; it may be in use. */
export function recordsIn(folder: string): JournalRecord[] {
  if (!existsSync(folder)) return []
  const records = [...readCheckpoint(folder), ...readJournal(folder)]
  return [...new Map(records.map((record) => [record.seq, record])).values()].sort((a, b) => a.seq - b.seq)
}

/** The steps of every call in the journal, by call. */
export function journaledCalls(folder: string): Map<string, RecordedStep[]> {
  const calls = new Map<string, RecordedStep[]>()
  for (const { kind, subject, at, body } of recordsIn(folder)) {
    if (kind !== 'call') continue
    const { seq, event, effects, state } = body as CallStepRecord
    const steps = calls.get(subject) ?? []
    calls.set(subject, [...steps, { seq, at, event, effects, state }])
  }
  return calls
}

/** Joins steps from both places; one that stands in both is taken from the journal, which holds its state as well. */
export function joinSteps(journaled: readonly RecordedStep[], stored: readonly RecordedStep[]): RecordedStep[] {
  const bySeq = new Map([...stored, ...journaled].map((step) => [step.seq, step]))
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** What PostgreSQL holds of one call. */
export async function storedCall(db: Database, callId: string): Promise<{ facts: CallFacts | null; steps: RecordedStep[] }> {
  const row = await db.call.findUnique({ where: { id: callId }, include: { events: { orderBy: { seq: 'asc' } } } })
  if (!row) return { facts: null, steps: [] }
  const steps = row.events.map(({ seq, at, event, effects }) => ({
    seq,
    at: at.getTime(),
    // Only the writer fills these columns, with values of exactly these types.
    event: event as unknown as RecordedStep['event'],
    effects: effects as unknown as RecordedStep['effects'],
  }))
  return { facts: factsOfRow(row), steps }
}

/** The newest calls in PostgreSQL. */
export async function storedCalls(db: Database, limit: number): Promise<CallFacts[]> {
  const rows = await db.call.findMany({ orderBy: { arrivedAt: 'desc' }, take: limit })
  return rows.map(factsOfRow)
}

/** The calls of the journal, each as it stood at its last step. */
export function journaledFacts(calls: ReadonlyMap<string, readonly RecordedStep[]>): CallFacts[] {
  return [...calls.values()].flatMap((steps) => {
    const state = steps.at(-1)?.state
    return state ? [factsOf(state)] : []
  })
}

interface CallRow {
  id: string
  ticketId: string | null
  callerNumber: string | null
  hotlineNumber: string
  arrivedAt: Date
  answeredAt: Date | null
  endedAt: Date | null
  outcome: string | null
  agentId: string | null
  talkMs: number
  holdMs: number
  servedBy: string
}

function factsOfRow(row: CallRow): CallFacts {
  const { id: callId, ticketId, callerNumber, hotlineNumber, outcome, agentId, talkMs, holdMs, servedBy } = row
  return {
    callId,
    ticketId,
    callerNumber,
    hotlineNumber,
    arrivedAt: row.arrivedAt.getTime(),
    answeredAt: row.answeredAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    outcome,
    agentId,
    talkMs,
    holdMs,
    servedBy,
  }
}

// What was going on before this controller: from its own journal, and from the database when it can be asked.
import type { Logger } from 'winston'
import type { AgentIntervalRecord } from '../acd/agents.ts'
import type { Database } from '../platform/database/client.ts'
import { openIntervals } from './agent-intervals.ts'
import type { CallStepRecord, KnownCall } from './controller.ts'
import type { Journal, JournalRecord } from './journal.ts'
import { mergeKnown } from './recovery-rules.ts'
import type { CallState } from './state.ts'

export interface Recovered {
  calls: KnownCall[]
  agents: AgentIntervalRecord[]
}

/** How long the database is waited for: a caller on hold hears every second of it. */
const DATABASE_LIMIT_MS = 2000

/**
 * Is the subject of this record still going on after it? An ended call is, until its recording has been measured. What an
 * older version wrote in another shape is not: it must not keep the new one from starting.
 */
export function isGoingOn(record: JournalRecord): boolean {
  if (record.kind === 'agent') {
    const { agent } = record.body as Partial<AgentIntervalRecord>
    return agent !== undefined && agent.state !== 'offline'
  }
  if (record.kind !== 'call') return false
  const { state } = record.body as Partial<CallStepRecord>
  if (!state) return false
  return state.phase !== 'ended' || (state.recordingStartedAt !== null && state.recordingMs === null)
}

/** What must survive when the journal has to be made small: everything but the steps between of a call. */
export function isLasting(record: JournalRecord): boolean {
  return record.kind !== 'call' || (record.body as CallStepRecord).effects.some((effect) => effect.type === 'open-draft' || effect.type === 'monitor-noted')
}

/** Reads both; never rejects. */
export async function recover(deps: { journal: Journal; db: Database; logger: Logger }): Promise<Recovered> {
  const open = deps.journal.open()
  const calls: KnownCall[] = open
    .filter((record) => record.kind === 'call')
    .map((record) => {
      const { seq, state } = record.body as CallStepRecord
      return { seq, state }
    })
  const agents = open.filter((record) => record.kind === 'agent').map((record) => record.body as AgentIntervalRecord)
  const database = readDatabase(deps.db, calls)
  const limit = new Promise<null>((resolve) => setTimeout(() => resolve(null), DATABASE_LIMIT_MS).unref())
  const found = await Promise.race([database, limit]).catch(() => null)
  if (!found) deps.logger.warn('database away: going on with the local journal alone', { calls: calls.length, agents: agents.length })
  const merged = mergeKnown(calls, found?.rows ?? null)
  deps.logger.info('taking over', { calls: merged.filter(({ state }) => state.phase !== 'ended').length, agents: agents.length })
  return { calls: merged, agents: [...agents, ...(found?.agents ?? [])] }
}

async function readDatabase(db: Database, known: readonly KnownCall[]) {
  const [rows, agents] = await Promise.all([
    db.call.findMany({
      where: { OR: [{ endedAt: null }, { id: { in: known.map(({ state }) => state.callId) } }] },
      select: { id: true, lastSeq: true, endedAt: true, state: true },
    }),
    openIntervals(db),
  ])
  return { rows: rows.map((row) => ({ ...row, state: row.state as unknown as CallState | null })), agents }
}

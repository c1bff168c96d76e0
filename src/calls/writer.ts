// Drains the journal into PostgreSQL. Idempotent: the cursor moves in the transaction that writes, and each write can
// be repeated. With PostgreSQL away it waits and goes on; the calls never notice.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'winston'
import type { AgentIntervalRecord } from '../acd/agents.ts'
import type { Database } from '../platform/database/client.ts'
import type { CallStepRecord } from './controller.ts'
import type { FallbackRecord } from './fallback-calls.ts'
import { draftOfFallback, writeFallback } from './fallback-writer.ts'
import type { Journal, JournalRecord } from './journal.ts'
import { recordingName } from './state.ts'

export interface JournalWriter {
  start(): void
  /** Drains what is there, once, and stops; throws when the database does not take it. */
  stop(): Promise<void>
  drain(): Promise<void>
  behind(): number
}

type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0]

interface Deps {
  journal: Journal
  folder: string
  db: Database
  logger: Logger
  /** The ticket of a call is opened before the call that points to it; see tickets/drafts.ts. */
  openDraft: (call: CallStepRecord['state']) => Promise<void>
  /** The same for a call the dialplan served alone. */
  openFallbackDraft: (draft: NonNullable<ReturnType<typeof draftOfFallback>>) => Promise<void>
  pollMs?: number
}

const BATCH = 200

/** Makes the writer of one journal folder. */
export function createJournalWriter(deps: Deps): JournalWriter {
  const journalId = identityOf(deps.folder)
  let cursor: number | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let failing = false

  const drainOnce = async (): Promise<void> => {
    cursor ??= Number((await deps.db.journalCursor.findUnique({ where: { journalId } }))?.seq ?? 0)
    for (;;) {
      const batch = deps.journal.after(cursor, BATCH)
      const last = batch.at(-1)
      if (!last) return
      for (const record of batch) {
        if (opensDraft(record)) await deps.openDraft((record.body as CallStepRecord).state)
        const draft = record.kind === 'fallback' ? draftOfFallback(record.body as FallbackRecord) : null
        if (draft) await deps.openFallbackDraft(draft)
      }
      await deps.db.$transaction(
        async (tx) => {
          for (const record of batch) await writeRecord(tx, record)
          await tx.journalCursor.upsert({ where: { journalId }, create: { journalId, seq: last.seq }, update: { seq: last.seq } })
        },
        { timeout: 30_000, maxWait: 10_000 },
      )
      cursor = last.seq
      deps.journal.drained(cursor)
    }
  }
  const drain = () => {
    running = running.then(drainOnce, drainOnce)
    return running
  }
  const loop = async () => {
    try {
      await drain()
      if (failing) deps.logger.info('journal drained again', { behind: 0 })
      failing = false
    } catch (error) {
      if (!failing) deps.logger.error('journal waits for the database', { reason: error instanceof Error ? error.message.slice(0, 300) : String(error) })
      failing = true
    }
    if (!stopped) timer = setTimeout(() => void loop(), failing ? 1000 : (deps.pollMs ?? 100))
  }
  return {
    start: () => void loop(),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await drain()
    },
    drain,
    behind: () => deps.journal.lastSeq() - (cursor ?? 0),
  }
}

/** A journal folder is known by an id of its own, so that a fresh folder never meets an old cursor. */
function identityOf(folder: string): string {
  const file = path.join(folder, 'id')
  if (!existsSync(file)) writeFileSync(file, randomUUID(), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

const opensDraft = (record: JournalRecord): boolean =>
  record.kind === 'call' && (record.body as CallStepRecord).effects.some((effect) => effect.type === 'open-draft')

async function writeRecord(tx: Transaction, record: JournalRecord): Promise<void> {
  if (record.kind === 'call') await writeCall(tx, record.at, record.body as CallStepRecord)
  else if (record.kind === 'agent') await writeInterval(tx, record.body as AgentIntervalRecord)
  else if (record.kind === 'fallback') await writeFallback(tx, record.body as FallbackRecord)
}

const time = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

async function writeCall(tx: Transaction, at: number, body: CallStepRecord): Promise<void> {
  const { state } = body
  const row = {
    queuedAt: time(state.queuedAt),
    answeredAt: time(state.firstAnsweredAt),
    endedAt: time(state.endedAt),
    outcome: state.outcome,
    agentId: state.lastAgentId,
    talkMs: state.talkMs,
    holdMs: state.holdMs,
  }
  const hasTicket = body.seq > 1 ? undefined : body.effects.some((effect) => effect.type === 'open-draft')
  await tx.call.upsert({
    where: { id: state.callId },
    create: {
      id: state.callId,
      serverId: state.serverId,
      channelId: state.channelId,
      callerNumber: state.callerNumber,
      callerRaw: state.callerRaw,
      callerDisplay: state.callerDisplay,
      hotlineNumber: state.hotlineNumber,
      arrivedAt: new Date(state.arrivedAt),
      ticketId: hasTicket ? state.ticketId : null,
      ...row,
    },
    update: row,
  })
  await tx.callEvent.createMany({
    data: [{ callId: state.callId, seq: body.seq, at: new Date(at), type: body.event.type, event: json(body.event), effects: json(body.effects) }],
    skipDuplicates: true,
  })
  if (state.recordingStartedAt === null) return
  const recording = {
    endedAt: state.recordingMs === null ? null : time(state.endedAt),
    durationMs: state.recordingMs,
    bytes: state.recordingBytes,
    sha256: state.recordingSha256,
  }
  await tx.recording.upsert({
    where: { id: state.recordingId },
    create: {
      id: state.recordingId,
      callId: state.callId,
      path: `${recordingName(state.recordingId, state.arrivedAt)}.wav`,
      startedAt: new Date(state.recordingStartedAt),
      ...recording,
    },
    update: recording,
  })
}

async function writeInterval(tx: Transaction, record: AgentIntervalRecord): Promise<void> {
  if (await tx.agentInterval.findUnique({ where: { id: record.intervalId }, select: { id: true } })) return
  const startedAt = new Date(record.startedAt)
  await tx.agentInterval.updateMany({ where: { agentId: record.agentId, endedAt: null }, data: { endedAt: startedAt } })
  await tx.agentInterval.create({
    data: { id: record.intervalId, agentId: record.agentId, state: record.state, pauseReason: record.pauseReason, startedAt, callId: record.callId },
  })
}

/** What came from our own types is plain JSON. */
const json = (value: unknown) => JSON.parse(JSON.stringify(value))

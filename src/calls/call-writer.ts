// Writes one step of a call into PostgreSQL: the call's row, the event, the recording. Each write may be repeated, and an
// older step never overwrites a newer one.
import { Prisma, type Transaction } from '../platform/database/client.ts'
import { openCallback } from './callbacks-writer.ts'
import type { CallStepRecord } from './controller.ts'
import type { JournalRecord } from './journal.ts'
import { type CallState, recordingName } from './state.ts'

const time = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
/** What came from our own types is plain JSON. */
const json = (value: unknown) => JSON.parse(JSON.stringify(value))

/** The draft of a call is opened by its first step. */
export const opensDraft = (record: JournalRecord): boolean =>
  record.kind === 'call' && (record.body as CallStepRecord).effects.some((effect) => effect.type === 'open-draft')

/** Writes one step; answers whether a call-back task was opened. */
export async function writeCallStep(tx: Transaction, record: JournalRecord): Promise<boolean> {
  const body = record.body as CallStepRecord
  const { state } = body
  await writeRow(tx, body)
  await tx.callEvent.createMany({
    data: [{ callId: state.callId, seq: body.seq, at: new Date(record.at), type: body.event.type, event: json(body.event), effects: json(body.effects) }],
    skipDuplicates: true,
  })
  await writeRecording(tx, state)
  const cutOff = body.event.type === 'interrupted' && state.outcome === 'interrupted' && state.endedAt !== null
  if (!cutOff) return false
  const row = await tx.call.findUniqueOrThrow({ where: { id: state.callId }, select: { ticketId: true } })
  return openCallback(tx, {
    callId: state.callId,
    ticketId: row.ticketId,
    number: state.callerNumber,
    reason: 'interrupted',
    at: new Date(state.endedAt ?? record.at),
  })
}

async function writeRow(tx: Transaction, body: CallStepRecord): Promise<void> {
  const { state } = body
  const row = {
    queuedAt: time(state.queuedAt),
    answeredAt: time(state.firstAnsweredAt),
    endedAt: time(state.endedAt),
    outcome: state.outcome,
    agentId: state.lastAgentId,
    talkMs: state.talkMs,
    holdMs: state.holdMs,
    lastSeq: body.seq,
    state: state.phase === 'ended' ? Prisma.DbNull : json(state),
  }
  const update = () => tx.call.updateMany({ where: { id: state.callId, lastSeq: { lt: body.seq } }, data: row })
  if (body.seq > 1 && (await update()).count > 0) return
  const hasTicket = body.effects.some((effect) => effect.type === 'open-draft')
  const { count } = await tx.call.createMany({
    skipDuplicates: true,
    data: [
      {
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
    ],
  })
  // It was there already: written before, by us or by whoever had the call in between.
  if (count === 0 && body.seq === 1) await update()
}

async function writeRecording(tx: Transaction, state: CallState): Promise<void> {
  if (state.recordingStartedAt === null) return
  const recording = {
    endedAt: state.recordingMs === null ? null : time(state.endedAt),
    durationMs: state.recordingMs,
    bytes: state.recordingBytes,
    sha256: state.recordingSha256,
  }
  const { count } = await tx.recording.createMany({
    skipDuplicates: true,
    data: [
      {
        id: state.recordingId,
        callId: state.callId,
        path: `${recordingName(state.recordingId, state.arrivedAt)}.wav`,
        startedAt: new Date(state.recordingStartedAt),
        ...recording,
      },
    ],
  })
  // A measured recording is never made unmeasured by a step that came before the measuring.
  if (count === 0 && state.recordingMs !== null) await tx.recording.updateMany({ where: { id: state.recordingId }, data: recording })
}

// Writes a call the dialplan served alone into the database. Every write can be repeated.
import type { CallOutcome } from '../contract/values.ts'
import { Prisma, type Transaction } from '../platform/database/client.ts'
import { openCallback } from './callbacks-writer.ts'
import type { FallbackRecord } from './fallback-calls.ts'
import { callbackReasonOf, opensTicket } from './fallback-rules.ts'
import { calledAgain, type MissedDrafts, oneDraftPerDay } from './missed-calls.ts'
import { oweMissed } from './missed-rules.ts'

/** What the writer must open before the call can point to it; null when the call gets no ticket of its own. */
export function draftOfFallback({
  call,
  closed,
}: FallbackRecord): { ticketId: string; callId: string; arrivedAt: number; number: string | null; raw: string } | null {
  // Of a call whose end the controller noted it opened the draft, unless nobody was to have one: only a message makes it worth one.
  if (call.taken || (closed && call.outcome !== 'voicemail') || !opensTicket(call.outcome)) return null
  return { ticketId: call.ticketId, callId: call.callId, arrivedAt: call.arrivedAt, number: call.callerNumber, raw: call.callerRaw }
}

/** The call, its recordings and who must be called back. A call the controller took back only gets its recordings. */
export async function writeFallback(tx: Transaction, record: FallbackRecord, drafts: MissedDrafts): Promise<void> {
  const { call } = record
  const known = await tx.call.findUnique({ where: { id: call.callId }, select: { ticketId: true, servedBy: true, answeredAt: true, talkMs: true } })
  // The controller's own records come through the same journal and are there before this one.
  const owned = known !== null && (record.closed || (known.servedBy === 'controller' && (call.taken || !call.waited)))
  const outcome = outcomeOf(record, known)
  if (!owned) await writeCall(tx, record, outcome, known)
  else if (record.closed)
    await tx.call.update({
      where: { id: call.callId },
      data: { ...(call.sent ? {} : { servedBy: 'fallback' }), ticketId: known.ticketId ?? draftOfFallback(record)?.ticketId ?? null },
    })
  for (const file of record.recordings) {
    const { id, kind, path, durationMs, bytes, sha256 } = file
    const data = {
      callId: call.callId,
      kind,
      path: `${path}.wav`,
      startedAt: new Date(file.startedAt),
      endedAt: new Date(file.startedAt + durationMs),
      durationMs,
      bytes,
      sha256,
    }
    await tx.recording.upsert({ where: { id }, create: { id, ...data }, update: data })
  }
  if (call.taken) return
  const reason = callbackReasonOf(outcome)
  // A controller that only knew the caller gone may have counted him as missed.
  if (call.waited) await tx.callbackTask.deleteMany({ where: { callId: call.callId, doneAt: null } })
  const ticketId = known?.ticketId ?? draftOfFallback(record)?.ticketId ?? null
  if (call.answeredAt !== null && call.callerNumber !== null)
    await calledAgain(tx, drafts, { number: call.callerNumber, callId: call.callId, ticketId, at: new Date(call.answeredAt) })
  if (!reason || (reason === 'missed' && !oweMissed(call.callerNumber))) return
  const owed = { callId: call.callId, ticketId, number: call.callerNumber, reason, at: new Date(call.endedAt) }
  await openCallback(tx, owed)
  if (reason === 'missed') await oneDraftPerDay(tx, drafts, owed)
}

/** Who was talked with before he was lost, and hung up waiting, has been answered: the same as the controller says. */
const outcomeOf = ({ call }: FallbackRecord, known: { answeredAt: Date | null } | null): CallOutcome =>
  call.waited && known?.answeredAt && call.outcome === 'abandoned' ? 'answered' : call.outcome

async function writeCall(
  tx: Transaction,
  record: FallbackRecord,
  outcome: CallOutcome,
  known: { ticketId: string | null; answeredAt: Date | null; talkMs: number } | null,
): Promise<void> {
  const { call } = record
  const time = (ms: number | null) => (ms === null ? null : new Date(ms))
  // A repeated write finds its own talk there: it is set, never added to.
  const end = {
    servedBy: call.sent ? 'controller' : 'fallback',
    state: Prisma.DbNull,
    endedAt: new Date(call.endedAt),
    outcome,
    agentId: call.agentId,
    answeredAt: known?.answeredAt ?? time(call.answeredAt),
    talkMs: Math.max(known?.talkMs ?? 0, call.talkMs),
    ticketId: known?.ticketId ?? draftOfFallback(record)?.ticketId ?? null,
  }
  await tx.call.upsert({
    where: { id: call.callId },
    create: {
      id: call.callId,
      serverId: record.serverId,
      channelId: call.channelId,
      callerNumber: call.callerNumber,
      callerRaw: call.callerRaw,
      callerDisplay: call.callerDisplay,
      hotlineNumber: call.hotlineNumber,
      arrivedAt: new Date(call.arrivedAt),
      queuedAt: time(call.queuedAt),
      ...end,
    },
    update: end,
  })
}

// What is on record about calls, for other rooms to read: the calls of a ticket, the earlier calls of a number.
import { CallOutcome, Disposition, Rating } from '../contract/values.ts'
import type { Database, Prisma, Transaction } from '../platform/database/client.ts'
import { type MonitorStretch, stretchesOf } from './monitor-rules.ts'
import { lossPercentOf } from './quality-rules.ts'

export interface CallRecord {
  id: string
  arrivedAt: Date
  endedAt: Date | null
  outcome: CallOutcome | null
  agentName: string | null
  /** Seconds of talk; null for a call nobody answered. */
  talkSeconds: number | null
  /** What the caller pressed when he was asked to rate the operator; null: nothing, or nobody asked. */
  rating: Rating | null
  ratingAsked: boolean
  disposition: Disposition | null
  /** The branch of the menu the caller chose. */
  branch: string | null
  ticketId: string | null
  recording: { id: string; durationMs: number | null; removedAt: Date | null; held: boolean } | null
  /** The worse of both lines; null when no RTCP came. */
  quality: { lossPercent: number; jitterMs: number; roundTripMs: number | null } | null
  /** Supervisors who listened, whispered or joined. */
  monitored: MonitorStretch[]
}

const recordSelect = {
  id: true,
  arrivedAt: true,
  answeredAt: true,
  endedAt: true,
  outcome: true,
  talkMs: true,
  rating: true,
  ratingAskedAt: true,
  disposition: true,
  menuLabel: true,
  ticketId: true,
  agent: { select: { name: true } },
  // Of a call with a message the message is what is asked for.
  recordings: { select: { id: true, durationMs: true, removedAt: true, held: true }, orderBy: [{ kind: 'desc' }, { startedAt: 'asc' }], take: 1 },
  quality: { select: { packetsReceived: true, packetsLost: true, worstLossPercent: true, worstJitterMs: true, worstRoundTripMs: true } },
  monitorings: { select: { n: true, act: true, at: true, person: { select: { name: true } } }, orderBy: [{ seq: 'asc' }, { n: 'asc' }] },
} as const satisfies Prisma.CallSelect

function recordOf(row: Prisma.CallGetPayload<{ select: typeof recordSelect }>): CallRecord {
  return {
    id: row.id,
    arrivedAt: row.arrivedAt,
    endedAt: row.endedAt,
    outcome: CallOutcome.nullable().parse(row.outcome),
    agentName: row.agent?.name ?? null,
    talkSeconds: row.answeredAt ? Math.round(row.talkMs / 1000) : null,
    rating: Rating.nullable().parse(row.rating),
    ratingAsked: row.ratingAskedAt !== null,
    disposition: Disposition.nullable().parse(row.disposition),
    branch: row.menuLabel,
    ticketId: row.ticketId,
    recording: row.recordings[0] ?? null,
    quality: qualityOf(row.quality),
    monitored: stretchesOf(row.monitorings),
  }
}

function qualityOf(lines: Prisma.CallGetPayload<{ select: typeof recordSelect }>['quality']): CallRecord['quality'] {
  if (lines.length === 0) return null
  const roundTrips = lines.map((line) => line.worstRoundTripMs).filter((ms) => ms !== null)
  return {
    lossPercent: Math.max(...lines.map(lossPercentOf)),
    jitterMs: Math.max(...lines.map((line) => line.worstJitterMs)),
    roundTripMs: roundTrips.length > 0 ? Math.max(...roundTrips) : null,
  }
}

/** All calls tied to a ticket, oldest first. */
export async function callsOfTicket(db: Database, ticketId: string): Promise<CallRecord[]> {
  const rows = await db.call.findMany({ where: { ticketId }, select: recordSelect, orderBy: [{ arrivedAt: 'asc' }, { id: 'asc' }] })
  return rows.map(recordOf)
}

/** How often an E.164 number has called, since when, and its newest calls. The call that is up now is not an earlier one. */
export async function earlierCallsOf(db: Database, number: string, limit: number): Promise<{ count: number; firstAt: Date | null; newest: CallRecord[] }> {
  const where: Prisma.CallWhereInput = { callerNumber: number, endedAt: { not: null } }
  const [rows, totals] = await Promise.all([
    db.call.findMany({ where, select: recordSelect, orderBy: [{ arrivedAt: 'desc' }, { id: 'desc' }], take: limit }),
    db.call.aggregate({ where, _count: true, _min: { arrivedAt: true } }),
  ])
  return { count: totals._count, firstAt: totals._min.arrivedAt, newest: rows.map(recordOf) }
}

/** A draft's calls and call-back tasks belong to another ticket from now on. */
export async function moveCalls(tx: Transaction, fromTicketId: string, toTicketId: string): Promise<void> {
  await tx.call.updateMany({ where: { ticketId: fromTicketId }, data: { ticketId: toTicketId } })
  await tx.callbackTask.updateMany({ where: { ticketId: fromTicketId }, data: { ticketId: toTicketId } })
}

/** Did a caller leave a message in a call of this ticket? */
export async function hasMessage(tx: Transaction, ticketId: string): Promise<boolean> {
  return (await tx.recording.count({ where: { call: { ticketId }, kind: 'voicemail' } })) > 0
}

// What stands beside a recording on a petition's page, and the legal hold.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../contract/errors.ts'
import { type HoldBody, type RecordingDetail, SegmentKind } from '../contract/recordings.ts'
import type { Role } from '../contract/values.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Prisma } from '../platform/database/client.ts'
import { pausedStretch, type SegmentMark, segmentsOf } from './recording-rules.ts'

/** Who answers for recordings: sees who listened, and may hold them. */
export const keepers: readonly Role[] = ['supervisor', 'administrator']
const MOST_LISTENERS = 200

const detailSelect = {
  id: true,
  kind: true,
  callId: true,
  path: true,
  startedAt: true,
  durationMs: true,
  bytes: true,
  sha256: true,
  opusPath: true,
  opusBytes: true,
  opusSha256: true,
  originalRemovedAt: true,
  removedAt: true,
  held: true,
  peaks: true,
  pauses: { orderBy: { n: 'asc' }, select: { fromAt: true, toAt: true, ended: true, person: { select: { name: true } } } },
  holds: { orderBy: [{ at: 'desc' }, { id: 'desc' }], select: { act: true, reason: true, at: true, person: { select: { name: true } } } },
  listens: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MOST_LISTENERS, select: { at: true, person: { select: { name: true } } } },
  call: {
    select: {
      segments: {
        orderBy: { seq: 'asc' },
        select: { at: true, kind: true, agentId: true, secondId: true, agent: { select: { name: true } }, second: { select: { name: true } } },
      },
    },
  },
} as const satisfies Prisma.RecordingSelect
type Row = Prisma.RecordingGetPayload<{ select: typeof detailSelect }>

/** Everything of one recording; holds and listeners only for who answers for recordings. */
export async function recordingDetail(db: Database, id: string, isKeeper: boolean): Promise<RecordingDetail> {
  const row = await db.recording.findUnique({ where: { id }, select: detailSelect })
  if (!row) throw new Refusal('not-found', 'Không thấy bản ghi âm này')
  const length = row.durationMs ?? 0
  const startedAt = row.startedAt.getTime()
  return {
    id,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    peaks: row.peaks ? Buffer.from(row.peaks).toString('base64') : null,
    segments: row.kind === 'call' ? segmentsIn(row, startedAt, length) : [],
    pauses: row.pauses.flatMap(({ fromAt, toAt, ended, person }) => {
      const stretch = pausedStretch({ from: fromAt.getTime(), to: toAt?.getTime() ?? null, end: ended }, startedAt, length)
      return stretch ? [{ ...stretch, by: person.name }] : []
    }),
    file: keptFile(row),
    removedAt: row.removedAt?.toISOString() ?? null,
    held: row.held,
    holds: isKeeper
      ? row.holds.map(({ act, reason, at, person }) => ({ act: act === 'set' ? 'set' : 'lifted', reason, by: person.name, at: at.toISOString() }))
      : null,
    listeners: isKeeper ? row.listens.map(({ at, person }) => ({ name: person.name, at: at.toISOString() })) : null,
  }
}

/** Names stay beside their stretches: two operators may have the same name. */
function segmentsIn({ call }: Row, startedAt: number, lengthMs: number): RecordingDetail['segments'] {
  const names = new Map(
    call.segments.flatMap(({ agentId, agent, secondId, second }) => [
      ...(agentId && agent ? [[agentId, agent.name] as const] : []),
      ...(secondId && second ? [[secondId, second.name] as const] : []),
    ]),
  )
  const marks = call.segments.map(({ at, kind, agentId, secondId }) => ({ at: at.getTime(), kind: kind as SegmentMark['kind'], agentId, secondId }))
  return segmentsOf(marks, startedAt, lengthMs).map(({ kind, fromMs, toMs, agentId, secondId }) => ({
    kind: SegmentKind.parse(kind),
    fromMs,
    toMs,
    agentName: agentId ? (names.get(agentId) ?? null) : null,
    secondName: secondId ? (names.get(secondId) ?? null) : null,
  }))
}

type Kept = Pick<Row, 'path' | 'bytes' | 'sha256' | 'opusPath' | 'opusBytes' | 'opusSha256' | 'originalRemovedAt' | 'removedAt'>

/** The file the ledger keeps: the original while it is there, then the compressed one. */
function keptFile(row: Kept): RecordingDetail['file'] {
  if (row.removedAt) return null
  return row.originalRemovedAt ? { format: 'opus', bytes: row.opusBytes, sha256: row.opusSha256 } : { format: 'wav', bytes: row.bytes, sha256: row.sha256 }
}

/** Path and type of what is played; null once it was removed. */
export function playedFile(row: Pick<Row, 'path' | 'opusPath' | 'originalRemovedAt' | 'removedAt'>): { path: string; type: string } | null {
  if (row.removedAt) return null
  return row.originalRemovedAt && row.opusPath ? { path: row.opusPath, type: 'audio/ogg' } : { path: row.path, type: 'audio/wav' }
}

/** Holds a recording for the law, or lets it go again: noted for good with the reason. */
export async function setHold(db: Database, clock: Clock, id: string, personId: string, { held, reason }: HoldBody): Promise<void> {
  await db.$transaction(async (tx) => {
    // Of two acts on one recording, or one and its removal, the second waits here and sees the first.
    const changed = await tx.recording.updateMany({ where: { id, held: !held, ...(held ? { removedAt: null } : {}) }, data: { held } })
    if (changed.count === 0) await refuse(tx, id, held)
    await tx.recordingHold.create({ data: { id: randomUUID(), recordingId: id, act: held ? 'set' : 'lifted', reason, personId, at: clock.now() } })
  })
}

async function refuse(db: Pick<Database, 'recording'>, id: string, held: boolean): Promise<never> {
  const row = await db.recording.findUnique({ where: { id }, select: { removedAt: true } })
  if (!row) throw new Refusal('not-found', 'Không thấy bản ghi âm này')
  if (row.removedAt) throw new Refusal('illegal-transition', 'Bản ghi âm đã xoá theo thời hạn lưu giữ, không giữ lại được nữa')
  throw new Refusal('conflict', held ? 'Bản ghi âm này đang được giữ rồi' : 'Bản ghi âm này không còn được giữ')
}

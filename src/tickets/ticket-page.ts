// One ticket on one page: facts, calls with their recordings, history.

import type { z } from 'zod'
import { type CallRecord, callsOfTicket } from '../calls/call-records.ts'
import { Refusal } from '../contract/errors.ts'
import type { Ticket, TicketCall, TicketForm } from '../contract/tickets.ts'
import type { Prisma } from '../platform/database/client.ts'
import type { TicketDeps } from './deps.ts'
import { formOf } from './form-fields.ts'
import { historyFor } from './history.ts'
import { standingOf } from './saving.ts'
import { mayHear, maySee, type Viewer, visibleForm } from './visibility-rules.ts'

/** Nơi tạo. Until units take in petitions themselves, every ticket is made at the hotline. */
const CREATED_AT = 'Tổng đài 1022'

const pageInclude = {
  category: { select: { name: true } },
  reportedUnit: { select: { name: true } },
  createdBy: { select: { name: true } },
  history: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.TicketInclude

/** The ticket as this viewer may read it; a ticket he may not know of is not found. */
export async function readTicket({ db }: TicketDeps, id: string, viewer: Viewer): Promise<Ticket> {
  const row = await db.ticket.findUnique({ where: { id }, include: pageInclude })
  const standing = row && standingOf(row)
  if (!row || !standing || !maySee(viewer, standing.status)) throw new Refusal('not-found', 'Không có phiếu này')
  const form = formOf(row)
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    ...standing,
    form: visibleForm(viewer, form),
    categoryName: row.category?.name ?? null,
    reportedUnitName: row.reportedUnit?.name ?? null,
    createdAtPlace: CREATED_AT,
    createdBy: row.createdBy?.name ?? null,
    reportedAt: row.reportedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    cycle: row.cycle,
    returns: row.returns,
    dueAt: row.dueAt?.toISOString() ?? null,
    refusal: row.refusalReason === null ? null : { reason: row.refusalReason, guidance: row.refusalGuidance ?? '' },
    answer: row.answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    publicText: row.publicText,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    mergedIntoId: row.mergedIntoId,
    slips: [],
    results: [],
    comments: [],
    deskTasks: [],
    process: [],
    acts: [],
    calls: (await callsOfTicket(db, id)).map((call) => callOf(call, form, viewer)),
    history: historyFor(viewer, form, row.history),
  }
}

function callOf(call: CallRecord, form: TicketForm, viewer: Viewer): z.infer<typeof TicketCall> {
  const recording = mayHear(viewer, form) ? call.recording : null
  return {
    id: call.id,
    arrivedAt: call.arrivedAt.toISOString(),
    endedAt: call.endedAt?.toISOString() ?? null,
    outcome: call.outcome,
    agentName: call.agentName,
    talkSeconds: call.talkSeconds,
    quality: call.quality,
    recording: recording && { ...recording, url: `/api/recordings/${recording.id}/audio` },
  }
}

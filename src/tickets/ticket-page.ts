// One ticket on one page: facts, slips with their clocks, results, comments, process, calls with their recordings, history.

import type { z } from 'zod'
import { type CallRecord, callsOfTicket } from '../calls/call-records.ts'
import { actTypes } from '../contract/acts.ts'
import { Refusal } from '../contract/errors.ts'
import { type DeskTask, DeskTaskKind, type Result, type TicketComment } from '../contract/slips.ts'
import type { Ticket, TicketCall, TicketForm } from '../contract/tickets.ts'
import type { Prisma } from '../platform/database/client.ts'
import { attachmentsOnPage, attachmentView } from './attachments/views.ts'
import { caseFile } from './case-file.ts'
import { citizenTries, triesInVain } from './citizen-tries-rules.ts'
import type { TicketDeps } from './deps.ts'
import { extendableSlips } from './extensions-before.ts'
import { formOf } from './form-fields.ts'
import { historyFor } from './history.ts'
import { move } from './lifecycle-rules.ts'
import { actsFor } from './permission-rules.ts'
import { processOf } from './process-rules.ts'
import { standingOf } from './saving.ts'
import { slipOf } from './slip-rows.ts'
import { slipInclude, slipView } from './slip-view.ts'
import {
  mayCorrectFacts,
  mayHear,
  maySeeTicket,
  readsAll,
  SECRET_WORDS,
  seesAll,
  seesContent,
  seesFiles,
  type Viewer,
  visibleForm,
} from './visibility-rules.ts'

/** Nơi tạo. Until units take in petitions themselves, every ticket is made at the hotline. */
const CREATED_AT = 'Tổng đài 1022'

const pageInclude = {
  category: { select: { name: true } },
  reportedUnit: { select: { name: true } },
  createdBy: { select: { name: true } },
  // By what the chain covers: who can change an id could else change the order.
  history: { orderBy: [{ seq: 'asc' }, { id: 'asc' }] },
  assignments: { orderBy: { number: 'asc' }, include: slipInclude },
  results: {
    orderBy: { createdAt: 'asc' },
    include: { unit: { select: { name: true } }, writtenBy: { select: { name: true } }, checkedBy: { select: { name: true } } },
  },
  comments: { orderBy: { at: 'asc' }, include: { author: { select: { name: true, title: true } } } },
  deskTasks: { orderBy: { since: 'asc' } },
  attachments: attachmentsOnPage,
} as const satisfies Prisma.TicketInclude
type PageRow = Prisma.TicketGetPayload<{ include: typeof pageInclude }>

/** The ticket as this viewer may read it; a ticket he may not know of is not found. */
export async function readTicket(deps: TicketDeps, id: string, viewer: Viewer): Promise<Ticket> {
  const { db, clock } = deps
  const row = await db.ticket.findUnique({ where: { id }, include: pageInclude })
  const standing = row && standingOf(row)
  if (!row || !standing || !maySeeTicket(viewer, row, row.assignments)) throw new Refusal('not-found', 'Không có phiếu này')
  const form = formOf(row)
  const given = seesContent(viewer, row.assignments)
  const hides = form.stateSecret && !given
  const slips = await Promise.all(row.assignments.map((slip) => slipView(deps, slip)))
  const settings = await deps.book.settings()
  const inCycle = new Set(row.assignments.filter(({ cycle }) => cycle === row.cycle).map((slip) => slip.id))
  const slipRows = row.assignments.map(slipOf)
  const file = caseFile({
    standing,
    slips: slipRows,
    draftResults: new Set(row.results.flatMap(({ assignmentId, handedInAt }) => (assignmentId && !handedInAt ? [assignmentId] : []))),
    extendable: await extendableSlips(deps, slipRows),
    answer: row.answer,
    answeredAt: row.answeredAt,
    pauseAllowed: settings.pauseAllowed,
  })
  const acts = actsFor(file, viewer, actTypes).filter((act) => act !== 'edit-facts' || mayCorrectFacts(viewer, form, row.assignments))
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    ...standing,
    form: visibleForm(viewer, form, given),
    categoryName: row.category?.name ?? null,
    reportedUnitName: row.reportedUnit?.name ?? null,
    createdAtPlace: CREATED_AT,
    createdBy: row.createdBy?.name ?? null,
    reportedAt: row.reportedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    cycle: row.cycle,
    returns: row.returns,
    dueAt: row.dueAt?.toISOString() ?? null,
    refusal:
      row.refusalReason === null ? null : hides ? { reason: SECRET_WORDS, guidance: '' } : { reason: row.refusalReason, guidance: row.refusalGuidance ?? '' },
    answer: hides ? null : row.answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    publicText: hides ? null : row.publicText,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    mergedIntoId: row.mergedIntoId,
    slips: slips.map((slip) => (hides ? withoutWords(slip) : slip)).reverse(),
    results: hides ? [] : row.results.map(resultView).filter((result) => result.handedInAt !== null || mayReadDraft(viewer, row, result)),
    comments: hides ? [] : row.comments.map(commentView),
    deskTasks: readsAll(viewer) ? row.deskTasks.map((task) => taskView(task, row.history, clock.now())) : [],
    process: processOf({
      standing,
      reportedAt: row.reportedAt.toISOString(),
      createdBy: row.createdBy?.name ?? null,
      slips: slips.filter((slip) => inCycle.has(slip.id)),
      results: row.results.map(resultView),
      answeredAt: row.answeredAt?.toISOString() ?? null,
    }),
    attachments: seesFiles(viewer, form, given) ? row.attachments.map((one) => attachmentView(one, viewer, acts, row.assignments)) : [],
    acts,
    mayEdit: seesAll(viewer) && move(standing, 'edit').legal,
    calls: (await callsOfTicket(db, id)).map((call) => callOf(call, form, viewer, given)),
    history: historyFor(viewer, form, row.history, given),
  }
}

/** A slip of a secret, for whoever may know of it but not read it. */
const withoutWords = (slip: Ticket['slips'][number]): Ticket['slips'][number] => ({
  ...slip,
  note: '',
  closeReason: slip.closeReason === null ? null : SECRET_WORDS,
  extensions: slip.extensions.map((extension) => ({ ...extension, reason: SECRET_WORDS })),
})

/** What a unit is still writing is its own business until it is handed in. */
function mayReadDraft(viewer: Viewer, row: PageRow, result: z.infer<typeof Result>): boolean {
  const slip = row.assignments.find(({ id }) => id === result.slipId)
  return slip !== undefined && viewer.memberships.some(({ unitId }) => unitId === slip.unitId || unitId === slip.withinUnitId || unitId === slip.holderUnitId)
}

function resultView(row: PageRow['results'][number]): z.infer<typeof Result> {
  return {
    id: row.id,
    slipId: row.assignmentId,
    unitId: row.unitId,
    unitName: row.unit.name,
    content: row.content,
    writtenBy: row.writtenBy.name,
    updatedAt: row.updatedAt.toISOString(),
    handedInAt: row.handedInAt?.toISOString() ?? null,
    sentBackAt: row.sentBackAt?.toISOString() ?? null,
    sentBackReason: row.sentBackReason,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    checkedBy: row.checkedBy?.name ?? null,
  }
}

function commentView({ id, kind, author, at, text }: PageRow['comments'][number]): z.infer<typeof TicketComment> {
  return { id, kind: kind as TicketComment['kind'], author: author.name, authorTitle: author.title, unitName: null, at: at.toISOString(), text }
}

function taskView({ kind, since, dueAt, doneAt }: PageRow['deskTasks'][number], history: PageRow['history'], now: Date): z.infer<typeof DeskTask> {
  return {
    kind: DeskTaskKind.parse(kind),
    since: since.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
    missed: dueAt !== null && (doneAt ?? now) > dueAt,
    tries: kind === 'tell-citizen' && doneAt === null ? citizenTries(triesInVain(history)) : null,
  }
}

function monitoredOf({ name, mode, at, endedAt }: CallRecord['monitored'][number]): z.infer<typeof TicketCall>['monitored'][number] {
  return { name, mode, at: at.toISOString(), seconds: endedAt ? Math.round((endedAt.getTime() - at.getTime()) / 1000) : null }
}

function callOf(call: CallRecord, form: TicketForm, viewer: Viewer, given: boolean): z.infer<typeof TicketCall> {
  const recording = mayHear(viewer, form, given) ? call.recording : null
  return {
    id: call.id,
    arrivedAt: call.arrivedAt.toISOString(),
    endedAt: call.endedAt?.toISOString() ?? null,
    outcome: call.outcome,
    agentName: call.agentName,
    talkSeconds: call.talkSeconds,
    rating: call.rating,
    ratingAsked: call.ratingAsked,
    disposition: call.disposition,
    branch: call.branch,
    quality: call.quality,
    monitored: viewer.roles.includes('supervisor') ? call.monitored.map(monitoredOf) : [],
    recording: recording && {
      id: recording.id,
      durationMs: recording.durationMs,
      url: `/api/recordings/${recording.id}/audio`,
      removedAt: recording.removedAt?.toISOString() ?? null,
      held: recording.held,
    },
  }
}

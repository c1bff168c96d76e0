// The room's front: what other rooms and the routes may ask of tickets.

import type { z } from 'zod'
import type { ExtensionPreview, ExtensionPreviewBody, TicketAct } from '../contract/acts.ts'
import type { CallerCard } from '../contract/calls.ts'
import { Refusal } from '../contract/errors.ts'
import { toE164 } from '../contract/phone-number.ts'
import type { Category, SimilarQuery, Ticket, TicketForm, TicketPage, TicketQuery } from '../contract/tickets.ts'
import type { UnitsDue } from '../contract/units-due.ts'
import type { IntakeChannel } from '../contract/values.ts'
import type { DeskPage, DeskQuery, WorkPage, WorkQuery } from '../contract/work.ts'
import { doAct } from './act.ts'
import { namesOf, prefill, readCaller } from './callers.ts'
import type { TicketDeps, Transaction } from './deps.ts'
import { readDeskWork } from './desk-work.ts'
import { type CallDraft, newDraft, openDraftForCall, saveDraft } from './drafts.ts'
import { formOf } from './form-fields.ts'
import { dropMissedDraft, nameMissedDraft } from './missed-drafts.ts'
import { savePetition } from './petitions.ts'
import { previewExtension, readColleagues } from './previews.ts'
import { previewRecompute, recompute } from './recompute.ts'
import { searchTickets } from './search.ts'
import { similarTickets } from './similar.ts'
import { followDirectory } from './succession.ts'
import { readTicket } from './ticket-page.ts'
import { readUnitsDue } from './units-due.ts'
import { mayHear, maySee, maySeeTicket, seesContent, type Viewer } from './visibility-rules.ts'
import { wakeDue } from './wake.ts'
import { readWork } from './work.ts'

export type { CallDraft, TicketDeps, Viewer }

interface Save {
  version: number
  form: TicketForm
}

export type TicketService = ReturnType<typeof createTicketService>

export function createTicketService(deps: TicketDeps) {
  return {
    /** Form, prefilled fields and caller card for a new call; `exceptTicketId` leaves the call's own draft out of the card. */
    prefill: (number: string | null, channel: IntakeChannel, exceptTicketId?: string) => prefill(deps, number, channel, exceptTicketId),

    /** Opens a call's draft, however often it is asked; never writes over what was typed. */
    openDraftForCall: (draft: CallDraft, tx?: Transaction) => openDraftForCall(deps, draft, tx),

    /** What becomes of the drafts of missed calls, inside the journal writer's transaction. */
    missedDrafts: {
      name: nameMissedDraft,
      drop: (tx: Transaction, ticketId: string, at: Date, why: string) => dropMissedDraft(deps, tx, ticketId, at, why),
    },

    /** What is written in a ticket now, for the screen pop; null while nobody opened it yet. */
    async written(ticketId: string): Promise<Save | null> {
      const row = await deps.db.ticket.findUnique({ where: { id: ticketId } })
      return row && { version: row.version, form: formOf(row) }
    },

    /** A draft without a call. */
    async newDraft(channel: IntakeChannel, viewer: Viewer): Promise<Ticket> {
      return readTicket(deps, await newDraft(deps, channel, viewer), viewer)
    },

    /** Saves what was typed so far. */
    saveDraft: (id: string, body: Save, viewer: Viewer) => saveDraft(deps, id, body, viewer),

    /** Saves as a petition and answers the ticket with its code. */
    async saveTicket(id: string, body: Save, viewer: Viewer): Promise<Ticket> {
      await savePetition(deps, id, body, viewer)
      return readTicket(deps, id, viewer)
    },

    search: (query: TicketQuery, viewer: Viewer): Promise<z.infer<typeof TicketPage>> => searchTickets(deps, query, viewer),

    get: (id: string, viewer: Viewer): Promise<Ticket> => readTicket(deps, id, viewer),

    /** Tickets that may tell the same as the one being written. */
    similar: (query: SimilarQuery) => similarTickets(deps, query),

    /** Who is behind a number, typed in any form. */
    async caller(typed: string): Promise<CallerCard> {
      const number = toE164(typed)
      if (number === null) throw new Refusal('invalid-input', 'Số điện thoại không đúng', { number: 'Ví dụ đúng: 0900 000 014' })
      return readCaller(deps, number)
    },

    /** Who is taken to be behind each of these numbers; numbers nobody gave a name for are left out. */
    namesOf: (numbers: readonly string[]): Promise<ReadonlyMap<string, string>> => namesOf(deps, numbers),

    /** May this viewer hear the recordings of this ticket? A call without a ticket (null) is the desk's own. */
    async mayHearRecordings(ticketId: string | null, viewer: Viewer): Promise<boolean> {
      const include = { assignments: { select: { unitId: true, withinUnitId: true, holderUnitId: true, state: true, closeCause: true } } }
      const ticket = ticketId === null ? null : await deps.db.ticket.findUnique({ where: { id: ticketId }, include })
      if (!ticket) return maySee(viewer, { code: null })
      return maySeeTicket(viewer, ticket, ticket.assignments) && mayHear(viewer, ticket, seesContent(viewer, ticket.assignments))
    },

    /** Does an act and answers the ticket as it is then. */
    async act(id: string, act: TicketAct, viewer: Viewer): Promise<Ticket> {
      await doAct(deps, id, act, viewer)
      return readTicket(deps, id, viewer)
    },

    /** Where a Hẹn xử lý would end. */
    previewExtension: (id: string, wish: z.output<typeof ExtensionPreviewBody>, viewer: Viewer): Promise<z.infer<typeof ExtensionPreview>> =>
      previewExtension(deps, id, wish, viewer),

    /** To whom a slip may be passed on inside the unit. */
    colleagues: (id: string, viewer: Viewer) => readColleagues(deps, id, viewer),

    /** The work of the viewer's units. */
    work: (query: WorkQuery, viewer: Viewer): Promise<z.infer<typeof WorkPage>> => readWork(deps, query, viewer),

    /** The work of the operators' desk. */
    deskWork: (query: z.output<typeof DeskQuery>, viewer: Viewer): Promise<z.infer<typeof DeskPage>> => readDeskWork(deps, query, viewer),

    /** Where petitions are late or soon due. */
    unitsDue: (): Promise<UnitsDue> => readUnitsDue(deps),

    /** Deadlines that today's calendars would change, and changing them. */
    previewRecompute: () => previewRecompute(deps),
    recompute: (slipIds: readonly string[], reason: string, viewer: Viewer) => recompute(deps, slipIds, reason, viewer),

    /** Moves on every clock that is due; answers how many. */
    wakeDue: (): Promise<number> => wakeDue(deps),

    /** Brings slips of units that closed, or that are no longer the provincial office, to whoever has them now; answers of how many petitions. */
    followDirectory: (): Promise<number> => followDirectory(deps),

    /** Chuyên mục in force, groups before what is in them. */
    async categories(): Promise<Category[]> {
      const rows = await deps.db.category.findMany({
        where: { active: true },
        orderBy: [{ parentId: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { code: 'asc' }],
      })
      return rows.map(({ id, code, name, parentId }) => ({ id, code, name, parentId }))
    },
  }
}

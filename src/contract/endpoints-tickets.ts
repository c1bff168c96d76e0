// Endpoints: petitions, their acts and files, and what is known of a caller.
import { z } from 'zod'
import { ExtensionPreview, ExtensionPreviewBody, TicketAct } from './acts.ts'
import { Attachment } from './attachments.ts'
import { CallerCard } from './calls.ts'
import { byId, desk, deskReaders, type Endpoint, handlers, supervisors, units } from './endpoint.ts'
import { Category, NewDraftBody, SaveDraftBody, SaveTicketBody, SimilarQuery, Ticket, TicketPage, TicketQuery, TicketSummary } from './tickets.ts'
import { UnitsDue } from './units-due.ts'
import { roles } from './values.ts'
import { DeskPage, DeskQuery, WorkPage, WorkQuery } from './work.ts'

/** Petitions, their acts and files, and what is known of a caller. */
export const ticketEndpoints = {
  categories: { method: 'GET', path: '/api/categories', access: roles, summary: 'Chuyên mục', response: z.array(Category) },
  tickets: { method: 'GET', path: '/api/tickets', access: handlers, summary: 'Search tickets', query: TicketQuery, response: TicketPage },
  ticket: { method: 'GET', path: '/api/tickets/:id', access: handlers, summary: 'One ticket with slips, calls and history', params: byId, response: Ticket },
  newDraft: {
    method: 'POST',
    path: '/api/tickets',
    access: desk,
    summary: 'A draft without a call (walk-in, phone entry)',
    body: NewDraftBody,
    response: Ticket,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/tickets/:id/draft',
    access: desk,
    summary: 'Save what was typed so far',
    params: byId,
    body: SaveDraftBody,
    response: z.object({ version: z.number().int(), savedAt: z.iso.datetime() }),
  },
  saveTicket: {
    method: 'POST',
    path: '/api/tickets/:id/petition',
    access: desk,
    summary: 'Save as a petition: checks Đ8 and gives the tracking code; repeating it gives the same code',
    params: byId,
    body: SaveTicketBody,
    response: Ticket,
  },
  act: {
    method: 'POST',
    path: '/api/tickets/:id/acts',
    access: handlers,
    summary: 'Do something to a petition: forward, take, return, extend, hand in, approve … (contract/acts.ts); the same actId is done once',
    params: byId,
    body: TicketAct,
    response: Ticket,
  },
  extensionPreview: {
    method: 'POST',
    path: '/api/tickets/:id/extension-preview',
    access: units,
    summary: 'Where a Hẹn xử lý would end, before it is made',
    params: byId,
    body: ExtensionPreviewBody,
    response: ExtensionPreview,
  },
  work: { method: 'GET', path: '/api/work', access: units, summary: "The own units' work, due first", query: WorkQuery, response: WorkPage },
  deskWork: {
    method: 'GET',
    path: '/api/desk-work',
    access: deskReaders,
    summary: "What lies on the operators' desk",
    query: DeskQuery,
    response: DeskPage,
  },
  unitsDue: {
    method: 'GET',
    path: '/api/units-due',
    access: supervisors,
    summary: 'Units where petitions are late or soon due, with the petitions to urge',
    response: UnitsDue,
  },
  colleagues: {
    method: 'GET',
    path: '/api/tickets/:id/colleagues',
    access: units,
    summary: 'To whom inside the unit a slip may be passed on: people and sub-units',
    params: byId,
    response: z.object({
      people: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable(), unitName: z.string() })),
      units: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  },
  attach: {
    method: 'POST',
    path: '/api/tickets/:id/attachments',
    access: handlers,
    summary: 'Attach files (multipart/form-data, field "files"): type by content, pictures without traces, at most 10 at once',
    params: byId,
    response: z.array(Attachment),
  },
  attachment: {
    method: 'GET',
    path: '/api/attachments/:id',
    access: handlers,
    summary: 'The file, with byte ranges; `w=320` gives a small picture',
    params: byId,
    query: z.object({ w: z.literal('320').optional() }),
  },
  removeAttachment: {
    method: 'DELETE',
    path: '/api/attachments/:id',
    access: handlers,
    summary: 'Takes a file off the page; its content and the history keep it',
    params: byId,
  },
  similarTickets: {
    method: 'GET',
    path: '/api/similar-tickets',
    access: desk,
    summary: 'Tickets of the same number, category and place, newest first: the same may be told twice',
    query: SimilarQuery,
    response: z.array(TicketSummary),
  },
  caller: {
    method: 'GET',
    path: '/api/callers/:number',
    access: desk,
    summary: 'Who is behind a number',
    params: z.object({ number: z.string().max(40) }),
    response: CallerCard,
  },
} as const satisfies Record<string, Endpoint>

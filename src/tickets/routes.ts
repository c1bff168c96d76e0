// The room's HTTP endpoints. Who may call them and what the bodies look like stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { TicketService } from './service.ts'

/** Binds every ticket endpoint of the contract. */
export function bindTicketRoutes(http: HttpBinder, service: TicketService): void {
  http.handle('categories', () => service.categories())
  http.handle('tickets', ({ query, session }) => service.search(query, session))
  http.handle('ticket', ({ params, session }) => service.get(params.id, session))
  http.handle('newDraft', ({ body, session }) => service.newDraft(body.channel, session))
  http.handle('saveDraft', ({ params, body, session }) => service.saveDraft(params.id, body, session))
  http.handle('saveTicket', ({ params, body, session }) => service.saveTicket(params.id, body, session))
  http.handle('act', ({ params, body, session }) => service.act(params.id, body, session))
  http.handle('extensionPreview', ({ params, body, session }) => service.previewExtension(params.id, body, session))
  http.handle('colleagues', ({ params, session }) => service.colleagues(params.id, session))
  http.handle('work', ({ query, session }) => service.work(query, session))
  http.handle('unitsDue', () => service.unitsDue())
  http.handle('deskWork', ({ query, session }) => service.deskWork(query, session))
  http.handle('recomputePreview', () => service.previewRecompute())
  http.handle('recompute', ({ body, session }) => service.recompute(body.slipIds, body.reason, session))
  http.handle('similarTickets', ({ query }) => service.similar(query))
  http.handle('caller', ({ params }) => service.caller(params.number))
}

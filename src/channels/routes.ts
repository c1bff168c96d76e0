// The endpoints of messages out; the provider's word on deliveries comes by a path that only it knows.
import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '../contract/errors.ts'
import type { DeliveryReport } from '../contract/messages.ts'
import type { Ticket } from '../contract/tickets.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import { deliveryOf } from './delivery-rules.ts'
import type { MessageAdmin } from './message-admin.ts'

interface Deps {
  admin: MessageAdmin
  callbackToken: string | null
  /** The ticket as this viewer may read it, or the refusal. */
  ticket(id: string, viewer: SessionContext): Promise<Ticket>
}

/** Binds them. */
export function bindMessageRoutes(http: HttpBinder, { admin, callbackToken, ticket }: Deps): void {
  http.handle('messages', ({ query }) => admin.search(query))
  http.handle('messageTemplates', () => admin.templates())
  http.handle('saveMessageTemplate', ({ body, session }) => admin.saveTemplate(body, session.personId))
  http.handle('sendAgain', ({ params, session }) => admin.again(params.id, session.name))
  http.handle('ticketMessages', async ({ params, session }) => {
    const { form } = await ticket(params.id, session)
    const isDesk = session.roles.includes('operator') || session.roles.includes('supervisor')
    return admin.ofTicket(params.id, { address: isDesk ? 'whole' : form.identityHidden ? 'none' : 'end', text: isDesk || !form.stateSecret })
  })
  http.handle('deliveryReport', ({ params, body }) => reported(params.token, body))
  http.handle('deliveryReportInAddress', ({ params, query }) => reported(params.token, query))

  async function reported(token: string, report: DeliveryReport): Promise<{ ok: true }> {
    if (!callbackToken || !same(token, callbackToken)) throw new Refusal('not-found', 'Không tìm thấy')
    const became = deliveryOf(report)
    // A request id we never gave is answered alike: it tells nobody anything, and no provider repeats it for ever.
    if (became) await admin.delivery(report.RequestId, became === 'delivered', [report.SendStatus, report.SendResult].filter(Boolean).join(' '))
    return { ok: true }
  }
}

function same(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)]
  return a.length === b.length && timingSafeEqual(a, b)
}

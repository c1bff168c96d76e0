// The endpoints of messages out; the provider's word on deliveries comes by a path that only it knows.
import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '../contract/errors.ts'
import type { Ticket } from '../contract/tickets.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import type { MessageAdmin } from './message-admin.ts'

interface Deps {
  admin: MessageAdmin
  callbackToken: string | null
  /** The ticket as this viewer may read it, or the refusal. */
  ticket(id: string, viewer: SessionContext): Promise<Ticket>
}

/** eSMS: 5 is delivered; everything else that is final is not. */
const DELIVERED = '5'

/** Binds them. */
export function bindMessageRoutes(http: HttpBinder, { admin, callbackToken, ticket }: Deps): void {
  http.handle('messages', ({ query }) => admin.search(query))
  http.handle('messageTemplates', () => admin.templates())
  http.handle('saveMessageTemplate', ({ body, session }) => admin.saveTemplate(body, session.personId))
  http.handle('sendAgain', ({ params, session }) => admin.again(params.id, session.name))
  http.handle('ticketMessages', async ({ params, session }) => {
    await ticket(params.id, session)
    return admin.ofTicket(params.id, session.roles.includes('operator') || session.roles.includes('supervisor'))
  })
  http.handle('deliveryReport', async ({ params, body }) => {
    if (!callbackToken || !same(params.token, callbackToken)) throw new Refusal('not-found', 'Không tìm thấy')
    // A request id we never gave is answered alike: it tells nobody anything, and no provider repeats it for ever.
    await admin.delivery(
      body.RequestId,
      body.SendStatus === DELIVERED || body.SendResult === DELIVERED,
      `${body.SendStatus ?? ''} ${body.SendResult ?? ''}`.trim(),
    )
    return { ok: true as const }
  })
}

function same(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)]
  return a.length === b.length && timingSafeEqual(a, b)
}

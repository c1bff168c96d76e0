// Endpoints: messages out, their templates, and what providers report.
import { z } from 'zod'
import { admins, byId, type Endpoint } from './endpoint.ts'
import { DeliveryReport, MessagePage, MessageQuery, MessageView, SaveTemplateBody, TemplatesView, TemplateView } from './messages.ts'

/** Messages out, their templates, and what providers report. */
export const messageEndpoints = {
  messages: {
    method: 'GET',
    path: '/api/messages',
    access: admins,
    summary: 'What was sent and what became of it, newest first',
    query: MessageQuery,
    response: MessagePage,
  },
  sendAgain: {
    method: 'POST',
    path: '/api/messages/:id/again',
    access: admins,
    summary: 'Try a failed message again, under the same request id',
    params: byId,
  },
  messageTemplates: { method: 'GET', path: '/api/message-templates', access: admins, summary: 'Texts of messages, by channel', response: TemplatesView },
  saveMessageTemplate: {
    method: 'PUT',
    path: '/api/message-templates',
    access: admins,
    summary: 'A new version of a text; unknown {names} are refused',
    body: SaveTemplateBody,
    response: TemplateView,
  },
  ticketMessages: {
    method: 'GET',
    path: '/api/tickets/:id/messages',
    access: ['operator', 'supervisor', 'provincial-office', 'overseer'],
    summary: 'Who was told what of a petition, and whether it arrived',
    params: byId,
    response: z.array(MessageView),
  },
  deliveryReport: {
    method: 'POST',
    path: '/api/messages/delivery/:token',
    access: 'public',
    summary: "The SMS provider's report on a delivery; the token is the installation's own",
    params: z.object({ token: z.string().max(200) }),
    body: DeliveryReport,
    response: z.object({ ok: z.literal(true) }),
  },
  deliveryReportInAddress: {
    method: 'GET',
    path: '/api/messages/delivery/:token',
    access: 'public',
    summary: 'The same report as eSMS sends it: in the address',
    params: z.object({ token: z.string().max(200) }),
    query: DeliveryReport,
    response: z.object({ ok: z.literal(true) }),
  },
} as const satisfies Record<string, Endpoint>

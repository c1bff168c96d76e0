// Messages out as the administrator and the desk see them.
import { z } from 'zod'

export const MessageChannel = z.enum(['sms', 'email'])
export const messageStates = ['queued', 'sending', 'accepted', 'delivered', 'failed', 'not-sent'] as const
export const MessageState = z.enum(messageStates)

/** One text to one address. The address is whole for administrators and the desk, else its last digits. */
export const MessageView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  sendAfter: z.iso.datetime(),
  ticketId: z.uuid().nullable(),
  ticketCode: z.string().nullable(),
  template: z.string(),
  audience: z.enum(['citizen', 'staff']),
  channel: MessageChannel,
  name: z.string(),
  address: z.string(),
  text: z.string(),
  encoding: z.enum(['gsm7', 'unicode']).nullable(),
  segments: z.number().int().nullable(),
  state: MessageState,
  reason: z.string(),
  attempts: z.number().int(),
})
export type MessageView = z.infer<typeof MessageView>

export const MessageQuery = z.object({
  /** A number, an address, or a tracking code. */
  keyword: z.string().trim().max(200).optional(),
  state: MessageState.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
})
export const MessagePage = z.object({ items: z.array(MessageView), total: z.number().int(), page: z.number().int(), pageSize: z.number().int() })

/** A template's text for a channel. Version 0: the built-in one. */
export const TemplateView = z.object({
  template: z.string(),
  channel: MessageChannel,
  version: z.number().int(),
  subject: z.string(),
  text: z.string(),
  placeholders: z.array(z.string()),
  /** Those its body must name. */
  required: z.array(z.string()),
  builtIn: z.object({ subject: z.string(), text: z.string() }),
})
export type TemplateView = z.infer<typeof TemplateView>
export const TemplatesView = z.object({
  templates: z.array(TemplateView),
  brand: z.string(),
  accents: z.boolean(),
  quietHours: z.string(),
  /** Who sends: the provider's name, file, or none. */
  providers: z.object({ sms: z.string(), email: z.string() }),
})
export const SaveTemplateBody = z.object({
  template: z.string().max(60),
  channel: MessageChannel,
  version: z.number().int().min(0),
  subject: z.string().trim().max(200, 'Tiêu đề dài quá 200 ký tự').default(''),
  text: z.string().trim().min(1, 'Nhập nội dung').max(2_000, 'Nội dung dài quá 2.000 ký tự'),
})

/** What a provider says of a message's delivery, in the shape of eSMS; numbers come as words from some. */
export const DeliveryReport = z.object({
  RequestId: z.uuid(),
  SendStatus: z.coerce.string().optional(),
  SendResult: z.coerce.string().optional(),
  /** How many of the receivers did not get it. */
  SendFailed: z.coerce.number().int().min(0).default(0),
})
export type DeliveryReport = z.output<typeof DeliveryReport>

// Messages out for people to look at: what was sent and what became of it, the templates, and trying a failed one again.
import type { z } from 'zod'
import { Refusal } from '../contract/errors.ts'
import { templateProblems } from '../contract/message-text.ts'
import {
  MessageChannel,
  type MessagePage,
  type MessageQuery,
  MessageState,
  type MessageView,
  type SaveTemplateBody,
  type TemplatesView,
  type TemplateView,
} from '../contract/messages.ts'
import { formatPhone, toE164 } from '../contract/phone-number.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Prisma } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import { defaultText } from './default-texts-rules.ts'
import { type MessageTemplate, messageTemplates } from './outbox.ts'
import type { Sending } from './sending.ts'
import type { QuietHours } from './sending-rules.ts'
import { requiredPlaceholders } from './template-rules.ts'
import type { Texts } from './texts.ts'

interface Deps {
  db: Database
  clock: Clock
  texts: Texts
  sending: Sending
  settings: { brand: string; accents: boolean; quietHours: QuietHours }
  providers: { sms: string; email: string }
}

const withTicket = { ticket: { select: { code: true } } } as const satisfies Prisma.MessageInclude
type Row = Prisma.MessageGetPayload<{ include: typeof withTicket }>
const isTemplate = (code: string): code is MessageTemplate => Object.hasOwn(messageTemplates, code)
const channels = MessageChannel.options
const namesOf = (code: MessageTemplate, channel: (typeof channels)[number]) => ({
  placeholders: [...messageTemplates[code]],
  required: requiredPlaceholders(code, channel),
})

export type MessageAdmin = ReturnType<typeof createMessageAdmin>

export function createMessageAdmin({ db, clock, texts, sending, settings, providers }: Deps) {
  async function template(code: MessageTemplate, channel: (typeof channels)[number]): Promise<TemplateView> {
    const { version, subject, text } = await texts.text(code, channel)
    return { template: code, channel, version, subject, text, ...namesOf(code, channel), builtIn: defaultText(code, channel) }
  }

  return {
    /** The log, newest first. */
    async search({ keyword, state, page, pageSize }: z.output<typeof MessageQuery>): Promise<z.infer<typeof MessagePage>> {
      const where: Prisma.MessageWhereInput = { ...(state ? { state } : {}) }
      if (keyword) where.OR = [{ address: toE164(keyword) ?? keyword }, { ticket: { code: keyword.toUpperCase() } }]
      const [total, rows] = await Promise.all([
        db.message.count({ where }),
        db.message.findMany({ where, include: withTicket, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], skip: (page - 1) * pageSize, take: pageSize }),
      ])
      return { items: rows.map((row) => view(row, { address: 'whole', text: true })), total, page, pageSize }
    },

    /** Who was told what of one ticket, as far as the viewer is `shown` it. */
    async ofTicket(ticketId: string, shown: Shown): Promise<MessageView[]> {
      const rows = await db.message.findMany({ where: { ticketId }, include: withTicket, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
      return rows.map((row) => view(row, shown))
    },

    async templates(): Promise<z.infer<typeof TemplatesView>> {
      const all = (Object.keys(messageTemplates) as MessageTemplate[]).flatMap((code) => channels.map((channel) => template(code, channel)))
      const { from, to } = settings.quietHours
      const minute = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
      return { templates: await Promise.all(all), brand: settings.brand, accents: settings.accents, quietHours: `${minute(from)}-${minute(to)}`, providers }
    },

    /** A new version of a text; refused are names nobody can fill, half a pair of braces, and a citizen's text without the code. */
    async saveTemplate(body: z.output<typeof SaveTemplateBody>, by: string): Promise<TemplateView> {
      const { template: code, channel, version, subject, text } = body
      if (!isTemplate(code)) throw new Refusal('not-found', 'Không có mẫu tin này')
      const problems = templateProblems({ subject, text }, namesOf(code, channel))
      const first = problems.text ?? problems.subject
      if (first) throw new Refusal('invalid-input', first, problems)
      const now = await texts.text(code, channel)
      const conflict = new Refusal('conflict', 'Mẫu tin vừa được người khác sửa. Xem bản mới rồi sửa lại.', { version: String(now.version) })
      if (now.version !== version) throw conflict
      try {
        await db.messageText.create({ data: { template: code, channel, version: version + 1, subject, text, savedAt: clock.now(), savedById: by } })
      } catch (error) {
        if (isUniqueViolation(error)) throw conflict
        throw error
      } finally {
        texts.changed()
      }
      return template(code, channel)
    },

    /** Tries one again that failed, or that had no provider. */
    async again(id: string, by: string): Promise<void> {
      if (!(await sending.again(id, by))) throw new Refusal('illegal-transition', 'Chỉ gửi lại được tin đã thất bại hoặc chưa có nhà cung cấp')
    },

    delivery: sending.delivery,
  }
}

/** How much of the address, and the name with the whole of it; the text itself, which may say what a flag hides. */
interface Shown {
  address: 'whole' | 'end' | 'none'
  text: boolean
}

function view(row: Row, shown: Shown): MessageView {
  const address = row.channel === 'sms' ? formatPhone(row.address) || row.address : row.address
  return {
    id: row.id,
    at: row.createdAt.toISOString(),
    sendAfter: row.sendAfter.toISOString(),
    ticketId: row.ticketId,
    ticketCode: row.ticket?.code ?? null,
    template: row.template,
    audience: row.audience === 'citizen' ? 'citizen' : 'staff',
    channel: MessageChannel.parse(row.channel),
    name: shown.address === 'whole' ? row.name : '',
    address: shown.address === 'whole' ? address : address.replace(shown.address === 'end' ? /.(?=.{3})/g : /./g, '•'),
    text: shown.text ? row.text : '',
    encoding: row.encoding === null ? null : row.encoding === 'gsm7' ? 'gsm7' : 'unicode',
    segments: row.segments,
    state: MessageState.parse(row.state),
    reason: row.reason,
    attempts: row.attempts,
  }
}

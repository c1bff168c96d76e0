// Putting messages down: rendered, counted, with the jobs that send them, all in the transaction of what they tell of.
import { randomUUID } from 'node:crypto'
import { smsLength, withoutAccents } from '../contract/sms-length.ts'
import type { Clock } from '../platform/clock.ts'
import type { Prisma, Transaction } from '../platform/database/client.ts'
import { addJob } from '../platform/jobs/queue.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { type MessageTemplate, messageTemplates, type NewMessage, type Outbox, SECRET_TITLE, writtenValues } from './outbox.ts'
import { afterQuietHours, type QuietHours, type Way, waysTo } from './sending-rules.ts'
import { render } from './template-rules.ts'
import type { Texts } from './texts.ts'

/** The job that sends some messages, `{ ids }`. */
export const SEND_TASK = 'send-message'

export interface OutboxDeps {
  clock: Clock
  logger: Logger
  texts: Texts
  settings: { quietHours: QuietHours; accents: boolean }
}

/** The templates that have a place for one of these values. */
const templatesNaming = (values: ReadonlySet<string>): MessageTemplate[] =>
  (Object.keys(messageTemplates) as MessageTemplate[]).filter((template) => messageTemplates[template].some((value) => values.has(value)))

/** What a later message makes pointless while it has not gone out yet. */
const overtaken: Readonly<Partial<Record<MessageTemplate, readonly MessageTemplate[]>>> = {
  'citizen-new-date': ['citizen-forwarded'],
  'citizen-answered': ['citizen-forwarded', 'citizen-new-date'],
}

/** Makes the outbox. */
export function createOutbox({ clock, logger, texts, settings }: OutboxDeps): Outbox {
  async function rowOf(tx: Transaction, message: NewMessage, way: Way, now: Date): Promise<Prisma.MessageCreateManyInput> {
    const { subject, text, missing } = render(await texts.text(message.template, way.channel, tx), message.values, way.channel)
    if (missing.length > 0) logger.warn('a message names what is not there', { template: message.template, missing })
    const shown = way.channel === 'sms' && !settings.accents ? withoutAccents(text) : text
    const length = way.channel === 'sms' ? smsLength(shown) : null
    const at = Math.max(message.at.getTime(), now.getTime())
    return {
      id: randomUUID(),
      key: message.key,
      ticketId: message.ticketId,
      template: message.template,
      audience: message.audience,
      channel: way.channel,
      name: message.to.name,
      address: way.address,
      subject,
      text: shown,
      encoding: length?.encoding ?? null,
      segments: length?.segments ?? null,
      sendAfter: new Date(message.audience === 'citizen' ? afterQuietHours(at, settings.quietHours) : at),
      state: way.cannot === null ? 'queued' : 'not-sent',
      reason: way.cannot ?? '',
      requestId: randomUUID(),
      createdAt: now,
    }
  }

  /** What still waits for the morning and is overtaken by then is not told: a citizen gets the last date, or the answer alone. */
  async function outdate(tx: Transaction, ticketId: string | null, template: MessageTemplate, now: Date): Promise<void> {
    const older = overtaken[template]
    if (!older || ticketId === null) return
    await tx.message.updateMany({
      where: { ticketId, template: { in: [...older] }, state: 'queued', attempts: 0, sendAfter: { gt: now } },
      data: { state: 'not-sent', reason: 'Đã có tin mới hơn' },
    })
  }

  return {
    async conceal(tx, ticketId, title) {
      const written = templatesNaming(writtenValues)
      await tx.$executeRaw`
        UPDATE message SET state = 'not-sent', reason = 'Nội dung đã thành bí mật nhà nước'
        WHERE ticket_id = ${ticketId}::uuid AND state = 'queued' AND template = ANY(${written}::text[])`
      if (title === '') return
      for (const shown of new Set([title, withoutAccents(title)]))
        await tx.$executeRaw`
          UPDATE message SET text = replace(text, ${shown}, ${SECRET_TITLE}), subject = replace(subject, ${shown}, ${SECRET_TITLE})
          WHERE ticket_id = ${ticketId}::uuid AND state = 'queued'`
    },

    async put(tx, messages) {
      if (messages.length === 0) return
      const now = clock.now()
      for (const { ticketId, template } of messages) await outdate(tx, ticketId, template, now)
      const rows: Prisma.MessageCreateManyInput[] = []
      for (const message of messages) for (const way of waysTo(message)) rows.push(await rowOf(tx, message, way, now))
      const put = await tx.message.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true, state: true, sendAfter: true } })
      // One job for all of one moment: thousands of jobs would take longer to fetch than the messages to send.
      const moments = Map.groupBy(
        put.filter(({ state }) => state === 'queued'),
        ({ sendAfter }) => sendAfter.getTime(),
      )
      for (const [at, some] of moments) await addJob(tx, SEND_TASK, { ids: some.map(({ id }) => id) }, { runAt: new Date(at), maxAttempts: 1 })
    },
  }
}

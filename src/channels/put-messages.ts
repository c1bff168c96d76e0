// Putting messages down: rendered, counted, with the job that sends each, all in the transaction of what they tell of.
import { randomUUID } from 'node:crypto'
import { smsLength, withoutAccents } from '../contract/sms-length.ts'
import type { Clock } from '../platform/clock.ts'
import type { Prisma, Transaction } from '../platform/database/client.ts'
import type { Logger } from '../platform/logging/logger.ts'
import type { NewMessage, Outbox } from './outbox.ts'
import { afterQuietHours, type QuietHours, type Way, waysTo } from './sending-rules.ts'
import { render } from './template-rules.ts'
import type { Texts } from './texts.ts'

/** The job that sends one message. */
export const SEND_TASK = 'send-message'

export interface OutboxDeps {
  clock: Clock
  logger: Logger
  texts: Texts
  settings: { quietHours: QuietHours; accents: boolean }
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

  return {
    async put(tx, messages) {
      if (messages.length === 0) return
      const now = clock.now()
      const rows: Prisma.MessageCreateManyInput[] = []
      for (const message of messages) for (const way of waysTo(message)) rows.push(await rowOf(tx, message, way, now))
      const put = await tx.message.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true, state: true, sendAfter: true } })
      const jobs = put.filter(({ state }) => state === 'queued').map(({ id, sendAfter }) => ({ id, run_at: sendAfter }))
      if (jobs.length === 0) return
      await tx.$executeRaw`
        SELECT graphile_worker.add_jobs(ARRAY(
          SELECT json_populate_record(NULL::graphile_worker.job_spec, json_build_object('identifier', ${SEND_TASK}::text, 'payload', json_build_object('id', j.id),
            'run_at', j.run_at, 'max_attempts', 1, 'job_key', 'message ' || j.id))
          FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS j(id text, run_at timestamptz)))`
    },
  }
}

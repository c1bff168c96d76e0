// Sending what was put down: claimed before it is sent, tried again ever more slowly, always under the same request id.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { addJob } from '../platform/jobs/queue.ts'
import type { Logger } from '../platform/logging/logger.ts'
import type { Provider, Sent } from './providers/provider.ts'
import { SEND_TASK } from './put-messages.ts'
import { afterQuietHours, type QuietHours } from './sending-rules.ts'

/** Waits before the next try, minutes; after the last the message has failed. */
const retryAfterMinutes = [1, 5, 15, 60, 180, 360] as const
/** A claim older than this is of a process that died in the middle, ms. */
const STUCK_MS = 2 * 60_000
const SWEEP_BATCH = 500
/** One job waits for so many answers at a time. */
const TOGETHER = 4

export interface SendingDeps {
  db: Database
  clock: Clock
  logger: Logger
  /** Null: nobody who could send by this channel. */
  providers: { sms: Provider | null; email: Provider | null }
  /** When no citizen is woken, not by a late try either. */
  quietHours: QuietHours
}

/** One try of one message: whoever claimed it settles it. */
interface Claim {
  id: string
  attempts: number
}
interface Claimed extends Claim {
  channel: string
  requestId: string
  address: string
  name: string
  subject: string
  text: string
  encoding: string | null
}

export type Sending = ReturnType<typeof createSending>

/** Makes the sender. */
export function createSending({ db, clock, logger, providers, quietHours }: SendingDeps) {
  const isQuiet = (now: Date) => afterQuietHours(now.getTime(), quietHours) !== now.getTime()

  /** Sends those of these messages that wait and whose time has come, a few at a time; whoever claims one first sends it. */
  async function sendAll(ids: readonly string[]): Promise<void> {
    for (let first = 0; first < ids.length; first += TOGETHER) {
      const claimed = await claim(ids.slice(first, first + TOGETHER))
      await Promise.all(claimed.map(sendClaimed))
    }
  }

  // Claiming and settling are SQL: thousands go out in one minute, and each costs two statements.

  function claim(ids: readonly string[]): Promise<Claimed[]> {
    const now = clock.now()
    return db.$queryRaw<Claimed[]>`
      UPDATE message SET state = 'sending', claimed_at = ${now}, attempts = attempts + 1
      WHERE id = ANY(${ids}::uuid[]) AND state = 'queued' AND send_after <= ${now} AND (audience <> 'citizen' OR NOT ${isQuiet(now)})
      RETURNING id, attempts, channel, request_id AS "requestId", address, name, subject, text, encoding`
  }

  async function sendClaimed(message: Claimed): Promise<void> {
    const provider = message.channel === 'sms' ? providers.sms : providers.email
    if (!provider) return settle(message, { outcome: 'refused', reason: 'Chưa khai báo nhà cung cấp' }, 'not-sent')
    try {
      const { requestId, address, name, subject, text, encoding } = message
      await settle(message, await provider.send({ requestId, address, name, subject, text, unicode: encoding !== 'gsm7' }), 'failed')
    } catch (error) {
      // The provider may have it all the same: it is asked again under the same request id.
      logger.warn('message not sent', { messageId: message.id, channel: message.channel, attempt: message.attempts, error })
      await retry(message, error instanceof Error ? error.message.slice(0, 200) : 'unknown')
    }
  }

  async function settle({ id, attempts }: Claim, sent: Sent, refusedAs: 'failed' | 'not-sent'): Promise<void> {
    const now = clock.now()
    if (sent.outcome === 'accepted') {
      // What the provider took is taken, even if the sweep thought this process dead; a callback may have been quicker than the
      // answer, and delivered is not taken back.
      await db.$executeRaw`
        WITH taken AS (
          UPDATE message SET state = 'accepted', accepted_at = ${now}, provider_id = ${sent.providerId} WHERE id = ${id}::uuid AND state IN ('sending', 'queued'))
        INSERT INTO message_event (message_id, at, what, detail) VALUES (${id}::uuid, ${now}, 'accepted', ${sent.providerId ?? ''})`
      return
    }
    // A refusal is of this claim alone.
    await db.$executeRaw`
      WITH refused AS (UPDATE message SET state = ${refusedAs}, reason = ${sent.reason} WHERE id = ${id}::uuid AND state = 'sending' AND attempts = ${attempts})
      INSERT INTO message_event (message_id, at, what, detail) VALUES (${id}::uuid, ${now}, ${refusedAs}, ${sent.reason})`
  }

  async function retry({ id, attempts }: Claim, why: string): Promise<void> {
    const now = clock.now()
    const wait = retryAfterMinutes[attempts - 1]
    await db.$transaction(async (tx) => {
      const again = wait === undefined ? null : new Date(now.getTime() + wait * 60_000)
      const { count } = await tx.message.updateMany({
        where: { id, state: 'sending', attempts },
        data: again ? { state: 'queued', sendAfter: again } : { state: 'failed', reason: `Đã thử ${attempts} lần, nhà cung cấp không nhận` },
      })
      if (count === 0) return
      await tx.messageEvent.create({ data: { messageId: id, at: now, what: again ? 'try-failed' : 'failed', detail: why } })
      if (again) await addJob(tx, SEND_TASK, { ids: [id] }, { runAt: again, key: `message ${id}`, maxAttempts: 1 })
    })
  }

  /** Puts back what a dead process had claimed, and sends what no job is left for. */
  async function sweep(): Promise<number> {
    const now = clock.now()
    const stuckSince = new Date(now.getTime() - STUCK_MS)
    await db.message.updateMany({ where: { state: 'sending', claimedAt: { lt: stuckSince } }, data: { state: 'queued', sendAfter: now } })
    const waiting = await db.message.findMany({
      // In the morning this finds what the night kept back.
      where: { state: 'queued', sendAfter: { lt: new Date(now.getTime() - 30_000) }, ...(isQuiet(now) ? { audience: 'staff' } : {}) },
      orderBy: { sendAfter: 'asc' },
      take: SWEEP_BATCH,
      select: { id: true },
    })
    await sendAll(waiting.map(({ id }) => id))
    return waiting.length
  }

  /** The provider says what became of a message; said twice or late it changes nothing more. */
  async function delivery(requestId: string, delivered: boolean, detail: string): Promise<boolean> {
    const now = clock.now()
    const message = await db.message.findUnique({ where: { requestId }, select: { id: true, acceptedAt: true } })
    if (!message) return false
    const { count } = await db.message.updateMany({
      where: delivered
        ? { id: message.id, state: { in: ['accepted', 'sending', 'queued', 'failed'] } }
        : // One that waits for its next try was taken all the same, or nobody could report on it.
          { id: message.id, OR: [{ state: { in: ['accepted', 'sending'] } }, { state: 'queued', attempts: { gt: 0 } }] },
      data: delivered
        ? { state: 'delivered', deliveredAt: now, reason: '' }
        : { state: 'failed', reason: 'Nhà mạng báo không gửi được', acceptedAt: message.acceptedAt ?? now },
    })
    if (count > 0)
      await db.messageEvent.create({ data: { messageId: message.id, at: now, what: delivered ? 'delivered' : 'undelivered', detail: detail.slice(0, 200) } })
    return true
  }

  /**
   * An administrator tries one again that failed, or that nobody could send then. What the provider never took keeps its request id, so
   * that nobody gets it twice; what it took and could not deliver needs a new one, or it would be answered "duplicate" and not sent.
   */
  async function again(id: string, by: string): Promise<boolean> {
    const now = clock.now()
    const waiting = { state: 'queued', sendAfter: now, attempts: 0, reason: '' }
    return db.$transaction(async (tx) => {
      const untaken = await tx.message.updateMany({
        // Tried and not sent: there was no provider. What has no address was never tried.
        where: { id, acceptedAt: null, OR: [{ state: 'failed' }, { state: 'not-sent', attempts: { gt: 0 } }] },
        data: waiting,
      })
      const undelivered = await tx.message.updateMany({
        where: { id, acceptedAt: { not: null }, state: 'failed' },
        data: { ...waiting, requestId: randomUUID(), providerId: null, acceptedAt: null },
      })
      const count = untaken.count + undelivered.count
      if (count === 0) return false
      await tx.messageEvent.create({ data: { messageId: id, at: now, what: 'tried-again', detail: by } })
      await addJob(tx, SEND_TASK, { ids: [id] }, { key: `message ${id}`, maxAttempts: 1 })
      return true
    })
  }

  return { sendAll, sweep, delivery, again }
}

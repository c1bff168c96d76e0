// What every process stands on, whatever its roles.

import { createHotlineStore } from '../acd/hotline-store.ts'
import { hoursInForce } from '../acd/opening.ts'
import { createCallbacks } from '../calls/callbacks.ts'
import { createMessageAdmin } from '../channels/message-admin.ts'
import { createEsms } from '../channels/providers/esms.ts'
import { createFileSink } from '../channels/providers/file-sink.ts'
import { createMail } from '../channels/providers/mail.ts'
import { createOutbox } from '../channels/put-messages.ts'
import { createSending } from '../channels/sending.ts'
import { createTexts } from '../channels/texts.ts'
import type { Config } from '../config.ts'
import { createDeadlineBook } from '../deadlines/book.ts'
import { createCalendarStore } from '../deadlines/calendar-store.ts'
import { deskDue } from '../deadlines/desk-due.ts'
import { createSettingsStore } from '../deadlines/settings-store.ts'
import { createDirectoryService } from '../directory/service.ts'
import { createUnitBook } from '../directory/unit-book.ts'
import { systemClock } from '../platform/clock.ts'
import { createDatabase } from '../platform/database/client.ts'
import { createLogger } from '../platform/logging/logger.ts'
import { createNews, roleRoom, unitRoom } from '../platform/realtime/news.ts'
import { createRedis } from '../platform/redis/client.ts'
import { createAttachments } from '../tickets/attachments/service.ts'
import { createContentStore } from '../tickets/attachments/store.ts'
import type { TicketDeps } from '../tickets/deps.ts'
import { createAnchors } from '../tickets/history-anchor.ts'
import { setHistoryKey } from '../tickets/history-key.ts'
import { countOpenSlips } from '../tickets/open-slips.ts'
import { createTicketService } from '../tickets/service.ts'

export type Foundation = Awaited<ReturnType<typeof openFoundation>>

/** Opens logs, database and Redis, and the rooms every role asks; a server that is away delays nothing. */
export async function openFoundation(config: Config) {
  setHistoryKey(config.historyKey || config.sessionSecret)
  const logger = createLogger(config)
  const clock = systemClock
  const db = createDatabase({ url: config.databaseUrl, logger })
  // Pools of their own: what is looked up while a transaction is open must not wait for the connections that transactions hold, and
  // nobody at a desk for those that thousands of messages take.
  const lookups = createDatabase({ url: config.databaseUrl, logger, poolSize: 4 })
  const outgoing = createDatabase({ url: config.databaseUrl, logger, poolSize: 3 })
  const redis = await createRedis({ url: config.redisUrl, logger })
  const directory = createDirectoryService({ db, clock, logger })
  directory.countOpenSlipsBy((unitId, on) => countOpenSlips(on, unitId))
  const units = createUnitBook(lookups)
  const calendars = createCalendarStore({
    db: lookups,
    parentsOf: units.parents,
    unreadable: (owner, version) => logger.error('a stored calendar cannot be read, the one before it holds', { owner, version }),
  })
  const settings = createSettingsStore(lookups)
  const hotlineSettings = createHotlineStore(lookups, config.hotline.fixed, (version) => logger.error('stored hotline settings cannot be read', { version }))
  const { hotline } = hoursInForce(config.hotline, calendars)
  const book = createDeadlineBook(calendars, settings, hotline, () => units.officeUnit(clock.now()))
  const news = createNews(redis)
  const texts = createTexts(db)
  const outbox = createOutbox({ clock, logger, texts, settings: config.messages })
  const providers = providersOf(config.messages)
  const sending = createSending({ db: outgoing, clock, logger, providers, quietHours: config.messages.quietHours })
  const messages = createMessageAdmin({
    db,
    clock,
    texts,
    sending,
    settings: config.messages,
    providers: { sms: providers.sms?.name ?? 'none', email: providers.email?.name ?? 'none' },
  })
  const tell: TicketDeps['tell'] = ({ ticketId, unitIds }) =>
    news.tell([...(['operator', 'supervisor', 'overseer', 'provincial-office'] as const).map(roleRoom), ...unitIds.map(unitRoom)], 'ticket:changed', {
      ticketId,
    })
  const tickets = createTicketService({
    db,
    clock,
    logger,
    book,
    units,
    outbox,
    tell,
  })
  return {
    config,
    logger,
    clock,
    db,
    redis,
    directory,
    units,
    calendars,
    settings,
    hotlineSettings,
    /** The call-back tasks, for a process that tells its desks how many are open. */
    callbacksFor: (tell: (count: number) => void) =>
      createCallbacks({ db, clock, logger, namesOf: tickets.namesOf, dueAfter: (since) => deskDue(book, 'callback', since), tell }),
    sending,
    messages,
    anchors: createAnchors({ db, historyDir: config.historyDir, logger }),
    tickets,
    attachments: createAttachments({
      db,
      clock,
      logger,
      store: createContentStore(config.attachmentDir),
      trustedRoots: config.trustedCaDir,
      ticket: tickets.get,
      tell,
    }),
    async close() {
      await redis.close()
      await Promise.all([db, lookups, outgoing].map((pool) => pool.$disconnect()))
    },
  }
}

/** Who sends what: the province's providers, in a demonstration a file. */
function providersOf({ sms, brand, callbackUrl, smtpUrl, mailFrom, fileSink }: Config['messages']) {
  const file = (channel: 'sms' | 'email') => (fileSink ? createFileSink(fileSink, channel) : null)
  return {
    sms: sms ? createEsms({ ...sms, brand, callbackUrl }) : file('sms'),
    email: smtpUrl ? createMail({ url: smtpUrl, from: mailFrom }) : file('email'),
  }
}

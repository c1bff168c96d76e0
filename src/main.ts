// Puts everything together; ordered start and stop. Run by the launcher (src/launcher) or by docker compose.
import path from 'node:path'
import { createContactCenter, SERVER_ID } from './acd/contact-center.ts'
import { bindDeskCommands, bindSoftphoneRoute, sipWsUrl } from './acd/desk-commands.ts'
import { createDialplanFlags } from './acd/dialplan-flags.ts'
import { createPops } from './acd/pops.ts'
import { createQueueMembers } from './acd/queue-members.ts'
import { bindCallbackRoutes } from './calls/callback-routes.ts'
import { createCallbacks } from './calls/callbacks.ts'
import { createFallbackCalls } from './calls/fallback-calls.ts'
import { openJournal } from './calls/journal.ts'
import { createLease } from './calls/lease.ts'
import { createQuality } from './calls/quality.ts'
import { bindRecordingRoutes } from './calls/recording-routes.ts'
import { isGoingOn, isLasting, recover } from './calls/recovery.ts'
import { measureOrphan, measureUnmeasured } from './calls/unmeasured-recordings.ts'
import { createJournalWriter, identityOf } from './calls/writer.ts'
import { BadSettings, loadPlatformConfig, readEnvironment } from './config.ts'
import { bindDirectoryRoutes } from './directory/routes.ts'
import { createDirectoryService } from './directory/service.ts'
import { createAlarms } from './platform/alarms/alarms.ts'
import { bindAlarms, createAlarmSources } from './platform/alarms/sources.ts'
import { createAmi } from './platform/asterisk/ami.ts'
import { createAri } from './platform/asterisk/ari.ts'
import { systemClock } from './platform/clock.ts'
import { createDatabase } from './platform/database/client.ts'
import { createHttpServer } from './platform/http/server.ts'
import { createLogger } from './platform/logging/logger.ts'
import { createRealtimeGateway } from './platform/realtime/gateway.ts'
import { createRedis } from './platform/redis/client.ts'
import { bindTicketRoutes } from './tickets/routes.ts'
import { createTicketService } from './tickets/service.ts'

async function main(): Promise<void> {
  const config = loadPlatformConfig(readEnvironment())
  const logger = createLogger(config)
  const clock = systemClock
  const db = createDatabase({ url: config.databaseUrl, logger })
  const redis = await createRedis({ url: config.redisUrl, logger })
  const directory = createDirectoryService({ db, clock, logger })
  const http = createHttpServer({ config, logger, clock, directory, redis })
  const gateway = createRealtimeGateway({ httpServer: http.httpServer, sessions: http.sessions, redis, logger })
  const tickets = createTicketService({ db, clock, logger })

  const callbacks = createCallbacks({ db, clock, logger, namesOf: tickets.namesOf, tell: (count) => gateway.toDesks('callbacks:changed', { count }) })

  const journalDir = path.join(config.dataDir, 'journal')
  const journal = openJournal(journalDir, { isOpen: isGoingOn, isLasting, limitBytes: config.journalLimitBytes })
  // A connection of its own: the lease must not wait behind other questions.
  const leaseDb = createDatabase({ url: config.databaseUrl, logger, poolSize: 1 })
  const lease = createLease({ db: leaseDb, logger, holder: identityOf(journalDir), folder: journalDir })
  const ari = createAri({
    url: config.asterisk.ariUrl,
    username: config.asterisk.ariUsername,
    password: config.asterisk.ariPassword,
    app: config.asterisk.appName,
    logger,
    mayAct: lease.mayAct,
  })
  const ami = createAmi({ ...config.ami, logger, mayAct: lease.mayAct })
  const alarms = createAlarms({ clock, logger, record: (step, subject, at) => void journal.append('alarm', subject, at, step) })
  const alarmSources = createAlarmSources({ ...config, alarms, ari, ami, redis, db, clock, logger })
  journal.onTrouble((trouble, is) => {
    const code = trouble === 'large' ? 'journal-large' : 'journal-not-written'
    if (is) alarms.raise(code)
    else alarms.clear(code)
  })
  const pops = createPops({
    logger,
    prefill: (number, ticketId) => tickets.prefill(number, 'hotline', ticketId),
    savedDraft: (ticketId) => tickets.written(ticketId),
  })
  const recordings = { db, logger, recordingDir: config.recordingDir }
  const center = createContactCenter({
    config,
    ari,
    journal,
    clock,
    logger,
    pops,
    wire: gateway,
    lease,
    databaseIsThere: directory.ping,
    onRecordingFailed: () => alarmSources.recordings.failed(),
    orphanRecording: (id) =>
      void measureOrphan(recordings, id, clock.now()).catch((error: unknown) => logger.warn('recording not measured', { recordingId: id, error })),
  })
  const queueMembers = createQueueMembers({ ami, logger, candidates: center.queueCandidates })
  center.agents.onChange(() => queueMembers.wake())
  center.phones.onEndpoint(() => queueMembers.wake())
  const dialplanFlags = createDialplanFlags({ ami, isOpen: center.isOpenAt, now: () => clock.now().getTime() })
  const fallbackCalls = createFallbackCalls({
    ami,
    journal,
    clock,
    logger,
    recordingDir: config.recordingDir,
    serverId: SERVER_ID,
    isAgent: (agentId) => center.agents.get(agentId) !== undefined,
    onTalk: center.onFallbackTalk,
    onKnownEnded: center.onFallbackEnded,
  })
  const quality = createQuality({ ami, calls: center.calls, journal, clock })
  const writer = createJournalWriter({
    journal,
    folder: journalDir,
    db,
    logger,
    openDraft: async (call) =>
      tickets.openDraftForCall({
        ticketId: call.ticketId,
        callId: call.callId,
        form: await pops.formFor(call),
        reportedAt: new Date(call.arrivedAt),
        createdById: null,
      }),
    openFallbackDraft: async ({ ticketId, callId, arrivedAt, number, raw }) => {
      const { form } = await tickets.prefill(number, 'hotline', ticketId)
      const reporterPhone = form.reporterPhone || raw.slice(0, 40)
      await tickets.openDraftForCall({ ticketId, callId, form: { ...form, reporterPhone }, reportedAt: new Date(arrivedAt), createdById: null })
    },
  })

  const softphone = {
    ...config.softphone,
    httpPort: config.asterisk.httpPort,
    httpsPort: config.asterisk.httpsPort,
    tls: config.tls !== null,
  }
  bindDirectoryRoutes(http, directory)
  bindAlarms(http, gateway, alarms)
  bindTicketRoutes(http, tickets)
  bindCallbackRoutes(http, callbacks)
  bindRecordingRoutes(http, { db, recordingDir: config.recordingDir, mayHear: tickets.mayHearRecordings })
  bindSoftphoneRoute(http, center, softphone)
  bindDeskCommands(gateway, center, (error) => logger.warn('softphone account not pushed', { reason: error instanceof Error ? error.message : String(error) }))
  http.handle('status', async ({ req }) => ({
    serverTime: clock.now().toISOString(),
    hotlineOpen: center.isOpen(),
    hours: config.hotline.hours.text,
    telephony: ari.connected(),
    sipWsUrl: sipWsUrl(softphone, req.headers.host),
  }))
  http.health.add('ari', { vital: true, check: async () => !lease.isHolder() || ari.connected() })
  http.health.add('ami', { vital: false, check: async () => !lease.isHolder() || ami.connected() })
  http.health.add('journal', { vital: false, check: async () => writer.behind() < 5000 })

  http.app.get('/health/active', (_req, res) => void res.status(lease.isHolder() ? 200 : 503).json({ ok: lease.isHolder() }))

  /** Who may take calls; asked until the database answers. */
  const loadAgents = async (): Promise<void> => {
    for (const agent of await directory.agents()) {
      center.agents.know(agent.personId, agent.name)
      center.phones.setProfile(agent.personId, agent.phoneProfile)
    }
  }
  const agentsLoaded = untilDone(loadAgents)
  directory.onPhoneProfileChanged(({ personId, profile }) => center.phones.setProfile(personId, profile))
  directory.onSessionEnded(({ personId, sessionId, reason }) => {
    center.desk.sessionEnded(personId, sessionId)
    gateway.closeSession(sessionId, reason)
    void center.accounts.withdraw(sessionId)
  })

  const parts = [dialplanFlags, queueMembers, fallbackCalls]
  lease.onAcquired(async () => {
    alarms.begin()
    alarmSources.start()
    center.takeOver(await recover({ journal, db, logger }))
    ari.start()
    ami.start()
    await agentsLoaded
    for (const part of parts) part.start()
    await untilDone(() => writer.drain().then(() => measureUnmeasured(recordings)))
  })
  lease.onFenced(() => void stop('lease lost', 3))
  writer.start()
  lease.start()
  await http.start()
  logger.info('platform ready', { port: config.http.port })

  let stopping = false
  const stop = async (signal: string, exitCode = 0) => {
    if (stopping) return
    stopping = true
    logger.info('stopping', { signal })
    await http.stop()
    center.stop()
    for (const part of parts) part.stop()
    alarmSources.stop()
    quality.stop()
    ari.stop()
    ami.stop()
    await lease.release()
    await writer.stop().catch(() => logger.warn('journal kept on disk: the database is away'))
    journal.close()
    await redis.close()
    await Promise.all([db.$disconnect(), leaseDb.$disconnect()])
    process.exit(exitCode)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}

/** Does it again each second until it succeeds: what needs the database at the start comes when the database does. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000).unref())
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BadSettings ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})

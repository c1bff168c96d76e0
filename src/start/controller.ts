// The role `controller`: the calls. Of all processes with this role one has them, by its lease; the others stand by.
import path from 'node:path'
import { createContactCenter } from '../acd/contact-center.ts'
import type { DeskWire } from '../acd/desk.ts'
import type { DeskLine } from '../acd/desk-line.ts'
import { createDeskLines } from '../acd/desk-lines.ts'
import { createLocalDeskLine } from '../acd/local-desk-line.ts'
import { createPops } from '../acd/pops.ts'
import { createPromptFiles } from '../acd/prompts/files.ts'
import { createNotes } from '../calls/fallback-notes.ts'
import { openJournal } from '../calls/journal.ts'
import { lastAgentOf } from '../calls/last-agent.ts'
import { createLease } from '../calls/lease.ts'
import { watchRecordingFaults } from '../calls/recording-faults.ts'
import { isGoingOn, isLasting, recover } from '../calls/recovery.ts'
import { measureOrphan, measureUnmeasured } from '../calls/unmeasured-recordings.ts'
import { identityOf } from '../calls/writer.ts'
import { createAlarms } from '../platform/alarms/alarms.ts'
import { createAlarmSources, tellAlarms } from '../platform/alarms/sources.ts'
import { createAsteriskServers } from '../platform/asterisk/several.ts'
import { createDatabase } from '../platform/database/client.ts'
import type { Listener } from '../platform/http/listener.ts'
import { draftWriter } from './draft-writer.ts'
import type { Foundation } from './foundation.ts'
import { createServerParts } from './server-parts.ts'
import { untilDone } from './until-done.ts'

export interface ControllerRole {
  /** What the pages of this process ask; those of web processes come over their lines. */
  line: DeskLine
  /** Begins to ask for the lease, and to work when it is there. */
  start(): void
  /** Ends the work on calls; Asterisk goes on with them. */
  stop(): void
  /** Gives the lease up and leaves nothing in the journal that can be written. */
  finish(): Promise<void>
}

/** Makes the controller. `own` are the pages of this process, where it is web as well; `onFenced` must end the process. */
export function createControllerRole(foundation: Foundation, listener: Listener, own: DeskWire | null, onFenced: () => void): ControllerRole {
  const { config, logger, clock, db, redis, directory, tickets, calendars, hotlineSettings, callbacksFor } = foundation
  const promptFiles = createPromptFiles({ db, logger, dir: config.asterisk.promptsDir })
  hotlineSettings.before(({ menu }) => (menu.recording === null ? Promise.resolve() : promptFiles.ready(menu.recording)))
  const journalDir = path.join(config.dataDir, 'journal')
  const journal = openJournal(journalDir, { isOpen: isGoingOn, isLasting, limitBytes: config.journalLimitBytes })
  // A connection of its own: the lease must not wait behind other questions.
  const leaseDb = createDatabase({ url: config.databaseUrl, logger, poolSize: 1 })
  const lease = createLease({ db: leaseDb, logger, holder: identityOf(journalDir), folder: journalDir, address: config.controllerAddress })
  const servers = createAsteriskServers({
    servers: config.asterisk.servers,
    ari: { username: config.asterisk.ariUsername, password: config.asterisk.ariPassword, app: config.asterisk.appName },
    ami: config.ami,
    logger,
    mayAct: lease.mayAct,
  })
  const alarms = createAlarms({ clock, logger, record: (step, subject, at) => void journal.append('alarm', subject, at, step) })
  const alarmSources = createAlarmSources({ ...config, alarms, servers: servers.all, redis, db, clock, logger })
  const recordingFaults = watchRecordingFaults({
    db,
    raise: (detail) => alarms.raise('recording-changed', detail),
    clear: () => alarms.clear('recording-changed'),
  })
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
  const { wire } = createDeskLines({
    httpServer: listener.httpServer,
    sessionSecret: config.sessionSecret,
    logger,
    mayServe: () => center.isServing(),
    line: () => line,
    own,
  })
  tellAlarms(wire, alarms)
  const notes = new Map(servers.all.map(({ id, ami }) => [id, createNotes(ami)]))
  const center = createContactCenter({
    config,
    hotlineHours: calendars,
    hotlineSettings,
    lastAgent: (number, since) => lastAgentOf(db, number, since),
    servers,
    journal,
    clock,
    logger,
    pops,
    wire,
    lease,
    databaseIsThere: directory.ping,
    notes: async (serverId) => notes.get(serverId)?.() ?? null,
    onRecordingFailed: () => alarmSources.recordings.failed(),
    orphanRecording: (id) =>
      void measureOrphan(recordings, id, clock.now()).catch((error: unknown) => logger.warn('recording not measured', { recordingId: id, error })),
  })
  const line = createLocalDeskLine({ center, alarms, telephony: servers.someConnected, logger })
  const parts = servers.all.map((server) => createServerParts(server, { center, config, journal, clock, logger }))
  const callbacks = callbacksFor((count) => wire.toDesks('callbacks:changed', { count }))
  const writer = draftWriter(foundation, { journal, journalDir, pops, onCallbacks: () => void callbacks.changed() })

  // Ready means that calls are served: here, or by another while this one stands by.
  listener.health.add('ari', { vital: true, check: async () => (lease.isHolder() ? servers.someConnected() : lease.isDecided()) })
  listener.health.add('ami', { vital: false, check: async () => !lease.isHolder() || servers.all.every(({ ami }) => ami.connected()) })
  listener.health.add('journal', { vital: false, check: async () => writer.behind() < 5000 })
  listener.app.get('/health/active', (_req, res) => void res.status(center.isServing() ? 200 : 503).json({ ok: center.isServing() }))

  /** Who may take calls; asked until the database answers. What changed while this process stood by is known then. */
  const loadAgents = async (): Promise<void> => {
    for (const agent of await directory.agents()) {
      center.agents.know(agent.personId, agent.name)
      center.phones.setProfile(agent.personId, agent.phoneProfile)
    }
  }
  lease.onAcquired(async () => {
    alarms.begin()
    alarmSources.start()
    recordingFaults.start()
    const agentsLoaded = untilDone(loadAgents)
    center.takeOver(await recover({ journal, db, logger }))
    servers.start()
    for (const part of parts) part.letIn()
    await agentsLoaded
    for (const part of parts) part.start()
    await untilDone(() => writer.drain().then(() => measureUnmeasured(recordings)))
  })
  lease.onFenced(onFenced)

  return {
    line,
    start() {
      promptFiles.start()
      hotlineSettings.start()
      writer.start()
      lease.start()
    },
    stop() {
      center.stop()
      for (const part of parts) part.stop()
      alarmSources.stop()
      recordingFaults.stop()
      hotlineSettings.stop()
      promptFiles.stop()
      servers.stop()
    },
    async finish() {
      await lease.release()
      await writer.stop().catch(() => logger.warn('journal kept on disk: the database is away'))
      journal.close()
      await leaseDb.$disconnect()
    },
  }
}

// The role `web`: pages, HTTP API, sockets and sessions. It has no calls; whoever has them is at the end of its desk line.
import { bindDeskCommands } from '../acd/desk-commands.ts'
import type { DeskLine } from '../acd/desk-line.ts'
import { createFigures } from '../acd/figures.ts'
import { bindFigureRoutes } from '../acd/figures-routes.ts'
import { createHotlineAdmin } from '../acd/hotline-admin.ts'
import { bindHotlineRoutes } from '../acd/hotline-routes.ts'
import { createPromptAdmin } from '../acd/prompts/admin.ts'
import { bindPromptRoutes } from '../acd/prompts/routes.ts'
import { createVoice } from '../acd/prompts/voice.ts'
import { createRemoteDeskLine } from '../acd/remote-desk-line.ts'
import { createSoftphoneNames } from '../acd/softphone-accounts.ts'
import { bindSoftphoneRoute } from '../acd/softphone-route.ts'
import { bindStatusRoute } from '../acd/status-route.ts'
import { bindCallbackRoutes } from '../calls/callback-routes.ts'
import { createControllerAddress } from '../calls/controller-address.ts'
import { bindDispositionRoutes, createDispositions } from '../calls/dispositions.ts'
import { bindRecordingRoutes } from '../calls/recording-routes.ts'
import { bindMessageRoutes } from '../channels/routes.ts'
import { createCalendarAdmin } from '../deadlines/calendar-admin.ts'
import { bindCalendarRoutes } from '../deadlines/routes.ts'
import { createSettingsAdmin } from '../deadlines/settings-admin.ts'
import { bindDirectoryRoutes } from '../directory/routes.ts'
import { bindAlarms } from '../platform/alarms/sources.ts'
import { createHttpServer } from '../platform/http/server.ts'
import { createRealtimeGateway } from '../platform/realtime/gateway.ts'
import { bindScoringRoutes } from '../scoring/routes.ts'
import { createScoring } from '../scoring/service.ts'
import { bindAttachmentRoutes } from '../tickets/attachments/routes.ts'
import { bindTicketRoutes } from '../tickets/routes.ts'
import type { Foundation } from './foundation.ts'

export type WebDoor = ReturnType<typeof openWebDoor>

/** Makes server and socket; nothing is bound and nobody is let in yet. */
export function openWebDoor(foundation: Foundation) {
  const http = createHttpServer(foundation)
  const gateway = createRealtimeGateway({ ...foundation, httpServer: http.httpServer, sessions: http.sessions })
  return { http, gateway }
}

/** Binds every endpoint and command, and what a session's end means. */
export function bindWeb(
  { config, clock, db, directory, tickets, attachments, calendars, settings, hotlineSettings, units, messages, callbacksFor }: Foundation,
  { http, gateway }: WebDoor,
  line: DeskLine,
): void {
  const callbacks = callbacksFor((count) => gateway.toDesks('callbacks:changed', { count }))
  const softphone = { ...config.asterisk, ...config.softphone, tls: config.tls !== null }
  bindDirectoryRoutes(http, directory)
  bindAlarms(http, line.alarms)
  bindTicketRoutes(http, tickets)
  bindAttachmentRoutes(http, attachments)
  bindMessageRoutes(http, { admin: messages, callbackToken: config.messages.callbackToken, ticket: tickets.get })
  const unitName = async (id: string) => (await units.unit(id, clock.now()))?.name ?? null
  bindCalendarRoutes(http, createCalendarAdmin({ db, clock, calendars, unitName }), createSettingsAdmin({ db, clock, settings }))
  bindHotlineRoutes(http, createHotlineAdmin({ db, clock, store: hotlineSettings, agents: directory.agents }))
  bindPromptRoutes(http, createPromptAdmin({ db, clock, voice: config.voice ? createVoice(config.voice) : null }))
  bindCallbackRoutes(http, callbacks)
  bindDispositionRoutes(http, createDispositions({ db, clock, required: config.hotline.dispositionRequired }))
  bindFigureRoutes(http, createFigures({ db, clock, rules: config.figures, namesOf: directory.namesOf }))
  bindRecordingRoutes(http, { db, clock, recordingDir: config.recordingDir, mayHear: tickets.mayHearRecordings })
  bindScoringRoutes(http, createScoring({ db, clock, mayHear: tickets.mayHearRecordings, namesOf: directory.namesOf }))
  bindSoftphoneRoute(http, line, createSoftphoneNames(config.sessionSecret), softphone)
  bindStatusRoute(http, { hotline: config.hotline, hotlineHours: calendars, line, clock, softphone })
  bindDeskCommands(gateway, line)
  directory.onPhoneProfileChanged(line.phoneChanged)
  directory.onRolesChanged(gateway.rolesChanged)
  directory.onSessionEnded(({ personId, sessionId, reason }) => {
    line.sessionEnded({ personId, sessionId })
    gateway.closeSession(sessionId, reason)
  })
}

/** The line of a process that is web alone; it looks for the controller after `start()`. */
export function lineToController({ config, logger, db }: Foundation, { http, gateway }: WebDoor) {
  const line = createRemoteDeskLine({ find: createControllerAddress(db), sessionSecret: config.sessionSecret, logger, pages: gateway.here })
  // Pages, tickets and sessions serve without it: no reason to take this process out of service.
  http.health.add('controller', { vital: false, check: async () => line.isOpen() })
  return line
}

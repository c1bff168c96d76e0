// What an operator's browser needs to register its telephone, and where it does so.
import { type SipSocketSettings, sipSockets } from '../platform/asterisk/server-list.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { DeskLine } from './desk-line.ts'
import type { SoftphoneNames } from './softphone-accounts.ts'

export interface SoftphoneSettings extends SipSocketSettings {
  stunUrl: string
}

/** Where browsers on `host` (the page's Host header) find the servers' SIP WebSockets. */
export function sipServers(settings: SipSocketSettings, host: string | undefined): { id: string; wsUrl: string }[] {
  return sipSockets(settings, (host ?? 'localhost').replace(/:\d+$/, ''))
}

/** Binds `softphone`: the session's own SIP account, pushed to every server before it is handed out. */
export function bindSoftphoneRoute(http: HttpBinder, line: DeskLine, names: SoftphoneNames, settings: SoftphoneSettings): void {
  http.handle('softphone', async ({ session, req }) => {
    await line.pushAccount(session.sessionId)
    const username = names.usernameOf(session.sessionId)
    return {
      servers: sipServers(settings, req.headers.host),
      uri: `sip:${username}@hotline.invalid`,
      username,
      secret: names.secretOf(session.sessionId),
      iceServers: settings.stunUrl ? [{ urls: settings.stunUrl }] : [],
    }
  })
}

// What an operator's browser needs to register its telephone, and where it does so.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { DeskLine } from './desk-line.ts'
import type { SoftphoneNames } from './softphone-accounts.ts'

export interface SoftphoneSettings {
  /** '' means: Asterisk's own port on the host the page came from. */
  sipWsUrl: string
  stunUrl: string
  httpPort: number
  httpsPort: number
  tls: boolean
}

/** Where browsers on `host` (the page's Host header) find Asterisk's SIP WebSocket. */
export function sipWsUrl(settings: SoftphoneSettings, host: string | undefined): string {
  if (settings.sipWsUrl) return settings.sipWsUrl
  const name = (host ?? 'localhost').replace(/:\d+$/, '')
  return settings.tls ? `wss://${name}:${settings.httpsPort}/ws` : `ws://${name}:${settings.httpPort}/ws`
}

/** Binds `softphone`: the session's own SIP account, pushed to Asterisk before it is handed out. */
export function bindSoftphoneRoute(http: HttpBinder, line: DeskLine, names: SoftphoneNames, settings: SoftphoneSettings): void {
  http.handle('softphone', async ({ session, req }) => {
    await line.pushAccount(session.sessionId)
    const username = names.usernameOf(session.sessionId)
    return {
      wsUrl: sipWsUrl(settings, req.headers.host),
      uri: `sip:${username}@hotline.invalid`,
      username,
      secret: names.secretOf(session.sessionId),
      iceServers: settings.stunUrl ? [{ urls: settings.stunUrl }] : [],
    }
  })
}

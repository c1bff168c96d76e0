// Binds the socket commands of the agent desktop and the softphone's account to the contact center.

import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import type { RealtimeGateway } from '../platform/realtime/gateway.ts'
import type { ContactCenter } from './contact-center.ts'

/** Binds every command of contract/socket.ts. */
export function bindDeskCommands(gateway: RealtimeGateway, { desk, accounts }: ContactCenter, onError: (error: unknown) => void): void {
  gateway.onCommand('desk:open', (context, { tabId }) => {
    // The page registers its phone right after: its account must be there, but a desk opens without telephony too.
    accounts.push(context.sessionId).catch(onError)
    return desk.open(context, tabId)
  })
  gateway.onCommand('agent:ready', async (context) => desk.ready(context))
  gateway.onCommand('agent:pause', async (context, { reason }) => desk.pause(context, reason))
  gateway.onCommand('agent:offline', async (context) => desk.offline(context))
  gateway.onCommand('wrapup:extend', async (context) => desk.extendWrapup(context))
  gateway.onCommand('wrapup:finish', async (context) => desk.finishWrapup(context))
  gateway.onCommand('call:decline', async (context, { callId }) => desk.decline(context, callId))
  gateway.onCommand('call:hold', async (context, { callId }) => desk.hold(context, callId))
  gateway.onCommand('call:unhold', async (context, { callId }) => desk.unhold(context, callId))
  gateway.onCommand('call:hangup', async (context, { callId }) => desk.hangup(context, callId))
  gateway.onDisconnect(({ personId, socketId }) => desk.left(personId, socketId))
}

interface SoftphoneSettings {
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
export function bindSoftphoneRoute(http: HttpBinder, { accounts }: ContactCenter, settings: SoftphoneSettings): void {
  http.handle('softphone', async ({ session, req }: { session: SessionContext; req: { headers: { host?: string | undefined } } }) => {
    await accounts.push(session.sessionId)
    const username = accounts.usernameOf(session.sessionId)
    return {
      wsUrl: sipWsUrl(settings, req.headers.host),
      uri: `sip:${username}@hotline.invalid`,
      username,
      secret: accounts.secretOf(session.sessionId),
      iceServers: settings.stunUrl ? [{ urls: settings.stunUrl }] : [],
    }
  })
}

// SIP accounts of the operators' browsers: one per session, made in Asterisk's memory at run time, withdrawn at its end.
// The secret is derived, never stored: the same session gives the same secret after any restart.
import { createHmac } from 'node:crypto'
import type { Logger } from 'winston'
import type { Ari } from '../platform/asterisk/ari.ts'

/** What a session's account is called and opened with: known wherever the session secret is. */
export interface SoftphoneNames {
  usernameOf(sessionId: string): string
  secretOf(sessionId: string): string
}

export interface SoftphoneAccounts extends SoftphoneNames {
  /** Makes the account in Asterisk; repeating it changes nothing. */
  push(sessionId: string): Promise<void>
  withdraw(sessionId: string): Promise<void>
}

/** Makes the names. `key` is the installation's session secret. */
export function createSoftphoneNames(key: string): SoftphoneNames {
  const derive = (purpose: string, sessionId: string) => createHmac('sha256', key).update(`${purpose}:${sessionId}`).digest('hex')
  return {
    usernameOf: (sessionId) => `op-${derive('sip-name', sessionId).slice(0, 12)}`,
    secretOf: (sessionId) => derive('sip-secret', sessionId).slice(0, 40),
  }
}

/** Makes the accounts service. */
export function createSoftphoneAccounts(deps: { ari: Ari; logger: Logger; key: string }): SoftphoneAccounts {
  const { usernameOf, secretOf } = createSoftphoneNames(deps.key)
  return {
    usernameOf,
    secretOf,
    async push(sessionId) {
      const name = usernameOf(sessionId)
      await deps.ari.putObject('auth', name, { auth_type: 'userpass', username: name, password: secretOf(sessionId) })
      await deps.ari.putObject('aor', name, {
        max_contacts: '1',
        remove_existing: 'yes',
        minimum_expiration: '60',
        default_expiration: '120',
        // A browser that sleeps behind an open connection is found out before its registration runs out.
        qualify_frequency: '30',
        qualify_timeout: '8',
      })
      await deps.ari.putObject('endpoint', name, {
        transport: 'transport-ws',
        context: 'nowhere',
        disallow: 'all',
        allow: 'alaw,ulaw',
        webrtc: 'yes',
        dtls_auto_generate_cert: 'yes',
        auth: name,
        aors: name,
        direct_media: 'no',
        rtp_symmetric: 'yes',
        force_rport: 'yes',
        rewrite_contact: 'yes',
        send_pai: 'no',
      })
    },
    async withdraw(sessionId) {
      const name = usernameOf(sessionId)
      for (const kind of ['endpoint', 'aor', 'auth'] as const) await deps.ari.deleteObject(kind, name).catch(() => undefined)
      deps.logger.info('softphone account withdrawn', { account: name })
    },
  }
}

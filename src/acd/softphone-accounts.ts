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
  /** Makes the account at every server, or at the one named; repeating it changes nothing. Rejected when no server took it. */
  push(sessionId: string, serverId?: string): Promise<void>
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

type Objects = Pick<Ari, 'putObject' | 'deleteObject'>

/** Makes the accounts service. */
export function createSoftphoneAccounts(deps: { servers: readonly { id: string; ari: Objects }[]; logger: Logger; key: string }): SoftphoneAccounts {
  const names = createSoftphoneNames(deps.key)
  const { usernameOf, secretOf } = names
  return {
    ...names,
    async push(sessionId, serverId) {
      const wanted = deps.servers.filter(({ id }) => serverId === undefined || id === serverId)
      const made = await Promise.allSettled(wanted.map(({ ari }) => pushTo(ari, usernameOf(sessionId), secretOf(sessionId))))
      // A page is not kept from the servers that are there by one that is away: its connection brings the accounts along.
      const [failed] = made.filter((one) => one.status === 'rejected')
      if (failed && made.every(({ status }) => status === 'rejected')) throw failed.reason
    },
    async withdraw(sessionId) {
      const name = usernameOf(sessionId)
      for (const { ari } of deps.servers) for (const kind of ['endpoint', 'aor', 'auth'] as const) await ari.deleteObject(kind, name).catch(() => undefined)
      deps.logger.info('softphone account withdrawn', { account: name })
    },
  }
}

async function pushTo(ari: Objects, name: string, secret: string): Promise<void> {
  await ari.putObject('auth', name, { auth_type: 'userpass', username: name, password: secret })
  await ari.putObject('aor', name, {
    max_contacts: '1',
    remove_existing: 'yes',
    minimum_expiration: '60',
    default_expiration: '120',
    // A browser that sleeps behind an open connection is found out before its registration runs out.
    qualify_frequency: '30',
    qualify_timeout: '8',
  })
  await ari.putObject('endpoint', name, {
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
}

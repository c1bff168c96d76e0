// Keeps the browser's telephone registered for ever: through lost networks, a restarted Asterisk, and an absent web server.
import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRequest } from 'jssip/lib/SIPMessage'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import type { SoftphoneAccount } from '../../../src/contract/accounts.ts'
import { api } from '../api/client.ts'

export type PhoneLink = 'off' | 'connecting' | 'registered' | 'reconnecting'

interface Deps {
  onLink: (link: PhoneLink) => void
  onIncoming: (session: RTCSession, request: IncomingRequest) => void
  /** A call that is up keeps its telephone: a new account waits for its end. */
  busy: () => boolean
}

const retryMs = 3_000
/** A server that hangs must not keep the telephone from registering with the account it has. */
const askMs = 2_000

export class Registration {
  readonly #deps: Deps
  #ua: UA | null = null
  #account: SoftphoneAccount | null = null
  #retry: ReturnType<typeof setTimeout> | null = null
  #wanted = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  get iceServers(): RTCIceServer[] {
    return this.#account?.iceServers ?? []
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#deps.onLink('connecting')
    void this.#connect()
  }

  stop(): void {
    this.#wanted = false
    if (this.#retry) clearTimeout(this.#retry)
    this.#ua?.stop()
    this.#ua = null
    this.#account = null
    this.#deps.onLink('off')
  }

  /**
   * Asks for the account each time, because asking is what brings it back to an Asterisk that was restarted. Without an
   * answer the telephone registers with the account it has: that is between it and Asterisk alone.
   */
  async #connect(): Promise<void> {
    const account = await api('softphone', { signal: AbortSignal.timeout(askMs) }).catch(() => null)
    if (!this.#wanted) return
    const known = this.#ua !== null && this.#account !== null
    if (known && (account === null || sameAccount(this.#account, account))) {
      // While its line is down JsSIP opens it again by itself, and registers then.
      if (this.#ua?.isConnected()) this.#ua.register()
      else this.#tryAgain()
    } else if (account === null || this.#deps.busy()) this.#tryAgain()
    else this.#begin(account)
  }

  #tryAgain(): void {
    if (!this.#wanted) return
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#connect(), retryMs)
  }

  #begin(account: SoftphoneAccount): void {
    this.#ua?.stop()
    this.#account = account
    const ua = new UA({
      sockets: [new WebSocketInterface(account.wsUrl)],
      uri: account.uri,
      authorization_user: account.username,
      password: account.secret,
      register: true,
      register_expires: 120,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 4,
    })
    // An older telephone object may still speak while it stops: only the newest one counts.
    const current = () => this.#ua === ua
    ua.on('registered', () => current() && this.#registered())
    ua.on('unregistered', () => current() && this.#lost())
    ua.on('disconnected', () => current() && this.#lost())
    ua.on('registrationFailed', () => current() && this.#lost())
    ua.on('newRTCSession', ({ session, request }: RTCSessionEvent) => {
      if (session.direction === 'incoming') this.#deps.onIncoming(session, request as IncomingRequest)
    })
    this.#ua = ua
    ua.start()
  }

  #registered(): void {
    if (this.#retry) clearTimeout(this.#retry)
    this.#deps.onLink('registered')
  }

  #lost(): void {
    if (!this.#wanted) return
    this.#deps.onLink('reconnecting')
    this.#tryAgain()
  }
}

function sameAccount(a: SoftphoneAccount | null, b: SoftphoneAccount): boolean {
  return a !== null && a.wsUrl === b.wsUrl && a.uri === b.uri && a.username === b.username && a.secret === b.secret
}

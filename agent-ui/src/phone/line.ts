// The browser's telephone at one server: JsSIP's user agent there, and how to bring its registration back.
import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRequest } from 'jssip/lib/SIPMessage'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import type { SoftphoneAccount } from '../../../src/contract/accounts.ts'

/** The account at one server. */
export type LineAccount = Pick<SoftphoneAccount, 'uri' | 'username' | 'secret'> & { wsUrl: string }

interface Deps {
  onRegistered: () => void
  onLost: () => void
  onIncoming: (session: RTCSession, request: IncomingRequest) => void
}

/** Begins to register with this account at once; another account is another line. */
export class Line {
  readonly #account: LineAccount
  readonly #ua: UA
  #registered = false
  #stopped = false

  constructor(account: LineAccount, deps: Deps) {
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
    this.#ua = ua
    const lost = () => {
      // A telephone that is being stopped may still speak.
      if (this.#stopped) return
      this.#registered = false
      deps.onLost()
    }
    ua.on('registered', () => {
      if (this.#stopped) return
      this.#registered = true
      deps.onRegistered()
    })
    ua.on('unregistered', lost)
    ua.on('disconnected', lost)
    ua.on('registrationFailed', lost)
    ua.on('newRTCSession', ({ session, request }: RTCSessionEvent) => {
      if (session.direction === 'incoming') deps.onIncoming(session, request as IncomingRequest)
    })
    ua.start()
  }

  get registered(): boolean {
    return this.#registered
  }

  hasAccount({ wsUrl, uri, username, secret }: LineAccount): boolean {
    const own = this.#account
    return own.wsUrl === wsUrl && own.uri === uri && own.username === username && own.secret === secret
  }

  /** Registers again if it is not; false: the server is not reached, JsSIP opens the connection by itself and registers then. */
  again(): boolean {
    if (this.#registered) return true
    if (!this.#ua.isConnected()) return false
    this.#ua.register()
    return true
  }

  stop(): void {
    this.#stopped = true
    this.#registered = false
    this.#ua.stop()
  }
}

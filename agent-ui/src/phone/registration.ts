// Keeps the browser's telephone registered for ever, at every server of the hotline: through lost networks, a restarted
// Asterisk, and an absent web server. One server that is away takes nothing from the others.
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRequest } from 'jssip/lib/SIPMessage'
import type { SoftphoneAccount } from '../../../src/contract/accounts.ts'
import { api } from '../api/client.ts'
import { Line, type LineAccount } from './line.ts'

/** registered: at one server at least. */
export type PhoneLink = 'off' | 'connecting' | 'registered' | 'reconnecting'

interface Deps {
  /** missing: servers that have been tried in vain while another has the telephone. */
  onLink: (link: PhoneLink, missing: readonly string[]) => void
  onIncoming: (session: RTCSession, request: IncomingRequest) => void
  /** A call that is up keeps its telephone: a new account waits for its end. */
  busy: () => boolean
}

const retryMs = 3_000
/** A server that hangs must not keep the telephone from registering with the account it has. */
const askMs = 2_000

export class Registration {
  readonly #deps: Deps
  /** By the server's name. */
  readonly #lines = new Map<string, Line>()
  #iceServers: RTCIceServer[] = []
  #retry: ReturnType<typeof setTimeout> | null = null
  #wanted = false
  #missing: readonly string[] = []

  constructor(deps: Deps) {
    this.#deps = deps
  }

  get iceServers(): RTCIceServer[] {
    return this.#iceServers
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#deps.onLink('connecting', [])
    void this.#connect()
  }

  stop(): void {
    this.#wanted = false
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    for (const line of this.#lines.values()) line.stop()
    this.#lines.clear()
    this.#missing = []
    this.#deps.onLink('off', [])
  }

  /**
   * Asks for the account each time, because asking is what brings it back to an Asterisk that was restarted. Without an
   * answer the telephone registers with the account it has: that is between it and Asterisk alone.
   */
  async #connect(): Promise<void> {
    const account = await api('softphone', { signal: AbortSignal.timeout(askMs) }).catch(() => null)
    if (!this.#wanted) return
    const triedBefore = [...this.#lines.keys()]
    if (account) {
      this.#iceServers = account.iceServers
      this.#follow(account)
    }
    const reached = [...this.#lines.values()].map((line) => line.again())
    if (reached.length === 0 || reached.includes(false)) this.#tryAgain()
    this.#missing = triedBefore.filter((id) => this.#lines.get(id)?.registered === false)
    if (triedBefore.length > 0) this.#changed()
  }

  /** Lines for the servers there are now; one that has its account is left as it is. */
  #follow({ servers, uri, username, secret }: SoftphoneAccount): void {
    if (servers.every(({ id, wsUrl }) => this.#lines.get(id)?.hasAccount({ wsUrl, uri, username, secret })) && servers.length === this.#lines.size) return
    if (this.#deps.busy()) {
      this.#tryAgain()
      return
    }
    for (const [id, line] of this.#lines)
      if (!servers.some((server) => server.id === id)) {
        line.stop()
        this.#lines.delete(id)
      }
    for (const { id, wsUrl } of servers) this.#begin(id, { wsUrl, uri, username, secret })
  }

  #begin(id: string, account: LineAccount): void {
    const known = this.#lines.get(id)
    if (known?.hasAccount(account)) return
    known?.stop()
    this.#lines.set(
      id,
      new Line(account, {
        onRegistered: () => this.#changed(),
        onLost: () => this.#lost(),
        onIncoming: this.#deps.onIncoming,
      }),
    )
  }

  #tryAgain(): void {
    if (!this.#wanted) return
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.#connect(), retryMs)
  }

  #lost(): void {
    if (!this.#wanted) return
    this.#changed()
    this.#tryAgain()
  }

  #changed(): void {
    if (!this.#wanted) return
    const lines = [...this.#lines.values()]
    this.#missing = this.#missing.filter((id) => this.#lines.get(id)?.registered === false)
    if (this.#retry && lines.every((line) => line.registered)) {
      clearTimeout(this.#retry)
      this.#retry = null
    }
    const some = lines.some((line) => line.registered)
    this.#deps.onLink(some ? 'registered' : 'reconnecting', some ? this.#missing : [])
  }
}

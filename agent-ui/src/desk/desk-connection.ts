// The desk's line to the server: opens the desk on every connect, sends commands, applies events.
import { io, type Socket } from 'socket.io-client'
import type { Ack, CommandAnswer, CommandBody, CommandName, EventBody, EventName } from '../../../src/contract/socket.ts'
import { ApiError } from '../api/client.ts'
import { rolesChanged } from '../api/roles-changed.ts'
import { Store } from '../api/store.ts'
import { i18n } from '../i18n/index.ts'
import { serverNow, setServerTime } from '../kit/time.ts'
import { type DeskAction, type DeskState, deskReducer, emptyDesk } from './desk-state.ts'

const ackTimeoutMs = 6_000
const retryMs = 2_000
/** A frozen server takes the connection and never speaks: try the next time soon. */
const handshakeMs = 5_000

export interface DeskHooks {
  /** The server refused the connection or ended the session: is the person still signed in? */
  onRefused: () => void
  onSessionEnded: (reason: EventBody<'session:ended'>['reason']) => void
  /** The desk is open: the server serves, and what waited here can go out. */
  onOpened: () => void
  /** A call was made to ring here. */
  onPop: (pop: EventBody<'call:pop'>) => void
  onCaller: (found: EventBody<'call:caller'>) => void
}

export class DeskConnection {
  readonly state = new Store<DeskState>(emptyDesk)
  readonly #socket: Socket
  readonly #hooks: DeskHooks
  readonly #tabId = crypto.randomUUID?.() ?? String(Math.random())
  #reopen: ReturnType<typeof setTimeout> | null = null

  constructor(hooks: DeskHooks) {
    this.#hooks = hooks
    this.#socket = io({
      autoConnect: false,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
      reconnectionAttempts: Infinity,
      timeout: handshakeMs,
    })
    this.#listen()
  }

  #apply = (action: DeskAction): void => this.state.set(deskReducer(this.state.get(), action))

  /** From here on nothing the server said before is shown as true. */
  #away(link: 'reconnecting' | 'standby'): void {
    this.#apply({ type: 'away', link, at: new Date(serverNow()).toISOString() })
  }

  #listen(): void {
    const socket = this.#socket
    socket.on('connect', () => void this.#open())
    socket.on('connect_error', () => {
      this.#away('reconnecting')
      this.#hooks.onRefused()
      // A refusal by the server's own word is not retried by the library.
      if (!socket.active) this.#later(() => socket.connect())
    })
    socket.on('disconnect', (reason) => {
      if (this.state.get().takenOver) return
      this.#away('reconnecting')
      if (reason === 'io server disconnect') {
        this.#hooks.onRefused()
        this.#later(() => socket.connect())
      }
    })
    const on = <N extends Parameters<typeof this.on>[0]>(name: N, handle: (body: EventBody<N>) => void) => this.on(name, handle)
    on('agent:state', (agent) => this.#apply({ type: 'agent', agent }))
    on('call:pop', (pop) => {
      this.#hooks.onPop(pop)
      this.#apply({ type: 'pop', pop })
    })
    on('call:state', (call) => this.#apply({ type: 'call', call }))
    on('call:caller', (found) => {
      this.#apply({ type: 'caller', found })
      this.#hooks.onCaller(found)
    })
    on('call:offer-ended', (ended) => this.#apply({ type: 'offer-ended', ended }))
    on('queue:length', ({ length }) => this.#apply({ type: 'waiting-length', length }))
    on('queue:waiting', (waiting) => this.#apply({ type: 'waiting', waiting }))
    // The web server is there, the controller behind it is not, or is another one now.
    on('controller:state', ({ connected }) => (connected ? void this.#open() : this.#away('standby')))
    on('telephony:state', ({ connected }) => this.#apply({ type: 'telephony', connected }))
    on('session:taken-over', () => {
      this.#apply({ type: 'taken-over' })
      // Staying connected would let a reconnect steal the desk back from the newer tab.
      socket.disconnect()
    })
    on('roles:changed', rolesChanged)
    on('session:ended', ({ reason }) => this.#hooks.onSessionEnded(reason))
  }

  /** Hears an event until the returned function is called. */
  on<N extends EventName>(name: N, handle: (body: EventBody<N>) => void): () => void {
    const heard = handle as (body: unknown) => void
    this.#socket.on(name as string, heard)
    return () => void this.#socket.off(name as string, heard)
  }

  #later(run: () => void): void {
    if (this.#reopen) clearTimeout(this.#reopen)
    this.#reopen = setTimeout(run, retryMs)
  }

  /** A fresh snapshot first, then events: what was missed meanwhile is never guessed. */
  async #open(): Promise<void> {
    try {
      const askedAt = Date.now()
      const snapshot = await this.#ask('desk:open', { tabId: this.#tabId })
      setServerTime(snapshot.serverTime, askedAt)
      this.#apply({ type: 'snapshot', snapshot })
      this.#hooks.onOpened()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-signed-in') this.#hooks.onRefused()
      if (error instanceof ApiError && error.code === 'unavailable') this.#away('standby')
      if (this.#socket.connected) this.#later(() => void this.#open())
    }
  }

  start(): void {
    this.#socket.connect()
  }

  stop(): void {
    if (this.#reopen) clearTimeout(this.#reopen)
    this.#socket.disconnect()
  }

  /** The telephone has a call the server did not speak of. */
  movedOn(callId: string): void {
    this.#apply({ type: 'moved-on', callId })
  }

  /** Makes this tab the desk again; the other tab is told. */
  takeBack(): void {
    this.#apply({ type: 'taken-back' })
    this.#socket.connect()
  }

  async #ask<N extends CommandName>(name: N, body: CommandBody<N>, withinMs = ackTimeoutMs): Promise<Extract<Ack<N>, { ok: true }>['data']> {
    let answer: Ack<N>
    try {
      answer = (await this.#socket.timeout(withinMs).emitWithAck(name, body)) as Ack<N>
    } catch {
      // Connected and silent is a server that hangs: what it said before is not known to be true any more.
      if (this.#socket.connected) this.#socket.io.engine.close()
      throw new ApiError('offline', i18n.t('error.noAnswer'))
    }
    if (!answer.ok) throw new ApiError(answer.problem.code, answer.problem.message, answer.problem.fields)
    return answer.data
  }

  /** Asks for something that is shown once and kept nowhere. */
  async ask<N extends Exclude<CommandName, 'desk:open'>>(name: N, body: CommandBody<N>): Promise<CommandAnswer<N>> {
    if (this.state.get().link !== 'connected') throw new ApiError('offline', i18n.t('error.noServer'))
    return (await this.#ask(name, body)) as CommandAnswer<N>
  }

  /** Sends one command; refused at once while there is no connection, never queued to surprise later. */
  async command<N extends Exclude<CommandName, 'desk:open'>>(name: N, body: CommandBody<N>, withinMs?: number): Promise<void> {
    if (this.state.get().link !== 'connected') throw new ApiError('offline', i18n.t('error.noServer'))
    const data = await this.#ask(name, body, withinMs)
    if ('agentId' in data) this.#apply({ type: 'agent', agent: data })
    else if ('callId' in data && 'status' in data) this.#apply({ type: 'call', call: data })
  }
}

// The board's own line to the server: it must not take the desk from another tab, and a wall has no desk at all.
import { io, type Socket } from 'socket.io-client'
import type { BoardState } from '../../../src/contract/board.ts'
import { applyChange, keepingRows } from '../../../src/contract/board-change-rules.ts'
import { type Ack, boardEverySeconds, type CommandAnswer, type CommandBody, type CommandName, type EventBody } from '../../../src/contract/socket.ts'
import { ApiError } from '../api/client.ts'
import { rolesChanged } from '../api/roles-changed.ts'
import { Store } from '../api/store.ts'
import { i18n } from '../i18n/index.ts'
import { serverNow, setServerTime } from '../kit/time.ts'

const ackTimeoutMs = 6_000
const retryMs = 2_000

export interface BoardView {
  /** What goes on; null while nobody knows: at first, and from the moment the line breaks. */
  now: BoardState | null
  /** Since when nothing is known; null while it is, and before the first answer. */
  awaySince: number | null
}

export type BoardCommand = <N extends CommandName>(name: N, body: CommandBody<N>) => Promise<CommandAnswer<N>>

export interface BoardHooks {
  onRefused: () => void
  onSessionEnded: (reason: EventBody<'session:ended'>['reason']) => void
}

export class BoardConnection {
  readonly state = new Store<BoardView>({ now: null, awaySince: null })
  readonly #socket: Socket
  readonly #wall: boolean
  #next: ReturnType<typeof setTimeout> | null = null

  constructor(wall: boolean, hooks: BoardHooks) {
    this.#wall = wall
    this.#socket = io({
      autoConnect: false,
      forceNew: true,
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
      reconnectionAttempts: Infinity,
      timeout: 5_000,
    })
    const socket = this.#socket
    socket.on('connect', () => void this.#open())
    socket.on('connect_error', () => {
      this.#away()
      hooks.onRefused()
      // A refusal by the server's own word is not retried by the library.
      if (!socket.active) this.#later(retryMs, () => socket.connect())
    })
    socket.on('disconnect', (reason) => {
      this.#away()
      if (reason !== 'io server disconnect') return
      hooks.onRefused()
      this.#later(retryMs, () => socket.connect())
    })
    socket.on('board:change', (change: EventBody<'board:change'>) => this.#changed(change))
    socket.on('controller:state', ({ connected }: EventBody<'controller:state'>) => (connected ? void this.#open() : this.#away()))
    socket.on('roles:changed', rolesChanged)
    socket.on('session:ended', ({ reason }: EventBody<'session:ended'>) => hooks.onSessionEnded(reason))
  }

  /** From here on nothing is shown as true. */
  #away(): void {
    this.state.set({ now: null, awaySince: this.state.get().awaySince ?? serverNow() })
  }

  #later(ms: number, run: () => void): void {
    if (this.#next) clearTimeout(this.#next)
    this.#next = setTimeout(run, ms)
  }

  /** A change of another board than the one that is shown: one was missed, and the whole is asked for. */
  #changed(change: EventBody<'board:change'>): void {
    const { now } = this.state.get()
    if (!now || change.seq <= now.seq) return
    if (change.from === now.seq) this.state.set({ now: applyChange(now, change), awaySince: null })
    else void this.#open()
  }

  /** Asks for the whole board, and again before the server takes this page for gone. */
  async #open(): Promise<void> {
    const askedAt = Date.now()
    try {
      const answer = (await this.#socket.timeout(ackTimeoutMs).emitWithAck('board:open', { wall: this.#wall })) as Ack<'board:open'>
      if (!answer.ok) {
        this.#away()
        return this.#later(retryMs, () => this.#again())
      }
      setServerTime(answer.data.serverTime, askedAt)
      // An answer may be overtaken by a change that was told after it; rows that are the same stay the same objects.
      this.state.set({ now: keepingRows(this.state.get().now, answer.data), awaySince: null })
      this.#later(boardEverySeconds * 1000, () => this.#again())
    } catch {
      // Connected and silent is a server that hangs.
      if (this.#socket.connected) this.#socket.io.engine.close()
    }
  }

  /** Sends one command; refused at once while there is no connection, never queued to surprise later. */
  command: BoardCommand = async (name, body) => {
    if (!this.#socket.connected) throw new ApiError('offline', i18n.t('error.noServer'))
    type Answer = Ack<typeof name>
    const answer = await this.#socket
      .timeout(ackTimeoutMs)
      .emitWithAck(name, body)
      .then(
        (said) => said as Answer,
        () => {
          throw new ApiError('offline', i18n.t('error.noAnswer'))
        },
      )
    if (!answer.ok) throw new ApiError(answer.problem.code, answer.problem.message, answer.problem.fields)
    return answer.data
  }

  #again(): void {
    if (this.#socket.connected) void this.#open()
  }

  start(): void {
    this.#socket.connect()
  }

  stop(): void {
    if (this.#next) clearTimeout(this.#next)
    this.#socket.disconnect()
  }
}

// An operator's page without a browser: signs in over HTTP, opens the desk over Socket.IO, keeps what it is told.
import { io, type Socket } from 'socket.io-client'
import type { DeskSnapshot } from '../../src/contract/calls.ts'
import type { Problem } from '../../src/contract/errors.ts'
import type { Ack, CommandAnswer, CommandBody, CommandName, EventBody, EventName } from '../../src/contract/socket.ts'
import { commands } from '../../src/contract/socket.ts'
import type { DemoLogin } from './platform.ts'
import { waitUntil } from './wait.ts'

type Told = { [N in EventName]: { event: N; body: EventBody<N>; at: number } }[EventName]

export class HttpClient {
  readonly baseUrl: string
  cookie = ''
  constructor(baseUrl: string) {
    this.baseUrl = baseUrl
  }
  /** Sends and answers status and parsed body. */
  async request<T = unknown>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const answer = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        origin: this.baseUrl,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const cookies = answer.headers.getSetCookie()
    if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ')
    const text = await answer.text()
    return { status: answer.status, body: (text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null) as T }
  }
  async signIn(login: { phone: string; password: string }): Promise<void> {
    const answer = await this.request('POST', '/api/session', { phone: login.phone, password: login.password })
    if (answer.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(answer.body)}`)
  }
}

export class DeskClient extends HttpClient {
  readonly told: Told[] = []
  /** How often the connection was lost, not by us. */
  disconnects = 0
  /** What the server said when the desk was opened. */
  snapshot: DeskSnapshot | undefined
  #socket: Socket | undefined

  /** Signs in with this telephone and opens the desk. */
  static async open(baseUrl: string, login: DemoLogin, contact: string, tabId = 'tab-1'): Promise<DeskClient> {
    const desk = new DeskClient(baseUrl)
    await desk.signIn(login)
    const set = await desk.request('PUT', '/api/profile/phone', { kind: 'sip', contact })
    if (set.status !== 200) throw new Error(`phone not set: ${JSON.stringify(set.body)}`)
    await desk.connect(tabId)
    return desk
  }

  /** The same session's page after the server was away, or at another server: asks until it is there. */
  static async reopen(before: DeskClient, tabId: string, baseUrl = before.baseUrl): Promise<DeskClient> {
    before.close()
    await waitUntil(async () => (await fetch(`${baseUrl}/health/ready`).catch(() => null))?.ok === true, 60_000)
    const desk = new DeskClient(baseUrl)
    desk.cookie = before.cookie
    await desk.connect(tabId)
    return desk
  }

  async connect(tabId: string): Promise<void> {
    const socket = io(this.baseUrl, { extraHeaders: { cookie: this.cookie, origin: this.baseUrl }, transports: ['websocket'], forceNew: true })
    this.#socket = socket
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.disconnects += 1
    })
    // As the page does: behind the web server there may be another controller now, which must tell anew.
    socket.on('controller:state', ({ connected }: EventBody<'controller:state'>) => {
      if (connected) void this.try('desk:open', { tabId }).catch(() => undefined)
    })
    socket.onAny((event: string, body: unknown) => void this.told.push({ event, body, at: Date.now() } as Told))
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    // As the page does: a server without the calls (yet) is asked again.
    this.snapshot = await waitUntil(
      async () => {
        const ack = await this.try('desk:open', { tabId })
        if (ack.ok) return commands['desk:open'].answer.parse(ack.data)
        if (ack.problem.code === 'unavailable') return null
        throw Object.assign(new Error(`desk:open: ${ack.problem.message}`), { problem: ack.problem })
      },
      15_000,
      () => 'the desk was not opened: no controller has the calls',
    )
  }

  /** Sends a command; throws when it is refused. */
  async send<N extends CommandName>(name: N, body: CommandBody<N>): Promise<CommandAnswer<N>> {
    const ack = await this.try(name, body)
    if (!ack.ok) throw Object.assign(new Error(`${name}: ${ack.problem.message}`), { problem: ack.problem satisfies Problem })
    return commands[name].answer.parse(ack.data) as CommandAnswer<N>
  }
  async try<N extends CommandName>(name: N, body: CommandBody<N>): Promise<Ack<N>> {
    return (await this.#socket?.timeout(5000).emitWithAck(name, body)) as Ack<N>
  }

  /** The next thing of this kind told after index `from` that fits. */
  wait<N extends EventName>(event: N, fits: (body: EventBody<N>) => boolean = () => true, limitMs = 10_000, from = 0): Promise<EventBody<N>> {
    return waitUntil(
      () => this.told.slice(from).find((told) => told.event === event && fits(told.body as EventBody<N>))?.body as EventBody<N> | undefined,
      limitMs,
      () => `never told ${event}; told: ${this.told.map((told) => told.event).join(', ')}`,
    ) as Promise<EventBody<N>>
  }
  get socketId(): string {
    return this.#socket?.id ?? ''
  }
  get mark(): number {
    return this.told.length
  }
  close(): void {
    this.#socket?.disconnect()
  }
}

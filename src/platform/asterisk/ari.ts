// The one adapter around ari-client: connects for ever, tells connect and loss. Commands go out over connections of our own
// (ari-rest.ts), and events are read as they come: ari-client's way of both costs more than all the rest of a call.
import { createRequire } from 'node:module'
import ari from 'ari-client'
import type { Logger } from 'winston'
import { withinTime } from '../http/time-limit.ts'
import { ariOperations } from './ari-operations.ts'
import { AriRefused, createAriSender } from './ari-rest.ts'

export { AriRefused } from './ari-rest.ts'

// swagger-client (inside ari-client) throws in a callback after it has told of the failure; nobody could catch that, and
// the platform would die because Asterisk was away for a moment. Being told is enough.
const swagger = createRequire(createRequire(import.meta.url).resolve('ari-client'))('swagger-client') as {
  SwaggerApi: { prototype: { fail(message: string): void; failure(message: string): void } }
}
swagger.SwaggerApi.prototype.fail = function (message) {
  this.failure(message)
}

/** What of ari-client's inside we hold on to: its open WebSocket. */
interface OpenClient extends NodeJS.EventEmitter {
  _ws: NodeJS.EventEmitter
}

/** An ARI event as it came; only calls/ari-mapper.ts looks inside. */
export interface RawAriEvent {
  type: string
  [field: string]: unknown
}

export interface AriOptions {
  url: string
  username: string
  password: string
  app: string
  logger: Logger
  /** May a command go out now? One that may not is refused like one that Asterisk refuses. */
  mayAct?: () => boolean
  /** How often Asterisk is asked whether it is still there, and how long it and a new connection may take. */
  pingMs?: number
}

const eventTypes: readonly string[] = [
  'CallBroadcast',
  'StasisStart',
  'StasisEnd',
  'ChannelDestroyed',
  'ChannelHangupRequest',
  'ChannelDtmfReceived',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelStateChange',
  'ChannelEnteredBridge',
  'ChannelLeftBridge',
  'PlaybackContinuing',
  'PlaybackFinished',
  'RecordingStarted',
  'RecordingFinished',
  'RecordingFailed',
  'ContactStatusChange',
  'EndpointStateChange',
  'PeerStatusChange',
  'ApplicationReplaced',
]

export type Ari = ReturnType<typeof ariOperations> & {
  connected(): boolean
  onEvent(listener: (event: RawAriEvent) => void): void
  onConnected(listener: () => void | Promise<void>): void
  onLost(listener: () => void): void
  start(): void
  stop(): void
}

/** Makes the adapter; nothing is sent before `start()`. Reconnects for ever with a pause of 0.2 to 5 s. */
export function createAri(options: AriOptions): Ari {
  const { logger, app } = options
  const send = createAriSender(options)
  let client: ari.Client | null = null
  let isOpen = false
  let up = false
  let stopped = false
  let attempt = 0
  let retryTimer: NodeJS.Timeout | undefined
  let pingTimer: NodeJS.Timeout | undefined
  const pingMs = options.pingMs ?? 10_000
  const eventListeners: ((event: RawAriEvent) => void)[] = []
  const connectedListeners: (() => void | Promise<void>)[] = []
  const lostListeners: (() => void)[] = []

  const operations = ariOperations((request) => {
    if (options.mayAct && !options.mayAct()) return Promise.reject(new AriRefused('this controller may not act now'))
    if (!isOpen) return Promise.reject(new AriRefused('not connected to Asterisk'))
    return send(request)
  }, app)

  const lost = () => {
    const was = up
    up = false
    clearTimeout(pingTimer)
    isOpen = false
    const old = client
    client = null
    if (old) close(old)
    if (was) {
      logger.warn('connection to Asterisk lost')
      for (const listener of lostListeners) listener()
    }
    if (stopped) return
    clearTimeout(retryTimer)
    retryTimer = setTimeout(() => void connect(), Math.min(5000, 200 * 2 ** Math.min(attempt++, 5)))
  }

  /** An Asterisk that froze, or whose machine is gone, closes no connection: nobody would know. */
  const ping = (asked: ari.Client) => {
    pingTimer = setTimeout(async () => {
      const answers = await withinTime(send({ method: 'GET', path: ['asterisk', 'ping'] }), pingMs, 'Asterisk').then(
        () => true,
        () => false,
      )
      if (client !== asked) return
      if (answers) ping(asked)
      else lost()
    }, pingMs)
  }

  const connect = async (): Promise<void> => {
    if (stopped) return
    try {
      const connecting = ari.connect(options.url, options.username, options.password)
      const made = await withinTime(connecting, pingMs, 'Asterisk').catch((error: unknown) => {
        // One that comes about after all is not wanted any more.
        connecting.then(close).catch(() => undefined)
        throw error
      })
      if (stopped) return close(made)
      client = made
      const emitter = made as unknown as OpenClient
      // ari-client gives up after its retry limit and would resume without a word: we start afresh at the first loss.
      for (const end of ['WebSocketReconnecting', 'WebSocketMaxRetries']) emitter.on(end, () => client === made && lost())
      await made.start(app)
      if (client !== made) return
      readDirectly(emitter._ws, (event) => {
        if (client === made && eventTypes.includes(event.type)) for (const listener of eventListeners) listener(event)
      })
      isOpen = true
      // Sent past mayAct: a controller that only waits for its turn listens too.
      await send({ method: 'PUT', path: ['applications', app, 'eventFilter'], body: { allowed: eventTypes.map((type) => ({ type })) } })
      if (client !== made) return
      up = true
      attempt = 0
      logger.info('connected to Asterisk', { app })
      ping(made)
      for (const listener of connectedListeners) await listener()
    } catch (error) {
      logger.debug('Asterisk not reachable yet', { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) })
      lost()
    }
  }

  return {
    ...operations,
    connected: () => up,
    onEvent: (listener) => void eventListeners.push(listener),
    onConnected: (listener) => void connectedListeners.push(listener),
    onLost: (listener) => void lostListeners.push(listener),
    start: () => void connect(),
    stop: () => {
      stopped = true
      clearTimeout(retryTimer)
      lost()
    },
  }
}

/** ari-client makes objects with all their operations out of each event, and throws at types it does not know: not needed here. */
function readDirectly(socket: NodeJS.EventEmitter, hear: (event: RawAriEvent) => void): void {
  socket.removeAllListeners('message')
  socket.on('message', (data: Buffer) => hear(JSON.parse(data.toString()) as RawAriEvent))
}

function close(client: ari.Client): void {
  ;(client as unknown as NodeJS.EventEmitter).removeAllListeners()
  try {
    client.stop()
  } catch {
    // A socket that never opened cannot be closed.
  }
}

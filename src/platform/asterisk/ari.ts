// The door to Asterisk's REST interface (ARI): events over a WebSocket that is opened for ever again, commands over HTTP.
import type { Logger } from 'winston'
import { ariOperations } from './ari-operations.ts'
import { AriRefused, createAriSender } from './ari-rest.ts'

export { AriRefused } from './ari-rest.ts'

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
}

const eventTypes: readonly string[] = [
  'StasisStart',
  'StasisEnd',
  'ChannelDestroyed',
  'ChannelHangupRequest',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelStateChange',
  'ChannelEnteredBridge',
  'ChannelLeftBridge',
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
  let socket: WebSocket | null = null
  let up = false
  let stopped = false
  let attempt = 0
  let retryTimer: NodeJS.Timeout | undefined
  const eventListeners: ((event: RawAriEvent) => void)[] = []
  const connectedListeners: (() => void | Promise<void>)[] = []
  const lostListeners: (() => void)[] = []

  const operations = ariOperations((request) => {
    if (options.mayAct && !options.mayAct()) return Promise.reject(new AriRefused('this controller may not act now'))
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new AriRefused('not connected to Asterisk'))
    return send(request)
  }, app)

  const lost = () => {
    const was = up
    up = false
    const old = socket
    socket = null
    old?.close()
    if (was) {
      logger.warn('connection to Asterisk lost')
      for (const listener of lostListeners) listener()
    }
    if (stopped) return
    clearTimeout(retryTimer)
    retryTimer = setTimeout(connect, Math.min(5000, 200 * 2 ** Math.min(attempt++, 5)))
  }

  const opened = async (made: WebSocket) => {
    try {
      // Sent past mayAct: a controller that only waits for its turn listens too.
      await send({ method: 'PUT', path: ['applications', app, 'eventFilter'], body: { allowed: eventTypes.map((type) => ({ type })) } })
      if (socket !== made) return
      up = true
      attempt = 0
      logger.info('connected to Asterisk', { app })
      for (const listener of connectedListeners) await listener()
    } catch (error) {
      logger.debug('Asterisk not ready yet', { reason: error instanceof Error ? error.message.slice(0, 200) : String(error) })
      if (socket === made) lost()
    }
  }

  function connect(): void {
    if (stopped) return
    const made = new WebSocket(eventsUrl(options))
    socket = made
    made.addEventListener('open', () => void opened(made))
    made.addEventListener('message', ({ data }) => {
      const event = JSON.parse(String(data)) as RawAriEvent
      if (socket === made && eventTypes.includes(event.type)) for (const listener of eventListeners) listener(event)
    })
    // A refused connection tells error and close, a broken one close alone.
    for (const end of ['error', 'close'] as const) made.addEventListener(end, () => socket === made && lost())
  }

  return {
    ...operations,
    connected: () => up,
    onEvent: (listener) => void eventListeners.push(listener),
    onConnected: (listener) => void connectedListeners.push(listener),
    onLost: (listener) => void lostListeners.push(listener),
    start: connect,
    stop: () => {
      stopped = true
      clearTimeout(retryTimer)
      lost()
    },
  }
}

function eventsUrl({ url, app, username, password }: AriOptions): string {
  const events = new URL('/ari/events', url)
  events.protocol = events.protocol === 'https:' ? 'wss:' : 'ws:'
  events.search = String(new URLSearchParams({ app, api_key: `${username}:${password}` }))
  return events.href
}

// The one adapter around asterisk-manager: a session to Asterisk's manager interface for what ARI lacks, for ever renewed.
import type { Logger } from 'winston'
import { type AmiAddress, type AmiFields, type AmiSession, openAmiSession } from './ami-session.ts'

export type { AmiFields } from './ami-session.ts'

export interface AmiOptions extends AmiAddress {
  logger: Logger
  /** May a command go out now? One that may not is refused. */
  mayAct?: () => boolean
  /** How often Asterisk is asked whether it is still there, and how long it may take to say so. */
  pingMs?: number
}

export interface Ami {
  start(): void
  stop(): void
  /** Sends an action; refused with an Error after `limitMs`, when Asterisk answers Error, and at once without a connection. */
  action(fields: AmiFields, limitMs?: number): Promise<AmiFields>
  /** Sends a list action (QueueStatus, CoreShowChannels, PJSIPShowContacts …); its rows, each with its `event`. */
  list(fields: AmiFields, limitMs?: number): Promise<AmiFields[]>
  /** Called at each event of that name, in small or capital letters. Rows of lists are no events. */
  onEvent(name: string, listener: (fields: AmiFields) => void): void
  /** Called once logged in to an Asterisk that has fully booted: at the start and after each loss. */
  onConnected(listener: () => void | Promise<void>): void
  onLost(listener: () => void): void
  /** Logged in, and Asterisk has fully booted. */
  connected(): boolean
}

/** Makes the adapter; once started it connects for ever with a pause of 0.2 to 5 s. */
export function createAmi(options: AmiOptions): Ami {
  const log = options.logger.child({ room: 'ami' })
  const pingMs = options.pingMs ?? 10_000
  const eventListeners = new Map<string, ((fields: AmiFields) => void)[]>()
  const connectedListeners: (() => void | Promise<void>)[] = []
  const lostListeners: (() => void)[] = []
  let session: AmiSession | null = null
  let isBooted = false
  let isStopped = true
  let attempt = 0
  let refusalTold = false
  let retryTimer: NodeJS.Timeout | undefined
  let pingTimer: NodeJS.Timeout | undefined

  /** What a listener throws is its own affair: the connection and the other listeners go on. */
  const guard = async (work: () => void | Promise<void>) => {
    try {
      await work()
    } catch (error) {
      log.error('manager interface listener failed', { error })
    }
  }

  const ping = (current: AmiSession) => {
    pingTimer = setTimeout(async () => {
      try {
        await current.action({ action: 'Ping' }, pingMs)
        if (session === current) ping(current)
      } catch {
        // A frozen Asterisk keeps its connections open: we end ours and come again.
        current.close()
      }
    }, pingMs)
  }

  const booted = () => {
    if (isBooted) return
    isBooted = true
    attempt = 0
    refusalTold = false
    log.info('connected to the manager interface')
    for (const listener of connectedListeners) void guard(listener)
  }

  const event = (fields: AmiFields) => {
    const name = (fields['event'] ?? '').toLowerCase()
    for (const listener of eventListeners.get(name) ?? []) void guard(() => listener(fields))
    // Sent after the login to a booted Asterisk, else as soon as it has booted: before that its lists are not complete.
    if (name === 'fullybooted') booted()
  }

  const closed = (reason: string) => {
    clearTimeout(pingTimer)
    session = null
    const was = isBooted
    isBooted = false
    if (was && !isStopped) {
      log.warn('manager interface lost', { reason })
      for (const listener of lostListeners) void guard(listener)
    } else if (reason.startsWith('login refused') && !refusalTold) {
      refusalTold = true
      log.error('manager interface refuses us', { reason })
    } else log.debug('manager interface not reachable yet', { reason })
    if (isStopped) return
    clearTimeout(retryTimer)
    retryTimer = setTimeout(connect, Math.min(5000, 200 * 2 ** Math.min(attempt++, 5)))
  }

  const connect = () => {
    if (isStopped) return
    const current = openAmiSession(options, { opened: () => ping(current), event, closed })
    session = current
  }

  const inSession = <T>(work: (current: AmiSession) => Promise<T>): Promise<T> => {
    if (options.mayAct && !options.mayAct()) return Promise.reject(new Error('this controller may not act now'))
    return session ? work(session) : Promise.reject(new Error('manager interface not connected'))
  }
  return {
    start() {
      if (!isStopped) return
      isStopped = false
      connect()
    },
    stop() {
      isStopped = true
      clearTimeout(retryTimer)
      session?.close()
    },
    action: (fields, limitMs = 2000) => inSession((current) => current.action(fields, limitMs)),
    list: (fields, limitMs = 5000) => inSession((current) => current.list(fields, limitMs)),
    onEvent(name, listener) {
      const key = name.toLowerCase()
      eventListeners.set(key, [...(eventListeners.get(key) ?? []), listener])
    },
    onConnected: (listener) => void connectedListeners.push(listener),
    onLost: (listener) => void lostListeners.push(listener),
    connected: () => isBooted,
  }
}

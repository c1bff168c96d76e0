// The door to Redis, which never holds the only copy of anything: every call fails at once while it is away.
import { createClient } from 'redis'
import type { Logger } from '../logging/logger.ts'

export interface Redis {
  isReady(): boolean
  ping(): Promise<boolean>
  send(args: string[]): Promise<unknown>
  /** Tells the other processes; false when they could not be told. */
  publish(channel: string, message: string): Promise<boolean>
  /** Listens, also after Redis was away. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>
  close(): Promise<void>
}

const commandLimitMs = 500
const longestPauseMs = 2_000

/** Connects in the background: a Redis that is away delays nothing. */
export async function createRedis({ url, logger }: { url: string; logger: Logger }): Promise<Redis> {
  const log = logger.child({ room: 'redis' })
  const options = {
    url,
    // Commands that wait for a Redis that is away would stall whoever sent them.
    disableOfflineQueue: true,
    commandOptions: { timeout: commandLimitMs },
    socket: { connectTimeout: 2_000, reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, longestPauseMs) },
  }
  const client = createClient(options)
  const listener = createClient(options)
  let away = false
  client.on('error', (error: unknown) => {
    if (!away) log.warn('Redis is away', { error })
    away = true
  })
  client.on('ready', () => {
    if (away) log.info('Redis is back')
    away = false
  })
  listener.on('error', () => undefined)
  const wanted = new Map<string, (message: string) => void>()
  const listening = new Set<string>()
  const listenToAll = async (): Promise<void> => {
    for (const [channel, hear] of wanted) {
      if (listening.has(channel)) continue
      listening.add(channel)
      await listener.subscribe(channel, hear).catch(() => listening.delete(channel))
    }
  }
  listener.on('ready', () => void listenToAll())
  const connected = Promise.all([client.connect(), listener.connect()]).catch(() => undefined)
  // A Redis that is there is ready at once; waiting longer for one that is not would only delay the telephones.
  await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, commandLimitMs).unref())])

  return {
    isReady: () => client.isReady,
    ping: async () => (await client.ping()) === 'PONG',
    send: (args) => client.sendCommand(args),
    publish: async (channel, message) => {
      if (!client.isReady) return false
      return client.publish(channel, message).then(
        () => true,
        () => false,
      )
    },
    subscribe: async (channel, hear) => {
      wanted.set(channel, hear)
      if (listener.isReady) await listenToAll()
    },
    close: async () => {
      client.destroy()
      listener.destroy()
    },
  }
}

// Passes events on to the pages that hang on other processes. Best effort: a page that missed some fetches a snapshot when it reconnects.
import { z } from 'zod'
import type { Logger } from '../logging/logger.ts'
import type { Redis } from '../redis/client.ts'

/** Where processes tell each other what their pages must know. */
export const relayChannel = 'hotline:realtime'
const Message = z.object({ from: z.string(), room: z.string(), event: z.string(), body: z.unknown(), cut: z.boolean() })

interface RelayDeps {
  redis: Redis
  logger: Logger
  /** Tells our own messages from those of others. */
  processId: string
  deliver: (room: string, event: string, body: unknown, cut: boolean) => void
}

/** Starts listening to the other processes. */
export function createRelay({ redis, logger, processId, deliver }: RelayDeps) {
  redis
    .subscribe(relayChannel, (text) => {
      const message = Message.safeParse(parse(text))
      if (!message.success) logger.warn('relayed event not understood')
      else if (message.data.from !== processId) deliver(message.data.room, message.data.event, message.data.body, message.data.cut)
    })
    .catch((error: unknown) => logger.warn('not listening to other processes', { error }))
  return {
    /** Sent after the own sockets have theirs; nobody waits for it. */
    tell(room: string, event: string, body: unknown, cut: boolean): void {
      void redis.publish(relayChannel, JSON.stringify({ from: processId, room, event, body, cut }))
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

// What every process stands on, whatever its roles.
import type { Config } from '../config.ts'
import { createDirectoryService } from '../directory/service.ts'
import { systemClock } from '../platform/clock.ts'
import { createDatabase } from '../platform/database/client.ts'
import { createLogger } from '../platform/logging/logger.ts'
import { createRedis } from '../platform/redis/client.ts'
import { createTicketService } from '../tickets/service.ts'

export type Foundation = Awaited<ReturnType<typeof openFoundation>>

/** Opens logs, database and Redis, and the rooms both roles ask; a server that is away delays nothing. */
export async function openFoundation(config: Config) {
  const logger = createLogger(config)
  const clock = systemClock
  const db = createDatabase({ url: config.databaseUrl, logger })
  const redis = await createRedis({ url: config.redisUrl, logger })
  const directory = createDirectoryService({ db, clock, logger })
  const tickets = createTicketService({ db, clock, logger })
  return {
    config,
    logger,
    clock,
    db,
    redis,
    directory,
    tickets,
    async close() {
      await redis.close()
      await db.$disconnect()
    },
  }
}
